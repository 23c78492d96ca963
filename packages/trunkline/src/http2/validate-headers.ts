// What makes a header block malformed (RFC 9113 §8.2, §8.3). The findings are kept on the block, which
// is the same object when a peer repeats the same bytes, so most blocks are looked at once.

import type { HeaderBlock } from "../hpack/index.js";

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

/** Returns null for a well-formed block, or one sentence about the first fault. */
export function validateHeaders(block: HeaderBlock, kind: BlockKind): string | null {
  if ((block.validated & Checked[kind]) !== 0) return null;
  const fault = kind === "trailers" ? checkFields(block, 0) : checkWithPseudo(block, kind);
  if (fault === null) {
    block.validated |= Checked[kind];
    if (block.get("content-length") !== undefined) block.validated |= Checked.contentLength;
  }
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

function checkWithPseudo(block: HeaderBlock, kind: "request" | "response"): string | null {
  const { fields } = block;
  const seen = new Map<string, string>();
  let at = 0;
  for (; at < fields.length && fields[at]!.startsWith(":"); at += 2) {
    const name = fields[at]!;
    if (seen.has(name)) return `${name} appears twice (RFC 9113 §8.3)`;
    seen.set(name, fields[at + 1]!);
  }
  const fault = kind === "request" ? checkRequestPseudo(seen) : checkResponsePseudo(seen);
  return fault ?? checkFields(block, at);
}

function checkRequestPseudo(seen: ReadonlyMap<string, string>): string | null {
  const method = seen.get(":method");
  if (method === "CONNECT") return "CONNECT is not supported (RFC 9113 §8.5)";
  for (const name of [":method", ":scheme", ":path"]) {
    const value = seen.get(name);
    if (value === undefined) return `${name} is missing (RFC 9113 §8.3.1)`;
    if (value === "") return `${name} is empty (RFC 9113 §8.3.1)`;
  }
  for (const [name, value] of seen) {
    if (name !== ":method" && name !== ":scheme" && name !== ":path" && name !== ":authority") {
      return `${name} is not a pseudo-header of requests (RFC 9113 §8.3.1)`;
    }
    if (!isValidValue(value)) return `${name} has a forbidden octet (RFC 9113 §8.2.1)`;
  }
  return null;
}

function checkResponsePseudo(seen: ReadonlyMap<string, string>): string | null {
  for (const name of seen.keys()) {
    if (name !== ":status") {
      return `${name} is not a pseudo-header of responses (RFC 9113 §8.3.2)`;
    }
  }
  const status = seen.get(":status");
  if (status === undefined) return ":status is missing (RFC 9113 §8.3.2)";
  if (!/^[1-9][0-9][0-9]$/.test(status)) return ":status is not three digits (RFC 9113 §8.3.2)";
  return null;
}

function checkFields(block: HeaderBlock, from: number): string | null {
  const { fields } = block;
  for (let at = from; at < fields.length; at += 2) {
    const fault = checkField(fields[at]!, fields[at + 1]!);
    if (fault !== null) return fault;
  }
  return null;
}

function checkField(name: string, value: string): string | null {
  if (name.charCodeAt(0) === 0x3a) {
    return `${printable(name)} is a pseudo-header after a regular field or in trailers (RFC 9113 §8.3)`;
  }
  if (!isValidName(name)) return `Field name ${printable(name)} is not allowed (RFC 9113 §8.2.1)`;
  if (!isValidValue(value)) return `Field ${name} has a forbidden octet (RFC 9113 §8.2.1)`;
  if (connectionSpecific.has(name)) {
    return `Field ${name} is specific to HTTP/1.1 connections (RFC 9113 §8.2.2)`;
  }
  if (name === "te" && value !== "trailers") {
    return "Field te has a value other than trailers (RFC 9113 §8.2.2)";
  }
  if (name === "content-length" && !/^[0-9]{1,15}$/.test(value)) {
    return "Field content-length is not a whole number (RFC 9113 §8.1.1)";
  }
  return null;
}

/** 1 for the octets of a field name: `tchar` of RFC 9110 §5.6.2 without upper case. */
const nameOctets: Uint8Array = new Uint8Array(256);
for (const char of "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz") {
  nameOctets[char.charCodeAt(0)] = 1;
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

function isWhiteSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}

/** A name from the peer as it may stand in a message: quoted, odd octets escaped, cut at 40. */
function printable(name: string): string {
  return JSON.stringify(name.slice(0, 40));
}
