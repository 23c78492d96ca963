// What Node's zlib can compress messages with, in the shape that calls take (gRPC "Compression").
//
// What is small is done at once: handing it to a thread would cost more than the work. The rest is done by
// Node's threads, in the turns of one queue for the whole process, as the threads are.

import * as zlib from "node:zlib";
import { type WorkContext, WorkQueue } from "./work-queue.js";

/** Up to this a message is compressed at once, and decompressed if no more than this comes out. */
const SMALL_BYTES = 16_384;
const MOST_AT_WORK = 4;

type Bytes = Uint8Array;
type Options = { maxOutputLength?: number };
type Callback = (error: Error | null, result: Buffer) => void;

interface Functions {
  compress(bytes: Bytes, options: Options, done: Callback): void;
  compressSync(bytes: Bytes): Buffer;
  decompress(bytes: Bytes, options: Options, done: Callback): void;
  decompressSync(bytes: Bytes, options: Options): Buffer;
}

/** An encoding of Node's. */
export interface ZlibEncoding {
  readonly name: string;
  compress(message: Bytes, context: WorkContext): Bytes | Promise<Bytes>;
  decompress(compressed: Bytes, maxBytes: number, context: WorkContext): Bytes | Promise<Bytes>;
}

const queue = new WorkQueue(MOST_AT_WORK);

/** Runs `work` once it is its turn. */
function inTurn(context: WorkContext, work: (done: Callback) => void): Promise<Buffer> {
  return queue.run(context, () => {
    return new Promise<Buffer>((resolve, reject) => {
      work((error, result) => {
        if (error === null) resolve(result);
        else reject(error);
      });
    });
  });
}

function createEncoding(name: string, functions: Functions): ZlibEncoding {
  const { compress, compressSync, decompress, decompressSync } = functions;
  return {
    name,
    compress(message, context) {
      if (message.length <= SMALL_BYTES) return compressSync(message);
      return inTurn(context, (done) => compress(message, {}, done));
    },
    decompress(compressed, maxBytes, context) {
      if (compressed.length <= SMALL_BYTES) {
        const most = Math.min(maxBytes, SMALL_BYTES);
        try {
          return decompressSync(compressed, limit(most));
        } catch (error) {
          if (!isTooLarge(error) || most === maxBytes) throw error;
        }
      }
      return inTurn(context, (done) => decompress(compressed, limit(maxBytes), done));
    },
  };
}

/** Node takes no limit of 0: one octet more, and whoever asked sees that there are too many. */
function limit(maxBytes: number): Options {
  return { maxOutputLength: Math.max(1, maxBytes) };
}

/** True for the RangeError with which Node stops at `maxOutputLength`. */
function isTooLarge(error: unknown): boolean {
  return (error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE";
}

const gzip = createEncoding("gzip", {
  compress: zlib.gzip,
  compressSync: zlib.gzipSync,
  decompress: zlib.gunzip,
  decompressSync: zlib.gunzipSync,
});

/** The format with a header, of RFC 1950, as HTTP's `deflate` is. */
const deflate = createEncoding("deflate", {
  compress: zlib.deflate,
  compressSync: zlib.deflateSync,
  decompress: zlib.inflate,
  decompressSync: zlib.inflateSync,
});

/** In Node 22.15, 23.8 and later. */
interface ZstdFunctions {
  readonly zstdCompress?: Functions["compress"];
  readonly zstdCompressSync?: Functions["compressSync"];
  readonly zstdDecompress?: Functions["decompress"];
  readonly zstdDecompressSync?: Functions["decompressSync"];
}

function createZstd(): ZlibEncoding[] {
  const { zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } =
    zlib as ZstdFunctions;
  if (
    zstdCompress === undefined ||
    zstdCompressSync === undefined ||
    zstdDecompress === undefined ||
    zstdDecompressSync === undefined
  ) {
    return [];
  }
  return [
    createEncoding("zstd", {
      compress: zstdCompress,
      compressSync: zstdCompressSync,
      decompress: zstdDecompress,
      decompressSync: zstdDecompressSync,
    }),
  ];
}

/** gzip, deflate, and zstd where this Node has it. */
export const zlibEncodings: readonly ZlibEncoding[] = [gzip, deflate, ...createZstd()];
