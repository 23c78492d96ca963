// What a .proto file may cost. Files that people write stay far below.

export interface ParserLimits {
  /** UTF-16 units of one file's text; 8 Mi by default. */
  readonly maxFileLength: number;
  /** Messages within messages; 31 by default, as in protoc. */
  readonly maxMessageDepth: number;
  /** Messages within messages of an option's value; 100 by default. */
  readonly maxValueDepth: number;
  /** Syntax errors after which the rest of a file is not read; 100 by default. */
  readonly maxSyntaxErrors: number;
}

export const DEFAULT_PARSER_LIMITS: ParserLimits = {
  maxFileLength: 8 * 1024 * 1024,
  maxMessageDepth: 31,
  maxValueDepth: 100,
  maxSyntaxErrors: 100,
};
