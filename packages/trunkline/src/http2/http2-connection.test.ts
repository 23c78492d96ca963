import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { CLIENT_PREFACE, Flag, FrameType } from "./frame.js";
import {
  data,
  frame,
  goAway,
  requestFields,
  reset,
  ScriptedPeer,
  settings,
  uint32,
  windowUpdate,
} from "./scripted-peer.testing.js";
import { SettingId } from "./settings.js";

const preface = new TextEncoder().encode(CLIENT_PREFACE);

describe("Http2Connection as a server", () => {
  it("answers PING and SETTINGS", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(frame(FrameType.PING, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]), settings());
    assert.deepEqual(peer.take(), ["PING 0 ack", "SETTINGS 0 ack"]);
  });

  it("answers an HTTP/1.1 request in HTTP/1.1 and with nothing else", () => {
    const peer = new ScriptedPeer("server");
    peer.sendBytes(new TextEncoder().encode("GET / HTTP/1.1\r\nhost: x\r\n\r\n"));
    const answer = new TextDecoder().decode(peer.takeBytes());
    assert.match(answer, /^HTTP\/1\.1 505 .*\r\n/);
    assert.match(answer, /speaks HTTP\/2 only/);
    assert.deepEqual(peer.sink.take(), ["closed HTTP_1_1_REQUIRED"]);
  });

  it("says that a TLS client has come to a plaintext port", () => {
    const peer = new ScriptedPeer("server");
    peer.sendBytes(new Uint8Array([0x16, 3, 1, 2, 0, 1]));
    assert.deepEqual(peer.take().slice(-1), ["GOAWAY 0 PROTOCOL_ERROR"]);
    assert.match(peer.sink.closedMessage, /speaks TLS and this port does not/);
  });

  it("ends the connection on a wrong preface, wherever it goes wrong", () => {
    for (const good of [0, 1, 14, 23]) {
      const peer = new ScriptedPeer("server");
      peer.sendBytes(preface.slice(0, good), new Uint8Array(24 - good));
      assert.deepEqual(peer.take().slice(-1), ["GOAWAY 0 PROTOCOL_ERROR"], `after ${good} octets`);
      peer.sendBytes(settings(), peer.headers(1));
      assert.deepEqual(peer.take(), [], "nothing is looked at any more");
    }
  });

  it("sends SETTINGS first when it goes away before its client has spoken, and once", () => {
    const peer = new ScriptedPeer("server");
    peer.connection.goAway(0, "done");
    peer.sendBytes(preface);
    const sent = ["SETTINGS 0", "WINDOW_UPDATE 0 4128769", "GOAWAY 0 NO_ERROR"];
    assert.deepEqual(peer.take(), sent);
  });

  it("refuses a request that ends short of its content-length before the sink hears of it", () => {
    const peer = ScriptedPeer.afterPreface("server", { maxConcurrentStreams: 1 });
    for (const id of [1, 3]) {
      peer.sendBytes(peer.headers(id, "end", [...requestFields, "content-length", "5"]));
      assert.deepEqual(peer.take(), [`RST_STREAM ${id} PROTOCOL_ERROR`]);
    }
    assert.deepEqual(peer.sink.take(), []);
    assert.equal(peer.connection.openStreamCount, 0);
  });

  it("does not answer what comes for a stream that it has reset", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1, "open"));
    peer.sink.streams.get(1)!.reset(8);
    peer.take();
    peer.sendBytes(frame(FrameType.PRIORITY, 0, 1, [0]), data(1, 1), windowUpdate(1, 0));
    assert.deepEqual(peer.take(), []);
  });

  it("ends the connection on a frame past the size limit", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(data(1, 16_385));
    assert.deepEqual(peer.take(), ["GOAWAY 0 FRAME_SIZE_ERROR"]);
    assert.match(peer.sink.closedMessage, /has 16385 octets: expected at most 16384/);
  });

  it("takes a header block in CONTINUATION frames, and not more than eight of them", () => {
    const peer = ScriptedPeer.afterPreface("server");
    const whole = peer.headers(1).slice(9);
    const begin = frame(FrameType.HEADERS, Flag.END_STREAM, 1, whole.subarray(0, 3));
    const end = frame(FrameType.CONTINUATION, Flag.END_HEADERS, 1, whole.subarray(3));
    const empty = frame(FrameType.CONTINUATION, 0, 1);
    peer.sendBytes(begin, empty, end);
    assert.deepEqual(peer.sink.take(), ["headers 1 end"]);
    peer.sendBytes(frame(FrameType.HEADERS, 0, 3));
    for (let count = 0; count < 9; count++) peer.sendBytes(frame(FrameType.CONTINUATION, 0, 3));
    assert.deepEqual(
      peer.take(),
      ["GOAWAY 3 ENHANCE_YOUR_CALM"],
      "processed, not to be tried again",
    );
  });

  it("answers 431 to a header list that is too large, and goes on", () => {
    const peer = ScriptedPeer.afterPreface("server", { maxHeaderListBytes: 1024 });
    peer.sendBytes(peer.headers(1, "end", [...requestFields, "x-long", "v".repeat(2000)]));
    assert.deepEqual(peer.take(), ["HEADERS 1 :status=431 end"]);
    peer.sendBytes(peer.headers(3));
    assert.deepEqual(peer.sink.take(), ["headers 3 end"]);
    assert.equal(peer.connection.openStreamCount, 1);
  });

  it("answers 431 to a header list of too many fields, and goes on", () => {
    const peer = ScriptedPeer.afterPreface("server", { maxHeaderFields: 8 });
    const fields = (count: number): string[] => new Array<string>(2 * count).fill("x");
    peer.sendBytes(peer.headers(1, "end", [...requestFields, ...fields(5)]));
    peer.sendBytes(peer.headers(3, "end", [...requestFields, ...fields(6)]));
    assert.deepEqual(peer.sink.take(), ["headers 1 end"]);
    assert.deepEqual(peer.take(), ["HEADERS 3 :status=431 end"]);
  });

  it("resets a request with a malformed field and goes on", () => {
    for (const field of [
      ["X-Upper", "1"],
      ["connection", "close"],
      ["te", "gzip"],
      ["x", "a\nb"],
      ["", "empty"],
      [":late", "pseudo"],
      ["content-length", "-1"],
    ]) {
      const peer = ScriptedPeer.afterPreface("server");
      peer.sendBytes(peer.headers(1, "end", [...requestFields, ...field]));
      assert.deepEqual(peer.take(), ["RST_STREAM 1 PROTOCOL_ERROR"], JSON.stringify(field));
      peer.sendBytes(peer.headers(3));
      assert.deepEqual(peer.sink.take(), ["headers 3 end"]);
    }
  });

  it("resets a stream whose data does not match its content-length", () => {
    const peer = ScriptedPeer.afterPreface("server");
    const fields = [...requestFields, "content-length", "5"];
    peer.sendBytes(peer.headers(1, "open", fields), data(1, 6));
    peer.sendBytes(peer.headers(3, "open", fields), data(3, 4, "end"));
    assert.deepEqual(peer.take(), ["RST_STREAM 1 PROTOCOL_ERROR", "RST_STREAM 3 PROTOCOL_ERROR"]);
  });

  it("refuses streams past its limit, counting those whose handler has not settled", () => {
    const peer = ScriptedPeer.afterPreface("server", { maxConcurrentStreams: 1 });
    peer.sendBytes(peer.headers(1), reset(1), peer.headers(3));
    assert.deepEqual(peer.take(), ["RST_STREAM 3 REFUSED_STREAM"]);
    peer.sink.streams.get(1)!.release();
    peer.sendBytes(peer.headers(5));
    assert.deepEqual(peer.sink.take(), ["headers 1 end", "reset 1 CANCEL", "headers 5 end"]);
  });

  it("asks a client that is still sending to stop once it has answered", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1, "open"));
    peer.sink.streams.get(1)!.sendHeaders([[":status", "200"]], true);
    assert.deepEqual(peer.take(), ["HEADERS 1 :status=200 end", "RST_STREAM 1 NO_ERROR"]);
    peer.sendBytes(data(1, 100));
    assert.deepEqual(peer.take(), []);
  });

  it("does not begin streams after its GOAWAY, and finishes those before it", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1, "open"));
    peer.connection.goAway(0, "bye");
    peer.sendBytes(peer.headers(3), data(1, 2, "end"));
    assert.deepEqual(peer.take(), ["GOAWAY 1 NO_ERROR"]);
    assert.deepEqual(peer.sink.take(), ["headers 1", "data 1 2 end"]);
  });

  it("puts off what a message's property getter sends until the message is complete", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1), peer.headers(3));
    const [one, three] = [peer.sink.streams.get(1)!, peer.sink.streams.get(3)!];
    one.sendHeaders([[":status", "200"]], false);
    const out = one.beginMessage()!;
    out.append(new Uint8Array(4));
    three.sendHeaders([[":status", "200"]], false);
    assert.equal(three.beginMessage(), null);
    three.enqueue(new Uint8Array(7), false);
    three.sendTrailers([["grpc-status", "0"]]);
    peer.sendBytes(frame(FrameType.PING, 0, 0, new Uint8Array(8)));
    out.append(new Uint8Array(1));
    one.commitMessage(true);
    assert.deepEqual(peer.take(), [
      "HEADERS 1 :status=200",
      "DATA 1 5 end",
      "HEADERS 3 :status=200",
      "PING 0 ack",
      "DATA 3 7",
      "HEADERS 3 grpc-status=0 end",
    ]);
  });

  it("takes back a message whose encoding failed", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1));
    const stream = peer.sink.streams.get(1)!;
    stream.sendHeaders([[":status", "200"]], false);
    stream.beginMessage()!.append(new Uint8Array(99));
    stream.abortMessage();
    stream.sendTrailers([["grpc-status", "13"]]);
    assert.deepEqual(peer.take(), ["HEADERS 1 :status=200", "HEADERS 1 grpc-status=13 end"]);
  });

  it("hands its output over as soon as 64 KiB have gathered", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(settings(SettingId.INITIAL_WINDOW_SIZE, 1 << 20), windowUpdate(0, 1 << 20));
    peer.sendBytes(peer.headers(1));
    const before = peer.flushes;
    peer.sink.streams.get(1)!.enqueue(new Uint8Array(200_000), false);
    assert.equal(peer.flushes - before, 3);
  });

  it("lets more gather where the host lends more memory, and never less than 64 KiB", () => {
    for (const [lentBytes, flushes] of [
      [70_000, 3],
      [200_000, 1],
      [300_000, 0],
    ] as const) {
      const peer = ScriptedPeer.afterPreface("server");
      peer.lentBytes = lentBytes;
      peer.sendBytes(settings(SettingId.INITIAL_WINDOW_SIZE, 1 << 20), windowUpdate(0, 1 << 20));
      peer.sendBytes(peer.headers(1));
      peer.take();
      // As a session does, which gives its memory back after each flush.
      peer.connection.output.bytes = new Uint8Array(0);
      const before = peer.flushes;
      peer.sink.streams.get(1)!.enqueue(new Uint8Array(200_000), false);
      assert.equal(peer.flushes - before, flushes, `${lentBytes} bytes lent`);
    }
  });

  it("tells every stream when the transport is lost", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1, "open"), peer.headers(3));
    peer.sink.take();
    peer.connection.transportClosed(new Error("read ECONNRESET"));
    assert.deepEqual(peer.sink.take(), [
      "reset 1 INTERNAL_ERROR",
      "reset 3 INTERNAL_ERROR",
      "closed INTERNAL_ERROR",
    ]);
    assert.match(peer.sink.closedMessage, /read ECONNRESET/);
  });

  it("gives the same events and answers however the bytes are cut", () => {
    const script = (): Uint8Array => {
      const peer = ScriptedPeer.afterPreface("server");
      const padded = frame(FrameType.DATA, Flag.PADDED, 3, [2, 0x61, 0x62, 0x63, 0, 0]);
      const block = peer.headers(1, "open");
      return Buffer.concat([
        preface,
        settings(SettingId.INITIAL_WINDOW_SIZE, 100_000),
        block,
        data(1, 40_000 % 16_384),
        windowUpdate(0, 7),
        data(1, 16_384),
        frame(FrameType.PING, 0, 0, new Uint8Array(8)),
        peer.headers(3, "open"),
        padded,
        reset(1),
        data(3, 0, "end"),
        frame(0x42, 0xff, 3, [1, 2, 3]),
        frame(FrameType.CONTINUATION, Flag.END_HEADERS, 3),
      ]);
    };
    const bytes = script();
    const run = (chunks: readonly Uint8Array[]): { heard: string; sent: string } => {
      const peer = new ScriptedPeer("server");
      peer.sendBytes(...chunks);
      return { heard: joinData(peer.sink.take()), sent: peer.take().join("; ") };
    };
    const whole = run([bytes]);
    assert.match(whole.heard, /data 1 .*data 3 3.*reset 1 CANCEL.*closed PROTOCOL_ERROR/);
    assert.deepEqual(run([...bytes].map((octet) => new Uint8Array([octet]))), whole);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        const points = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = points.slice(1).map((end, at) => bytes.subarray(points[at]!, end));
        assert.deepEqual(run(chunks), whole);
      }),
      { numRuns: 200 },
    );
  });

  it("never throws, whatever the frames", () => {
    const anyFrame = fc
      .tuple(
        fc.nat(11),
        fc.nat(255),
        fc.constantFrom(0, 1, 2, 3, 5, 7, 9, 0x7fff_ffff),
        fc.uint8Array({ maxLength: 40 }),
      )
      .map(([type, flags, streamId, payload]) => frame(type, flags, streamId, payload));
    const anyScript = fc.array(fc.oneof(anyFrame, fc.uint8Array({ maxLength: 30 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(anyScript, fc.boolean(), (chunks, isServer) => {
        const peer = ScriptedPeer.afterPreface(isServer ? "server" : "client");
        if (!isServer) peer.connection.openStream(null)?.sendHeaders([requestFields], true);
        peer.sendBytes(...chunks);
        peer.take();
        peer.connection.transportClosed(null);
        assert.equal(peer.sink.take().at(-1)?.startsWith("closed"), true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("Http2Connection as a client", () => {
  function calling(): ScriptedPeer {
    const peer = ScriptedPeer.afterPreface("client");
    peer.connection.openStream(null)!.sendHeaders([requestFields], false);
    peer.take();
    return peer;
  }

  it("skips interim responses", () => {
    const peer = calling();
    peer.sendBytes(peer.headers(1, "open", [":status", "103"]));
    peer.sendBytes(peer.headers(1, "open", [":status", "200"]));
    peer.sendBytes(peer.headers(1, "end", ["grpc-status", "0"]));
    assert.deepEqual(peer.sink.take(), ["headers 1 200", "trailers 1"]);
  });

  it("reports nothing for RST_STREAM(NO_ERROR) after a complete response", () => {
    const peer = calling();
    peer.sendBytes(peer.headers(1, "end", [":status", "200"]), reset(1, 0));
    assert.deepEqual(peer.sink.take(), ["headers 1 200 end"]);
    assert.equal(peer.connection.openStreamCount, 0);
  });

  it("ends with GOAWAY's unprocessed streams only, and opens no more", () => {
    const peer = calling();
    peer.connection.openStream(null)!.sendHeaders([requestFields], true);
    peer.sendBytes(goAway(1));
    assert.deepEqual(peer.sink.take(), ["reset 3 REFUSED_STREAM unprocessed", "goaway 1 NO_ERROR"]);
    assert.equal(peer.connection.openStream(null), null);
    peer.sendBytes(peer.headers(1, "end", [":status", "200"]));
    assert.deepEqual(peer.sink.take(), ["headers 1 200 end"]);
  });

  it("ends with a GOAWAY that raises the last stream id: what lies between was tried elsewhere", () => {
    const peer = calling();
    peer.sendBytes(goAway(1), goAway(1), goAway(3));
    assert.deepEqual(peer.sink.take().slice(0, 2), ["goaway 1 NO_ERROR", "goaway 1 NO_ERROR"]);
    assert.deepEqual(peer.take(), ["GOAWAY 0 PROTOCOL_ERROR"]);
  });

  it("opens 100 streams before SETTINGS, then what they allow, and says when there is room", () => {
    const peer = new ScriptedPeer("client");
    const open = (): boolean => {
      const stream = peer.connection.openStream(null);
      stream?.sendHeaders([requestFields], false);
      return stream !== null;
    };
    for (let count = 0; count < 100; count++) assert.equal(open(), true);
    assert.equal(open(), false);
    peer.sendBytes(settings(SettingId.MAX_CONCURRENT_STREAMS, 101));
    assert.deepEqual(peer.sink.take(), ["capacity"]);
    assert.equal(peer.sink.settingsCount, 1);
    assert.equal(open(), true);
    assert.equal(open(), false);
    peer.sendBytes(reset(1));
    assert.deepEqual(peer.sink.take(), ["reset 1 CANCEL", "capacity"]);
    peer.sendBytes(settings(SettingId.MAX_CONCURRENT_STREAMS, 101));
    assert.equal(peer.sink.settingsCount, 1, "only the first are reported");
  });

  it("says that an HTTP/1.1 server has answered", () => {
    const peer = new ScriptedPeer("client");
    peer.sendBytes(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"));
    assert.match(peer.sink.closedMessage, /answered in HTTP\/1\.1/);
  });

  it("refuses pushed streams and other settings than it may get", () => {
    const pushed = calling();
    pushed.sendBytes(frame(FrameType.PUSH_PROMISE, Flag.END_HEADERS, 1, [0, 0, 0, 2]));
    assert.deepEqual(pushed.take(), ["GOAWAY 0 PROTOCOL_ERROR"]);
    const pushing = ScriptedPeer.afterPreface("client");
    pushing.sendBytes(frame(FrameType.SETTINGS, 0, 0, [0, 2, ...uint32(1)]));
    assert.deepEqual(pushing.take(), ["GOAWAY 0 PROTOCOL_ERROR"]);
  });
});

/** Adds up consecutive data events of a stream: how many there are depends on the cuts. */
function joinData(events: readonly string[]): string {
  const joined: string[] = [];
  for (const event of events) {
    const now = /^data (\d+) (\d+)( end)?$/.exec(event);
    const before = /^data (\d+) (\d+)$/.exec(joined.at(-1) ?? "");
    if (now !== null && before !== null && now[1] === before[1]) {
      joined[joined.length - 1] =
        `data ${now[1]} ${Number(before[2]) + Number(now[2])}${now[3] ?? ""}`;
    } else {
      joined.push(event);
    }
  }
  return joined.join("; ");
}
