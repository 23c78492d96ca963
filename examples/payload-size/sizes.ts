// How large a shape is in either form: as it is, and compressed.

import * as zlib from "node:zlib";
import type { Shape } from "./shapes.js";

/** Ways to make bytes fewer; zstd only where this Node has it. */
export const compressions: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  raw: (bytes) => bytes,
  gzip: (bytes) => zlib.gzipSync(bytes),
  ...(typeof zlibZstd() === "function" ? { zstd: (bytes) => zlibZstd()!(bytes) } : {}),
};

/** Younger than the oldest Node that this runs on, and than its types. */
function zlibZstd(): ((bytes: Uint8Array) => Uint8Array) | undefined {
  return (zlib as { readonly zstdCompressSync?: (bytes: Uint8Array) => Uint8Array })
    .zstdCompressSync;
}

export interface Size {
  readonly json: number;
  readonly protobuf: number;
  /** JSON over protobuf: 1 where both are as large, less where JSON is smaller. */
  readonly ratio: number;
}

/** By compression. */
export function measure(shape: Shape): Readonly<Record<string, Size>> {
  const text = new TextEncoder().encode(shape.json);
  const entries = Object.entries(compressions).map(([name, compress]) => {
    const json = compress(text).length;
    const protobuf = compress(shape.protobuf).length;
    return [name, { json, protobuf, ratio: json / protobuf }] as const;
  });
  return Object.fromEntries(entries);
}
