// An encoding for tests: run lengths, as pairs of a count and an octet. It answers at once, or when the test
// says so.

import type { Encoding, EncodingContext } from "../grpc/index.js";

function compressRuns(message: Uint8Array): Uint8Array {
  const pairs: number[] = [];
  for (const octet of message) {
    const at = pairs.length - 2;
    if (pairs[at + 1] === octet && pairs[at]! < 255) pairs[at]!++;
    else pairs.push(1, octet);
  }
  return Uint8Array.from(pairs);
}

function decompressRuns(compressed: Uint8Array, maxBytes: number): Uint8Array {
  if (compressed.length % 2 !== 0) throw new Error("a run has no octet");
  const message: number[] = [];
  for (let at = 0; at < compressed.length; at += 2) {
    for (let count = compressed[at]!; count > 0; count--) {
      if (message.length === maxBytes) throw new RangeError("too much comes out");
      message.push(compressed[at + 1]!);
    }
  }
  return Uint8Array.from(message);
}

/** Answers at once. */
export const runs: Encoding = {
  name: "runs",
  compress: compressRuns,
  decompress: decompressRuns,
};

/** Answers when `finishNext()` is called, in any order of names but in the order of what was asked. */
export class SlowRuns implements Encoding {
  readonly name = "runs";
  readonly #asked: (() => void)[] = [];
  /** What was told with each question. */
  readonly contexts: EncodingContext[] = [];

  /** What has been asked for and not answered. */
  get pending(): number {
    return this.#asked.length;
  }

  compress(message: Uint8Array, context: EncodingContext): Promise<Uint8Array> {
    this.contexts.push(context);
    return this.#later(() => compressRuns(message));
  }

  decompress(
    compressed: Uint8Array,
    maxBytes: number,
    context: EncodingContext,
  ): Promise<Uint8Array> {
    this.contexts.push(context);
    return this.#later(() => decompressRuns(compressed, maxBytes));
  }

  finishNext(): void {
    this.#asked.shift()?.();
  }

  #later(work: () => Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#asked.push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
    });
  }
}
