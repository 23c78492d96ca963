// The field that makes a message large, found by its key and its length alone, whatever the schema says: Protobuf
// Encoding "Message Structure". A list of numbers can be a view of the message's bytes where their address is a
// multiple of a number's width, and whoever puts a message together chooses the address.

/** It is looked for among so many of the first bytes of a message. */
export const SEEN_BYTES = 1024;

/** A field of so many bytes is large. */
const LARGE_FIELD_BYTES = 4096;

/** More bytes than any key or length has. */
const MAX_VARINT_BYTES = 10;

/**
 * Where in `bytes` the first large field of the message at `start` has its first byte, behind its length; undefined
 * where none begins before `end`, and for what is no message.
 */
export function findLargeField(bytes: Uint8Array, start: number, end: number): number | undefined {
  let at = start;
  while (at < end) {
    const wireType = bytes[at]! & 7;
    at = afterVarint(bytes, at, end);
    if (wireType === 0) {
      at = afterVarint(bytes, at, end);
    } else if (wireType === 1) {
      at += 8;
    } else if (wireType === 5) {
      at += 4;
    } else if (wireType === 2) {
      const payload = afterVarint(bytes, at, end);
      const length = readLength(bytes, at, payload);
      if (payload <= end && length >= LARGE_FIELD_BYTES) return payload;
      at = payload + length;
    } else {
      return undefined;
    }
  }
  return undefined;
}

/** Past `end` where the varint does not end before it. */
function afterVarint(bytes: Uint8Array, start: number, end: number): number {
  const last = Math.min(end, start + MAX_VARINT_BYTES);
  for (let at = start; at < last; at++) if (bytes[at]! < 0x80) return at + 1;
  return end + 1;
}

function readLength(bytes: Uint8Array, start: number, end: number): number {
  let length = 0;
  for (let at = start; at < end; at++) length += (bytes[at]! & 0x7f) * 2 ** (7 * (at - start));
  return length;
}
