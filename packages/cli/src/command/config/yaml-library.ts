// What is used of the library that reads YAML.

export { isMap, isScalar, isSeq, LineCounter, parse, parseDocument } from "yaml";
