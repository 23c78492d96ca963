// Bytes of a .proto file to text: UTF-8, a byte order mark at the very start allowed and left out.

import { SourceFile } from "./source-file.js";

export interface DecodedSource {
  /** The text, with U+FFFD where the bytes are not UTF-8. */
  readonly file: SourceFile;
  /** Offset in the text of the first byte that is not UTF-8, if there is one. */
  readonly invalidAt: number | undefined;
}

/** Decodes the file at `path`. Never throws: bytes that are not UTF-8 are reported by position. */
export function decodeSource(path: string, bytes: Uint8Array): DecodedSource {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { file: new SourceFile(path, text, hasMark), invalidAt: undefined };
  } catch {
    const text = new TextDecoder("utf-8").decode(bytes);
    const prefix = bytes.subarray(0, validLength(bytes));
    const invalidAt = new TextDecoder("utf-8").decode(prefix).length;
    return { file: new SourceFile(path, text, hasMark), invalidAt };
  }
}

/** How many bytes at the start are whole, valid UTF-8 sequences (RFC 3629 §4). */
function validLength(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const size = sequenceLength(bytes, at);
    if (size === 0) return at;
    at += size;
  }
  return at;
}

/** Length of the sequence at `at`, or 0 when it is not valid. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  const size = lead >= 0xc2 && lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (lead < 0xc2 || size === 0) return 0;
  // The second byte's range keeps out over-long forms, surrogates and what is past U+10FFFF.
  const second = bytes[at + 1] ?? 0;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let i = 2; i < size; i++) {
    if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return size;
}
