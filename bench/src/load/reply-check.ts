// Judges the header blocks of replies. The decoder gives the same object for the same bytes, so each
// kind of block is looked at once and afterwards costs one comparison.

import { HeaderBlock, HpackDecoder } from "trunkline/http2";
import type { Protocol } from "./workload.js";

/** What a header block of a right reply is. */
export type BlockKind = "headers" | "trailers";

/** Decodes the blocks of one connection. */
export class ReplyCheck {
  readonly #decoder = new HpackDecoder();
  readonly #protocol: Protocol;

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
  }

  /** What the block in bytes `start` to `end` is, or a sentence on why no right reply has it. */
  judge(bytes: Uint8Array, start: number, end: number): BlockKind | { readonly wrong: string } {
    const block = this.#decoder.decode(bytes, start, end);
    if (!(block instanceof HeaderBlock)) return { wrong: `header block is broken: ${block.kind}` };
    block.memo ??= this.#kindOf(block);
    return block.memo as BlockKind | { readonly wrong: string };
  }

  #kindOf(block: HeaderBlock): BlockKind | { readonly wrong: string } {
    const isGrpc = this.#protocol === "grpc";
    const contentType = isGrpc ? "application/grpc" : "application/json";
    const isHeaders =
      block.get(":status") === "200" && block.get("content-type")?.startsWith(contentType) === true;
    if (isHeaders && block.get("grpc-status") === undefined) return "headers";
    if (isGrpc && !isHeaders && block.get("grpc-status") === "0") return "trailers";
    return { wrong: `header block is not the one expected: ${block.fields.join(" ")}` };
  }
}
