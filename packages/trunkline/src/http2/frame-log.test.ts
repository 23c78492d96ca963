import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OutputBuffer } from "../base/index.js";
import { HpackEncoder } from "../hpack/index.js";
import { CLIENT_PREFACE, Flag, FrameType } from "./frame.js";
import { FrameLog, type FrameLogOptions } from "./index.js";
import { data, frame, goAway, reset, settings, windowUpdate } from "./scripted-peer.testing.js";

interface Log {
  readonly log: FrameLog;
  readonly lines: string[];
}

function logged(options: Partial<FrameLogOptions> = {}): Log {
  const lines: string[] = [];
  const write = (line: string): unknown => lines.push(line);
  return { lines, log: new FrameLog({ name: "7", role: "server", startMs: 0, write, ...options }) };
}

/** A server's log past the client's preface, with that left out. */
function afterPreface(): Log {
  const both = logged();
  both.log.received(preface, 0);
  both.log.received(settings(), 0);
  both.lines.length = 0;
  return both;
}

/** The lines without their times. */
function withoutTimes(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/^\[.*?\] #7 /, ""));
}

const preface = new TextEncoder().encode(CLIENT_PREFACE);

function block(...fields: readonly string[]): Uint8Array {
  const out = new OutputBuffer();
  new HpackEncoder().encode(out, [fields]);
  return out.bytes.slice(0, out.length);
}

const requestBlock = block(":method", "POST", ":path", "/a.B/C", "authorization", "Bearer abc");
const END_BOTH = Flag.END_STREAM | Flag.END_HEADERS;

describe("FrameLog", () => {
  it("prints a dialogue, each frame with what matters of it", () => {
    const { log, lines } = logged({ startMs: 1000 });
    log.note("server at 127.0.0.1:50051, peer 127.0.0.1:40122", 1000);
    log.received(preface, 1000.25);
    log.received(settings(2, 0, 4, 1_048_576, 99, 1), 1000.25);
    log.sent(settings(3, 250), 1000.5);
    log.sent(frame(FrameType.SETTINGS, Flag.ACK, 0), 1000.5);
    log.received(frame(FrameType.HEADERS, END_BOTH, 1, requestBlock), 1001);
    log.sent(frame(FrameType.HEADERS, Flag.END_HEADERS, 1, block(":status", "200")), 1002);
    log.sent(data(1, 18), 1002);
    log.sent(frame(FrameType.HEADERS, END_BOTH, 1, block("grpc-status", "0")), 1002);
    log.received(windowUpdate(0, 18), 12_345.678);
    log.note("closed", 12_345.678);
    assert.deepEqual(lines, [
      "[     0.000 ms] #7 server at 127.0.0.1:50051, peer 127.0.0.1:40122",
      "[     0.250 ms] #7 recv the client's preface",
      "[     0.250 ms] #7 recv SETTINGS connection, 18 octets",
      "[     0.250 ms] #7        ENABLE_PUSH: 0",
      "[     0.250 ms] #7        INITIAL_WINDOW_SIZE: 1048576",
      "[     0.250 ms] #7        setting 0x63: 1",
      "[     0.500 ms] #7 send SETTINGS connection, 6 octets",
      "[     0.500 ms] #7        MAX_CONCURRENT_STREAMS: 250",
      "[     0.500 ms] #7 send SETTINGS connection, 0 octets, ACK",
      `[     1.000 ms] #7 recv HEADERS stream 1, ${requestBlock.length} octets, END_STREAM, END_HEADERS`,
      "[     1.000 ms] #7        :method: POST",
      "[     1.000 ms] #7        :path: /a.B/C",
      "[     1.000 ms] #7        authorization: (hidden, 10 octets)",
      "[     2.000 ms] #7 send HEADERS stream 1, 1 octet, END_HEADERS",
      "[     2.000 ms] #7        :status: 200",
      "[     2.000 ms] #7 send DATA stream 1, 18 octets",
      "[     2.000 ms] #7 send HEADERS stream 1, 12 octets, END_STREAM, END_HEADERS",
      "[     2.000 ms] #7        grpc-status: 0",
      "[ 11345.678 ms] #7 recv WINDOW_UPDATE connection, 18 octets more",
      "[ 11345.678 ms] #7 closed",
    ]);
  });

  it("names errors, and shows the peer's text so that it can do nothing to a terminal", () => {
    const { log, lines } = afterPreface();
    const debug = [...new TextEncoder().encode("slow\x1b[2J")];
    log.received(reset(5, 7), 0);
    log.received(reset(5, 0x1234), 0);
    log.received(goAway(5, 11), 0);
    log.received(frame(FrameType.GOAWAY, 0, 0, [0, 0, 0, 5, 0, 0, 0, 0, ...debug]), 0);
    log.received(frame(FrameType.PING, Flag.ACK, 0, [1, 2, 3, 4, 5, 6, 7, 255]), 0);
    log.received(frame(0x42, 0, 3, [1]), 0);
    const fields = block("x-odd", "a\x1b]0;b");
    log.received(frame(FrameType.HEADERS, Flag.END_HEADERS, 7, fields), 0);
    assert.deepEqual(withoutTimes(lines), [
      "recv RST_STREAM stream 5, REFUSED_STREAM",
      "recv RST_STREAM stream 5, 0x1234",
      "recv GOAWAY connection, last stream 5, ENHANCE_YOUR_CALM",
      'recv GOAWAY connection, last stream 5, NO_ERROR, "slow\\x1b[2J"',
      "recv PING connection, 01020304050607ff, ACK",
      "recv frame of type 0x42 stream 3, 1 octet",
      `recv HEADERS stream 7, ${fields.length} octets, END_HEADERS`,
      "       x-odd: a\\x1b]0;b",
    ]);
  });

  it("decodes a block that is padded, has a priority, and goes on in CONTINUATION", () => {
    const { log, lines } = afterPreface();
    const fields = block("x-a", "1", "x-b", "2");
    const padded = [2, 0, 0, 0, 0, 15, ...fields.subarray(0, 3), 0, 0];
    log.received(frame(FrameType.HEADERS, Flag.PADDED | Flag.PRIORITY, 1, padded), 0);
    log.received(frame(FrameType.CONTINUATION, Flag.END_HEADERS, 1, fields.subarray(3)), 0);
    assert.deepEqual(withoutTimes(lines).slice(1), [
      `recv CONTINUATION stream 1, ${fields.length - 3} octets, END_HEADERS`,
      "       x-a: 1",
      "       x-b: 2",
    ]);
  });

  it("hides cookies, tokens and keys as well", () => {
    const { log, lines } = afterPreface();
    const fields = block("cookie", "id=1", "x-api-key", "k", "keyboard", "qwerty");
    log.received(frame(FrameType.HEADERS, Flag.END_HEADERS, 1, fields), 0);
    assert.deepEqual(withoutTimes(lines).slice(1), [
      "       cookie: (hidden, 4 octets)",
      "       x-api-key: (hidden, 1 octet)",
      "       keyboard: qwerty",
    ]);
  });

  it("says when a peer does not speak HTTP/2, and nothing more of it", () => {
    const server = logged();
    server.log.received(new TextEncoder().encode("GET / HTTP/1.1\r\nhost: a\r\n\r\n"), 0);
    server.log.received(new TextEncoder().encode("more"), 0);
    const client = logged({ role: "client" });
    client.log.received(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"), 0);
    client.log.received(new TextEncoder().encode("<html>"), 0);
    assert.deepEqual(withoutTimes(server.lines), [
      'recv 27 octets that are not HTTP/2: "GET / HTTP/1.1\\x0d\\x0ahost: a\\x0d\\x0a\\x0d\\x0a"',
    ]);
    assert.deepEqual(withoutTimes(client.lines), [
      'recv 28 octets that are not HTTP/2: "HTTP/1.1 400 Bad Request\\x0d\\x0a\\x0d\\x0a"',
    ]);
  });

  it("prints the same however the bytes are cut", () => {
    const paddedData = frame(FrameType.DATA, Flag.PADDED | Flag.END_STREAM, 1, [2, 65, 0, 0]);
    const bytes = Buffer.concat([
      preface,
      settings(4, 100),
      frame(FrameType.HEADERS, Flag.END_HEADERS, 1, requestBlock),
      data(1, 500),
      paddedData,
      reset(1),
    ]);
    const whole = logged();
    whole.log.received(bytes, 0);
    assert.ok(whole.lines.some((line) => line.endsWith("4 octets, 2 of them padding, END_STREAM")));
    for (const size of [1, 2, 7, 30]) {
      const pieces = logged();
      const memory = Buffer.alloc(size);
      for (let at = 0; at < bytes.length; at += size) {
        // As a socket's memory is: used again for every chunk.
        const count = bytes.copy(memory, 0, at, at + size);
        pieces.log.received(memory.subarray(0, count), 0);
      }
      assert.deepEqual(pieces.lines, whole.lines, `in pieces of ${size}`);
    }
  });

  it("goes on after a frame that is too large and a block that is broken", () => {
    const { log, lines } = afterPreface();
    log.received(frame(FrameType.PING, 0, 0, new Uint8Array(70_000)), 0);
    log.received(frame(FrameType.HEADERS, Flag.END_HEADERS, 1, [0x80]), 0);
    log.received(reset(1), 0);
    assert.deepEqual(withoutTimes(lines), [
      "recv PING connection, 70000 octets",
      "recv HEADERS stream 1, 1 octet, END_HEADERS",
      "       (Header block has an indexed field with index 0 (RFC 7541 §6.1))",
      "recv RST_STREAM stream 1, CANCEL",
    ]);
  });

  it("is coloured only when asked to be", () => {
    const { log, lines } = logged({ isColoured: true });
    log.sent(settings(), 0);
    assert.deepEqual(lines, [
      "[     0.000 ms] #7 \x1b[36msend SETTINGS connection, 0 octets\x1b[39m",
    ]);
  });
});
