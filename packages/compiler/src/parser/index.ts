// Tokens to a syntax tree, with recovery: one mistake, one diagnostic, and the rest of the file is read.

export { DEFAULT_PARSER_LIMITS, type ParserLimits } from "./limits.js";
export { parseFile } from "./parse-file.js";
