import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HeaderBlock } from "../hpack/index.js";
import { type BlockKind, contentLength, validateHeaders } from "./validate-headers.js";

const pseudo = [":method", "POST", ":scheme", "http", ":path", "/a.B/C"];
const status = [":status", "200"];

function check(kind: BlockKind, fields: readonly string[], hasLegalOctets = false): string | null {
  const block = new HeaderBlock(fields, 0, hasLegalOctets);
  const fault = validateHeaders(block, kind);
  assert.equal(validateHeaders(block, kind), fault);
  return fault;
}

describe("validateHeaders()", () => {
  for (const [kind, fields] of [
    ["request", pseudo],
    ["request", [...pseudo, ":authority", "", "te", "trailers", "content-length", "0"]],
    ["request", [":path", "/", ":authority", "a", ":method", "GET", ":scheme", "x", "x-a", "\xff"]],
    ["request", [...pseudo, "user-agent", "a b", "x-empty", "", "grpc-timeout", "1S"]],
    ["response", status],
    ["response", [":status", "415", "content-type", "application/grpc"]],
    ["trailers", []],
    ["trailers", ["grpc-status", "0", "grpc-message", ""]],
  ] as const) {
    it(`accepts as ${kind} ${JSON.stringify(fields)}`, () => {
      assert.equal(check(kind, fields, false), null);
      assert.equal(check(kind, fields, true), null);
    });
  }

  // Faults that the decoder's look at the octets does not find.
  for (const [kind, fields, fault] of [
    ["request", pseudo.slice(2), /^:method is missing/],
    ["request", [...pseudo.slice(0, 2), ...pseudo.slice(4)], /^:scheme is missing/],
    ["request", pseudo.slice(0, 4), /^:path is missing/],
    ["request", [], /^:method is missing/],
    ["request", [...pseudo.slice(0, 5), ""], /^:path is empty/],
    ["request", [...pseudo, ":path", "/"], /^:path appears twice/],
    ["request", [...pseudo, ":authority", "a", ":authority", "a"], /^:authority appears twice/],
    ["request", [":method", "CONNECT", ":authority", "a"], /^CONNECT is not supported/],
    ["request", [...pseudo, ":status", "200"], /^":status" is not a pseudo-header of requests/],
    ["request", [...pseudo, "a", "b", ":authority", "a"], /^":authority" is a pseudo-header after/],
    ["request", [...pseudo, "te", "gzip"], /^Field te has a value other than trailers/],
    ["request", [...pseudo, "content-length", "-1"], /^Field content-length is not a whole number/],
    ["request", [...pseudo, "content-length", ""], /^Field content-length is not a whole number/],
    ["response", [], /^:status is missing/],
    ["response", ["a", "b", ...status], /^:status is missing/],
    ["response", [...status, ...status], /^:status appears twice/],
    ["response", [":status", "20"], /^:status is not three digits/],
    ["response", [":status", "099"], /^:status is not three digits/],
    ["response", [...status, ":path", "/"], /^":path" is not a pseudo-header of responses/],
    ["trailers", status, /^":status" is a pseudo-header after a regular field or in trailers/],
    ...["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"].flatMap(
      (name) => [
        ["request", [...pseudo, name, "x"], new RegExp(`^Field ${name} is specific to HTTP/1.1`)],
        ["trailers", [name, "x"], new RegExp(`^Field ${name} is specific to HTTP/1.1`)],
      ],
    ),
  ] as [BlockKind, string[], RegExp][]) {
    it(`rejects as ${kind} ${JSON.stringify(fields)}`, () => {
      assert.match(check(kind, fields, false) ?? "", fault);
      assert.match(check(kind, fields, true) ?? "", fault);
    });
  }

  // Faults of octets, which a block says that it does not have when the decoder has looked.
  for (const [kind, fields, fault] of [
    ["request", [...pseudo.slice(0, 5), "/\n"], /^:path has a forbidden octet/],
    ["request", [...pseudo, "", "x"], /^Field name "" is not allowed/],
    ["request", [...pseudo, "X-Name", "x"], /^Field name "X-Name" is not allowed/],
    ["request", [...pseudo, "x name", "x"], /^Field name "x name" is not allowed/],
    ["request", [...pseudo, "x", "a\r\nb"], /^Field x has a forbidden octet/],
    ["response", [...status, "x", " a"], /^Field x has a forbidden octet/],
    ["trailers", ["x", "a\t"], /^Field x has a forbidden octet/],
    ["trailers", ["x", "a\0b"], /^Field x has a forbidden octet/],
  ] as const) {
    it(`rejects as ${kind} ${JSON.stringify(fields)}`, () => {
      assert.match(check(kind, fields) ?? "", fault);
    });
  }

  it("contentLength() is what a validated block promises, or -1", () => {
    for (const [fields, length] of [
      [pseudo, -1],
      [[...pseudo, "content-length", "12"], 12],
      [[...pseudo, "content-coding", "12"], -1],
    ] as const) {
      const block = new HeaderBlock(fields, 0);
      assert.equal(validateHeaders(block, "request"), null);
      assert.equal(contentLength(block), length);
    }
  });
});
