// Values of fixed width, little-endian. Protobuf Encoding "Non-varint Numbers".

import { float32, float64, highWord, lowWord, signed64, unsigned64, words } from "./halves.js";
import type { Reader } from "./reader.js";

export function readSfixed32(reader: Reader): number {
  const bytes = reader.bytes;
  const at = reader.position;
  reader.position = at + 4;
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

export function readFixed32(reader: Reader): number {
  return readSfixed32(reader) >>> 0;
}

function readWords(reader: Reader): void {
  words[lowWord] = readSfixed32(reader);
  words[highWord] = readSfixed32(reader);
}

export function readSfixed64(reader: Reader): bigint {
  readWords(reader);
  return signed64[0]!;
}

export function readFixed64(reader: Reader): bigint {
  readWords(reader);
  return unsigned64[0]!;
}

export function readDouble(reader: Reader): number {
  readWords(reader);
  return float64[0]!;
}

export function readFloat(reader: Reader): number {
  words[0] = readSfixed32(reader);
  return float32[0]!;
}
