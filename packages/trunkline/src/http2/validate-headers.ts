// What makes a header block malformed (RFC 9113 §8.2, §8.3). The findings are kept on the block, which
// is the same object when a peer repeats the same bytes, so most blocks are looked at once.

import { type HeaderBlock, isWhiteSpace, nameOctets } from "../hpack/index.js";
import { quoted } from "./printable.js";

export type BlockKind = "request" | "response" | "trailers";

/** Bits of HeaderBlock.validated. */
const Checked = { request: 1, response: 2, trailers: 4, contentLength: 8 } as const;

const connectionSpecific: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/** Bits of the pseudo-headers of requests. */
const METHOD = 1;
const SCHEME = 2;
const PATH = 4;
const AUTHORITY = 8;
const REQUIRED = METHOD | SCHEME | PATH;

const COLON = 0x3a;

/** Returns null for a well-formed block, or one sentence about the first fault. */
export function validateHeaders(block: HeaderBlock, kind: BlockKind): string | null {
  if ((block.validated & Checked[kind]) !== 0) return null;
  const fault =
    kind === "request"
      ? checkRequest(block)
      : kind === "response"
        ? checkResponse(block)
        : checkFields(block, 0);
  if (fault === null) block.validated |= Checked[kind];
  return fault;
}

/**
 * The length that a validated block promises, -1 when it promises none.
 * Validation has made sure that it is a whole number.
 */
export function contentLength(block: HeaderBlock): number {
  if ((block.validated & Checked.contentLength) === 0) return -1;
  return Number(block.get("content-length"));
}

// The octets of most blocks have been checked by the decoder, where each string is met once: then it is
// left to look at names, and at the values of few. A new block with every call is common (a deadline in
// its grpc-timeout), so this is part of the cost of a call.

function checkRequest(block: HeaderBlock): string | null {
  const { fields, hasLegalOctets } = block;
  let seen = 0;
  let at = 0;
  for (; at < fields.length; at += 2) {
    const name = fields[at]!;
    if (name.charCodeAt(0) !== COLON) break;
    const bit = requestPseudoBit(name);
    if (bit === 0) {
      return `${quoted(name, 40)} is not a pseudo-header of requests (RFC 9113 §8.3.1)`;
    }
    if ((seen & bit) !== 0) return `${name} appears twice (RFC 9113 §8.3)`;
    seen |= bit;
    const value = fields[at + 1]!;
    if (value === "" && bit !== AUTHORITY) return `${name} is empty (RFC 9113 §8.3.1)`;
    if (bit === METHOD && value === "CONNECT") {
      return "CONNECT is not supported (RFC 9113 §8.5)";
    }
    if (!hasLegalOctets && !isValidValue(value)) {
      return `${name} has a forbidden octet (RFC 9113 §8.2.1)`;
    }
  }
  const missing = REQUIRED & ~seen;
  if (missing !== 0) {
    const name =
      (missing & METHOD) !== 0 ? ":method" : (missing & SCHEME) !== 0 ? ":scheme" : ":path";
    return `${name} is missing (RFC 9113 §8.3.1)`;
  }
  return checkFields(block, at);
}

function requestPseudoBit(name: string): number {
  switch (name) {
    case ":method":
      return METHOD;
    case ":scheme":
      return SCHEME;
    case ":path":
      return PATH;
    case ":authority":
      return AUTHORITY;
    default:
      return 0;
  }
}

function checkResponse(block: HeaderBlock): string | null {
  const { fields } = block;
  let at = 0;
  for (; at < fields.length && fields[at]!.charCodeAt(0) === COLON; at += 2) {
    const name = fields[at]!;
    if (name !== ":status") {
      return `${quoted(name, 40)} is not a pseudo-header of responses (RFC 9113 §8.3.2)`;
    }
    if (at > 0) return ":status appears twice (RFC 9113 §8.3)";
    if (!/^[1-9][0-9][0-9]$/.test(fields[1]!)) {
      return ":status is not three digits (RFC 9113 §8.3.2)";
    }
  }
  return at === 0 ? ":status is missing (RFC 9113 §8.3.2)" : checkFields(block, at);
}

function checkFields(block: HeaderBlock, from: number): string | null {
  const { fields, hasLegalOctets } = block;
  for (let at = from; at < fields.length; at += 2) {
    const name = fields[at]!;
    const value = fields[at + 1]!;
    if (name.charCodeAt(0) === COLON) {
      return `${quoted(name, 40)} is a pseudo-header after a regular field or in trailers (RFC 9113 §8.3)`;
    }
    if (!hasLegalOctets) {
      if (!isValidName(name)) {
        return `Field name ${quoted(name, 40)} is not allowed (RFC 9113 §8.2.1)`;
      }
      if (!isValidValue(value)) return `Field ${name} has a forbidden octet (RFC 9113 §8.2.1)`;
    }
    const fault = checkMeaning(block, name, value);
    if (fault !== null) return fault;
  }
  return null;
}

/** Checks what the few names with a meaning in HTTP/2 itself may stand for; tells others by their length. */
function checkMeaning(block: HeaderBlock, name: string, value: string): string | null {
  switch (name.length) {
    case "te".length:
      return name === "te" && value !== "trailers"
        ? "Field te has a value other than trailers (RFC 9113 §8.2.2)"
        : null;
    case "content-length".length:
      if (name !== "content-length") return null;
      if (!/^[0-9]{1,15}$/.test(value)) {
        return "Field content-length is not a whole number (RFC 9113 §8.1.1)";
      }
      if (block.get(name) !== value) {
        return "Field content-length appears with two values (RFC 9113 §8.1.1)";
      }
      block.validated |= Checked.contentLength;
      return null;
    case "upgrade".length:
    case "connection".length: // and "keep-alive"
    case "proxy-connection".length:
    case "transfer-encoding".length:
      return connectionSpecific.has(name)
        ? `Field ${name} is specific to HTTP/1.1 connections (RFC 9113 §8.2.2)`
        : null;
    default:
      return null;
  }
}

function isValidName(name: string): boolean {
  if (name.length === 0) return false;
  for (let at = 0; at < name.length; at++) {
    if (nameOctets[name.charCodeAt(at)] !== 1) return false;
  }
  return true;
}

/** No NUL, CR or LF anywhere, no white space at either end (RFC 9113 §8.2.1). */
function isValidValue(value: string): boolean {
  const last = value.length - 1;
  if (last < 0) return true;
  if (isWhiteSpace(value.charCodeAt(0)) || isWhiteSpace(value.charCodeAt(last))) return false;
  for (let at = 0; at <= last; at++) {
    const unit = value.charCodeAt(at);
    if (unit === 0 || unit === 0x0a || unit === 0x0d) return false;
  }
  return true;
}
