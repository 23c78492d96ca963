// RFC 9113 §8.2 and §8.2.1: names and values of fields.

import assert from "node:assert/strict";
import {
  end,
  Flag,
  frame,
  headers,
  literalBlock,
  playClient,
  playServer,
  request,
  requestWith,
  requirement,
  response,
  rstStream,
} from "../dialogue/index.js";

/** Whether a request, a response and trailers with this field pass; all three must agree. */
function passes(name: string, value: string): boolean {
  const inRequest = playClient();
  inRequest.send(headers(1, [...request, name, value], end));
  const inResponse = playServer();
  inResponse.receivesRequest(end);
  inResponse.send(headers(1, [...response, name, value], end));
  const inTrailers = playServer();
  inTrailers.receivesRequest(end);
  inTrailers.send(headers(1, response), headers(1, [name, value], end));
  const verdicts = [inRequest, inResponse, inTrailers].map((peer) => {
    const [reset, ...more] = peer.rest();
    assert.equal(more.length, 0);
    if (reset !== undefined) assert.equal(reset.meaning.error, "PROTOCOL_ERROR");
    return reset === undefined;
  });
  assert.equal(new Set(verdicts).size, 1, `${JSON.stringify([name, value])}: ${verdicts.join()}`);
  return verdicts[0]!;
}

function octets(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at));
}

requirement(
  "A name with an octet from 0x00 to 0x20, 0x41 to 0x5a or 0x7f to 0xff is malformed",
  () => {
    for (const octet of [...octets(0, 0x20), ...octets(0x41, 0x5a), ...octets(0x7f, 0xff)]) {
      for (const name of [octet, `${octet}a`, `a${octet}`, `a${octet}b`]) {
        assert.equal(passes(name, "x"), false, JSON.stringify(name));
      }
    }
  },
);

requirement("A name with a colon is malformed, wherever it stands", () => {
  for (const name of ["a:", "a:b", "::"]) assert.equal(passes(name, "x"), false, name);
});

requirement("A name without octets is malformed", () => {
  assert.equal(passes("", "x"), false);
});

requirement("Every octet that a token may have may be in a name", () => {
  for (const octet of "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz") {
    assert.equal(passes(`a${octet}`, "x"), true, octet);
    assert.equal(passes(octet, "x"), true, octet);
  }
});

requirement("A value with NUL, LF or CR is malformed, wherever it stands", () => {
  for (const octet of ["\0", "\n", "\r"]) {
    for (const value of [octet, `a${octet}`, `${octet}a`, `a${octet}b`]) {
      assert.equal(passes("a", value), false, JSON.stringify(value));
    }
  }
});

requirement("A value that begins or ends with a space or a tab is malformed", () => {
  for (const value of [" ", "\t", " a", "a ", "\ta", "a\t", "  a  "]) {
    assert.equal(passes("a", value), false, JSON.stringify(value));
  }
});

requirement("Any other value passes: empty, with spaces inside, with octets above 0x7f", () => {
  for (const value of ["", "a b", "a\tb", "\xe4\xf6\xfc", "\x01", "\x7f", "\xff"]) {
    assert.equal(passes("a", value), true, JSON.stringify(value));
  }
});

requirement("The values of pseudo-headers are held to the same", () => {
  for (const value of ["/a\0", "/a\n", "/a\r", " /a", "/a ", "\t/a"]) {
    for (const fields of [requestWith(":path", value), requestWith(":authority", value)]) {
      const peer = playClient();
      peer.send(headers(1, fields, end));
      peer.expect(rstStream(1, "PROTOCOL_ERROR"));
    }
  }
});

requirement("A field that the table keeps is checked wherever it is used", () => {
  const peer = playClient();
  // The upper-case name goes into the table with a first request and comes back by its index.
  const inserts = [...literalBlock(request), 0x40, 1, 0x41, 1, 0x78];
  peer.send(frame("HEADERS", Flag.END_HEADERS | Flag.END_STREAM, 1, inserts));
  peer.expect(rstStream(1, "PROTOCOL_ERROR"));
  peer.send(
    frame("HEADERS", Flag.END_HEADERS | Flag.END_STREAM, 3, [...literalBlock(request), 0xbe]),
  );
  peer.expect(rstStream(3, "PROTOCOL_ERROR"));
});

requirement("Fields of one name stay apart and in their order", () => {
  const peer = playClient();
  const fields = [...request, "a", "1", "b", "2", "a", "3"];
  peer.send(headers(1, fields, end));
  assert.deepEqual(peer.app.lastBlock?.fields, fields);
});
