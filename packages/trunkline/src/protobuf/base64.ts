// Bytes as text, as ProtoJSON has them: Base64 with padding is written; the URL-safe alphabet, and text without
// padding, are read too (RFC 4648 §4, §5).

interface NodeBuffer {
  from(text: string, encoding: "base64"): Uint8Array;
  readonly prototype: { base64Slice?: (this: Uint8Array, start: number, end: number) => string };
}

const nodeBuffer = (globalThis as { Buffer?: NodeBuffer }).Buffer;
// What a Buffer's toString() ends in, without a Buffer: half of the time that few bytes take.
const base64Slice = nodeBuffer?.prototype.base64Slice;

/** Bytes of which the platform makes characters at once: it takes them as arguments. */
const CHUNK_BYTES = 0x6000;

/** With padding, in the alphabet that is not for URLs. */
export function encodeBase64(bytes: Uint8Array): string {
  if (base64Slice !== undefined) return base64Slice.call(bytes, 0, bytes.length);
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK_BYTES));
  }
  return btoa(text);
}

const base64Pattern = /^[A-Za-z0-9+/_-]*={0,2}$/;
const beyondLatin1 = /[^\0-\xff]/;

/** Of either alphabet, with padding or without; undefined where `text` is no Base64. */
export function decodeBase64(text: string): Uint8Array | undefined {
  let count = text.length;
  while (count > 0 && text.charCodeAt(count - 1) === 0x3d) count--;
  const padding = text.length - count;
  // One character more than whole groups of four cannot hold a byte, and padding fills a group up.
  if (count % 4 === 1 || padding > 2 || (padding > 0 && text.length % 4 !== 0)) return undefined;
  const length = Math.floor((count * 3) / 4);
  // Node leaves out what is no Base64, and so gives fewer bytes; of a character beyond Latin-1 it takes the low octet.
  if (nodeBuffer !== undefined && !beyondLatin1.test(text)) {
    const decoded = nodeBuffer.from(text, "base64");
    if (decoded.length !== length) return undefined;
    const bytes = new Uint8Array(length);
    bytes.set(decoded);
    return bytes;
  }
  if (!base64Pattern.test(text)) return undefined;
  const characters = atob(text.slice(0, count).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
