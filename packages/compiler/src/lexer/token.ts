// What a .proto file is made of between spaces and comments (Protobuf Language "Lexical elements").

/** A "malformed" one has its diagnostic already; nobody needs to complain about it again. */
export type TokenKind =
  | "identifier"
  | "integer"
  | "float"
  | "string"
  | "symbol"
  | "malformed"
  | "end";

/** A token as written. What numbers and strings say is in `literals.ts`. */
export interface Token {
  readonly kind: TokenKind;
  /** Empty at the end of the file. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** True when a line break stands between the token before and this one. */
  readonly startsLine: boolean;
}
