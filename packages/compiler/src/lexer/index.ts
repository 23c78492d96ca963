// Text to tokens, and the comments between them.

export { type CommentsBetween, commentsBetween, type TextRange } from "./comments.js";
export { Lexer } from "./lexer.js";
export { floatOf, integerOf, numberOf, type StringLiteral, stringOf } from "./literals.js";
export type { Token, TokenKind } from "./token.js";
