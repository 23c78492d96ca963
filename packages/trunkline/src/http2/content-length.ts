// What content-length promises of a stream's data, and when it promises nothing (RFC 9113 §8.1.1).

import { type HeaderFields, type HeaderPart, HeaderTemplate } from "../hpack/index.js";

export const NO_CONTENT_LENGTH = -1;
/** The request was a HEAD: content-length in its answer is that of what a GET would bring. */
export const ANSWERS_HEAD = -2;

/** True for the header list of a HEAD request. */
export function asksForHead(parts: readonly HeaderPart[]): boolean {
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    const fields = part instanceof HeaderTemplate ? part.fields : part;
    if (isHead(fields)) return true;
  }
  return false;
}

function isHead(fields: HeaderFields): boolean {
  for (let at = 0; at < fields.length && fields[at]!.charCodeAt(0) === 0x3a; at += 2) {
    if (fields[at] === ":method") return fields[at + 1] === "HEAD";
  }
  return false;
}

/** The sentence for a stream that ended before its content-length was reached. */
export function shortOfContentLength(streamId: number, missingBytes: number): string {
  return `Stream ${streamId} ended ${missingBytes} octets short of its content-length (RFC 9113 §8.1.1)`;
}
