// Requests of which each has fields of its own, a request id, a traceparent and a timeout, and perhaps a
// name of its own.
//
// They come as grpc-go and nghttp2 send such fields: put into the dynamic table with Huffman coding, so
// that every header block differs and the table turns over all the time. The fields that do not change
// are driven out by those that do, so they are inserted anew with the first request of each group.

import { Digits, identityOf } from "./call-identity.js";
import {
  constantFields,
  indexedField,
  insertedField,
  NEWEST_INDEX,
  type Origin,
  RequestSequence,
  type RequestTemplate,
  requestTemplate,
  stringLiteral,
} from "./request-template.js";
import { type CallKind, NAME, nameOf, type Protocol } from "./workload.js";

/** Requests a group: at some 230 bytes of entries a request, its first entries are still in the table. */
const GROUP_REQUESTS = 15;
/** So many groups that nothing comes again before it has long been forgotten. */
const GROUPS = 256;
/** Groups of large requests are fewer, for the sake of memory. */
const MOST_NAME_BYTES = 8_388_608;
const VARYING_NAMES = ["x-request-id", "traceparent", "grpc-timeout"] as const;

/** The Huffman codes of what the values are made of (RFC 7541 Appendix B). */
const CODES: Readonly<Record<string, string>> = {
  "0": "00000",
  "1": "00001",
  "2": "00010",
  "3": "011001",
  "4": "011010",
  "5": "011011",
  "6": "011100",
  "7": "011101",
  "8": "011110",
  "9": "011111",
  a: "00011",
  b: "100011",
  c: "00100",
  d: "100100",
  e: "00101",
  f: "100101",
  "-": "010110",
  u: "101101",
};

/** A string with Huffman coding, shorter than 127 octets (RFC 7541 §5.2). */
export function huffmanLiteral(text: string): Buffer {
  let bits = [...text].map((character) => CODES[character]!).join("");
  bits += "1".repeat((8 - (bits.length % 8)) % 8);
  const octets = bits.match(/.{8}/g)!.map((octet) => Number.parseInt(octet, 2));
  return Buffer.from([0x80 | octets.length, ...octets]);
}

function varyingValues(digits: Digits): string[] {
  const { requestId, traceparent } = identityOf(digits);
  // What is left of five seconds, in microseconds.
  const timeout = 4_900_000 + (Number.parseInt(digits.hex(4), 16) % 100_000);
  return [requestId, traceparent, `${timeout}u`];
}

/** Requests of which no two that are near each other are alike. */
export function varyingRequests(
  protocol: Protocol,
  origin: Origin,
  { nameBytes }: Pick<CallKind, "nameBytes">,
): RequestSequence {
  const constant = constantFields(protocol, origin);
  const digits = new Digits();
  const requests: RequestTemplate[] = [];
  const groups = groupsOf(nameBytes);
  for (let group = 0; group < groups; group++) {
    for (let at = 0; at < GROUP_REQUESTS; at++) {
      const values = varyingValues(digits).map(huffmanLiteral);
      const name = nameBytes === undefined ? NAME : nameOf(requests.length, nameBytes);
      requests.push(requestTemplate(protocol, block(constant, values, at), name));
    }
  }
  return new RequestSequence([], requests);
}

function groupsOf(nameBytes: number | undefined): number {
  if (nameBytes === undefined) return GROUPS;
  return Math.min(GROUPS, Math.ceil(MOST_NAME_BYTES / nameBytes / GROUP_REQUESTS));
}

/** The block of request number `at` of a group. */
function block(
  constant: readonly (readonly [string, string])[],
  values: readonly Buffer[],
  at: number,
): Buffer {
  const varying = VARYING_NAMES.length;
  if (at === 0) {
    return Buffer.concat([
      ...constant.map(([name, value]) => insertedField(name, stringLiteral(value))),
      ...values.map((value, index) => insertedField(VARYING_NAMES[index]!, value)),
    ]);
  }
  // The entries that the group has inserted so far, the newest at NEWEST_INDEX.
  const inserted = constant.length + at * varying;
  return Buffer.concat([
    ...constant.map((_, index) => indexedField(NEWEST_INDEX + inserted - 1 - index)),
    // A name is that of the entry of the request before: each field inserted since moves it by one.
    ...values.map((value) => insertedField(NEWEST_INDEX + varying - 1, value)),
  ]);
}
