// Peers that do not speak HTTP/2: each is told, or told of, in a sentence that says what it is.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ScriptedPeer } from "./scripted-peer.testing.js";

const bytesOf = (text: string): Uint8Array => Buffer.from(text, "latin1");

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** What a connection makes of `said`, whole and octet by octet. */
function meet(
  role: "client" | "server",
  said: string,
  isWhole: boolean,
): { answer: string; closed: string; code: string } {
  const peer = new ScriptedPeer(role);
  peer.takeBytes();
  const bytes = bytesOf(said);
  if (isWhole) peer.sendBytes(bytes);
  else for (const octet of bytes) peer.sendBytes(Uint8Array.of(octet));
  const answer = latin1(peer.takeBytes());
  return { answer, closed: peer.sink.closedMessage, code: peer.sink.take().at(-1) ?? "" };
}

describe("a server that meets a client of another protocol", () => {
  it("answers HTTP/1.0 and HTTP/1.1 in HTTP/1, whatever the method and however it is cut", () => {
    const requests = [
      "GET / HTTP/1.1\r\nhost: x\r\n\r\n",
      "GET / HTTP/1.0\r\n\r\n",
      "GET / HTTP/1.0\n\n",
      "POST /a HTTP/1.1\r\n",
      "PUT /a HTTP/1.1\r\n",
      "PROPFIND /a HTTP/1.1\r\n",
      "PRI * HTTP/1.1\r\n\r\n",
    ];
    for (const request of requests) {
      const { answer, closed, code } = meet("server", request, true);
      assert.match(answer, /^HTTP\/1\.1 505 .*\r\n(?:.+\r\n)+\r\nThis port speaks HTTP\/2 only/);
      assert.match(closed, /^The client speaks HTTP\/1: expected HTTP\/2 with prior knowledge/);
      assert.equal(code, "closed HTTP_1_1_REQUIRED");
    }
    const peer = new ScriptedPeer("server");
    peer.sendBytes(bytesOf("P"), bytesOf("OST /a HT"));
    assert.match(latin1(peer.takeBytes()), /^HTTP\/1\.1 505 /);
  });

  it("answers HEAD without a body", () => {
    assert.match(meet("server", "HEAD / HTTP/1.1\r\n\r\n", true).answer, /\r\n\r\n$/);
  });

  it("says of any other that it does not speak HTTP/2, with its first word and no more", () => {
    const cases: readonly [said: string, quoted: string][] = [
      ["SSH-2.0-OpenSSH_9.6\r\n", '"SSH-2.0-OpenSSH_9.6"'],
      ["AUTH hunter2\r\n", '"AUTH"'],
      ["GET /\r\n", '"GET"'],
      ["INVALID CONNECTION PREFACE\r\n\r\n", '"INVALID"'],
      ["\x03\x00\x00\x13\x0e", "the octets 03 00 00 13"],
      ["\0".repeat(24), "the octets 00 00 00 00"],
      ["G".repeat(100), `"${"G".repeat(24)}"`],
    ];
    for (const [said, quoted] of cases) {
      const { answer, closed, code } = meet("server", said, true);
      const sentence = `The client does not speak HTTP/2: it began with ${quoted} and not with the preface (RFC 9113 §3.4)`;
      assert.equal(closed, sentence);
      assert.ok(Buffer.from(answer, "latin1").toString().endsWith(sentence), "GOAWAY says it too");
      assert.equal(code, "closed PROTOCOL_ERROR");
    }
  });

  it("says of a preface with a fault in it that it is none", () => {
    const { closed } = meet("server", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n", true);
    assert.equal(closed, "The client did not send the HTTP/2 preface (RFC 9113 §3.4)");
  });
});

describe("a client that meets a server of another protocol", () => {
  it("says which HTTP/1 it answered in, however the answer is cut", () => {
    for (const version of ["HTTP/1.0", "HTTP/1.1"]) {
      for (const isWhole of [true, false]) {
        const { answer, closed, code } = meet("client", `${version} 400 Bad Request\r\n`, isWhole);
        assert.equal(closed, `The server answered in ${version}: expected HTTP/2`);
        assert.equal(code, "closed HTTP_1_1_REQUIRED");
        assert.equal(answer, "");
      }
    }
  });

  it("says of any other that it does not speak HTTP/2, with its first word and no more", () => {
    const cases: readonly [said: string, quoted: string][] = [
      ["SSH-2.0-OpenSSH_9.6\r\n", '"SSH-2.0-OpenSSH_9.6"'],
      ["220 mail.example.com ESMTP\r\n", '"220"'],
      ["+OK\r\n", '"+OK"'],
      ["HTTP/2.0 200 OK\r\n", '"HTTP/2.0"'],
      ["\x4a\x00\x00\x00\x0a8.4.0\x00", "the octets 4a 00 00 00"],
    ];
    for (const [said, quoted] of cases) {
      const { closed, code } = meet("client", said, true);
      const sentence = `The server does not speak HTTP/2: it began with ${quoted} and not with SETTINGS (RFC 9113 §3.4)`;
      assert.equal(closed, sentence);
      assert.equal(code, "closed PROTOCOL_ERROR");
    }
  });

  it("knows a TLS alert, which is all that a TLS server says to plaintext", () => {
    const { closed } = meet("client", "\x15\x03\x01\x00\x02\x02\x46", true);
    assert.equal(closed, "The server speaks TLS: expected HTTP/2 in plaintext");
  });

  it("says of a frame that is not SETTINGS which it was", () => {
    const { closed } = meet("client", "\0\0\x08\x06\0\0\0\0\0\0\0\0\0\0\0\0\0", true);
    assert.equal(closed, "The first frame has type 6: expected SETTINGS (RFC 9113 §3.4)");
  });
});
