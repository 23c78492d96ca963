// Base64 as metadata uses it (gRPC-HTTP2 "Binary-Header"): sent without padding, received with or
// without. Plain JavaScript, since values are short and this room also runs where there is no Buffer.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const valuesByCode: Int8Array = new Int8Array(128).fill(-1);
for (let value = 0; value < 64; value++) valuesByCode[ALPHABET.charCodeAt(value)] = value;

/** Standard base64 without padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const count = Math.min(3, bytes.length - at);
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET[bits >> 18]! + ALPHABET[(bits >> 12) & 63]!;
    if (count > 1) text += ALPHABET[(bits >> 6) & 63]!;
    if (count > 2) text += ALPHABET[bits & 63]!;
  }
  return text;
}

/** The bytes of standard base64, padded or not; undefined when `text` is not base64. */
export function decodeBase64(text: string): Uint8Array | undefined {
  let end = text.length;
  if (end % 4 === 0 && text.endsWith("=")) end -= text.endsWith("==") ? 2 : 1;
  if (end % 4 === 1) return undefined;
  const bytes = new Uint8Array((end * 3) >> 2);
  let bits = 0;
  let bitCount = 0;
  let length = 0;
  for (let at = 0; at < end; at++) {
    const value = valuesByCode[text.charCodeAt(at)] ?? -1;
    if (value < 0) return undefined;
    bits = (bits << 6) | value;
    bitCount += 6;
    if (bitCount >= 8) {
      bitCount -= 8;
      bytes[length++] = (bits >> bitCount) & 0xff;
    }
  }
  return bytes;
}
