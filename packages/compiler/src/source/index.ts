// The text of .proto files and places in it.

export { type DecodedSource, decodeSource } from "./decode-source.js";
export { type Position, SourceFile } from "./source-file.js";
export type { Span } from "./span.js";
