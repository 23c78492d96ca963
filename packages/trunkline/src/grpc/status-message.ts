// `grpc-message`: text as percent-encoded UTF-8 (gRPC-HTTP2 "Responses").
//
// Invariant: neither direction ever fails. A lone surrogate is sent as U+FFFD, a broken escape is kept
// as the characters it is made of.

const HEX = "0123456789ABCDEF";
const PERCENT = 0x25;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Needs no escape; the first and the last character are not a space (RFC 9113 §8.2.1). */
const plain = /^(?![ ])[\x20-\x24\x26-\x7e]*(?<![ ])$/;

/**
 * Longest value that is sent. Peers accept header lists of 8 to 16 KiB, and many end the whole
 * connection over a larger one: a status that says too much must not cost all other calls theirs.
 */
const MAX_VALUE_LENGTH = 4096;

/** The value of `grpc-message` for `text`, cut where it would be longer than 4 KiB. */
export function encodeStatusMessage(text: string): string {
  if (text.length <= MAX_VALUE_LENGTH) {
    const value = percentEncode(text);
    if (value.length <= MAX_VALUE_LENGTH) return value;
  }
  // What is left of an escape at the cut, or of a character of several octets, goes as well.
  return percentEncode(text.slice(0, MAX_VALUE_LENGTH))
    .slice(0, MAX_VALUE_LENGTH - 3)
    .replace(/%[0-9A-F]?$/, "")
    .replace(/%[C-F][0-9A-F](?:%[89AB][0-9A-F])*$/, "")
    .concat("...");
}

function percentEncode(text: string): string {
  if (plain.test(text)) return text;
  const bytes = encoder.encode(text);
  let value = "";
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    const isEdge = at === 0 || at === bytes.length - 1;
    if (byte < 0x20 || byte > 0x7e || byte === PERCENT || (byte === 0x20 && isEdge)) {
      value += `%${HEX[byte >> 4]}${HEX[byte & 15]}`;
    } else {
      value += String.fromCharCode(byte);
    }
  }
  return value;
}

/** The text in a received `grpc-message`, whose octets stand one to a character. */
export function decodeStatusMessage(value: string): string {
  if (plain.test(value)) return value;
  const bytes = new Uint8Array(value.length);
  let length = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    const digits = code === PERCENT ? value.slice(at + 1, at + 3) : "";
    if (/^[0-9a-fA-F]{2}$/.test(digits)) {
      bytes[length++] = Number.parseInt(digits, 16);
      at += 2;
    } else {
      bytes[length++] = code;
    }
  }
  return decoder.decode(bytes.subarray(0, length));
}
