// What tests of the compiler share: the golden corpus and protoc. Not published.

export {
  diskFileSystem,
  type GoldenCase,
  goldenCases,
  runProtoc,
  TESTDATA,
} from "./golden-cases.js";
