// How a client's streams begin (RFC 9113 §5.1, §5.1.1): in the order of their ids, with headers, and only
// as many as there are ids.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HeaderTemplate } from "../hpack/index.js";
import { Flag, FrameType } from "./frame.js";
import { frame, requestFields, ScriptedPeer, settings } from "./scripted-peer.testing.js";
import { SettingId } from "./settings.js";

const CANCEL = 8;

/** One long HEADERS frame as frames of 16 KiB. */
function split(headers: Uint8Array): Uint8Array[] {
  const block = headers.subarray(9);
  const frames: Uint8Array[] = [];
  for (let at = 0; at < block.length; at += 16_384) {
    const type = at === 0 ? FrameType.HEADERS : FrameType.CONTINUATION;
    const isLast = at + 16_384 >= block.length;
    const flags = (at === 0 ? Flag.END_STREAM : 0) | (isLast ? Flag.END_HEADERS : 0);
    frames.push(frame(type, flags, 1, block.subarray(at, at + 16_384)));
  }
  return frames;
}

function client(firstStreamId = 1): ScriptedPeer {
  return ScriptedPeer.afterPreface("client", { firstStreamId });
}

describe("a client's stream", () => {
  it("that is reset before its headers leaves nothing on the wire", () => {
    const peer = client();
    peer.connection.openStream(null)!.reset(CANCEL);
    assert.deepEqual(peer.take(), []);
    assert.equal(peer.connection.openStreamCount, 0);
    peer.connection.openStream(null)!.sendHeaders([requestFields], true);
    assert.match(peer.take().join(), /^HEADERS 3 /);
  });

  it("cannot begin after a later one has", () => {
    const peer = client();
    const first = peer.connection.openStream(null)!;
    peer.connection.openStream(null)!.sendHeaders([requestFields], false);
    assert.throws(() => first.sendHeaders([requestFields], false), {
      message:
        "Stream 1 cannot begin after stream 3: send headers in the order in which streams were opened (RFC 9113 §5.1.1)",
    });
    first.reset(CANCEL);
    assert.equal(peer.take().length, 1);
  });

  it("sends nothing before its headers", () => {
    const peer = client();
    const stream = peer.connection.openStream(null)!;
    const begun = { message: "Stream 1 has not begun: sendHeaders comes first (RFC 9113 §8.1)" };
    assert.throws(() => stream.enqueue(new Uint8Array(3), true), begun);
    assert.throws(() => stream.beginMessage(), begun);
    assert.throws(() => stream.sendTrailers([]), begun);
    assert.throws(() => stream.end(), begun);
    assert.deepEqual(peer.take(), []);
  });

  it("does not exist for the peer before its headers", () => {
    const peer = client();
    peer.connection.openStream(null);
    peer.sendBytes(peer.headers(1, "end", [":status", "200"]));
    assert.deepEqual(peer.take(), ["GOAWAY 0 PROTOCOL_ERROR"]);
  });

  it("is the last one with id 2147483647", () => {
    const peer = client(0x7fff_fffd);
    const { connection } = peer;
    connection.openStream(null)!.sendHeaders([requestFields], true);
    assert.equal(connection.isAcceptingStreams, true);
    connection.openStream(null)!.sendHeaders([requestFields], true);
    assert.match(peer.take().join(), /HEADERS 2147483645 .*HEADERS 2147483647 /);
    assert.equal(connection.isAcceptingStreams, false);
    assert.equal(connection.openStream(null), null);
  });

  it("has an odd id", () => {
    assert.throws(() => client(2), { name: "RangeError", message: /2: expected an odd number/ });
  });

  it("is not for a server to open", () => {
    const peer = ScriptedPeer.afterPreface("server");
    assert.equal(peer.connection.canOpenStream, false);
    assert.equal(peer.connection.openStream(null), null);
  });
});

describe("headers that may not be sent", () => {
  const refused: readonly (readonly [why: string, fields: readonly unknown[]])[] = [
    ["a name in upper case", ["X-Up", "1"]],
    ["an empty name", ["", "1"]],
    ["a line break in a name", ["a\nb", "1"]],
    ["a line break in a value", ["location", "/a\r\nset-cookie: x=1"]],
    ["NUL in a value", ["a", "b\0c"]],
    ["white space at the end", ["a", "b "]],
    ["white space at the beginning", ["a", "\tb"]],
    ["a character beyond latin1", ["a", "\u0100"]],
    ["a number", ["a", 5]],
    ["nothing", ["a", undefined]],
    ["a name without a value", ["a"]],
  ];
  for (const [why, fields] of refused) {
    it(`for ${why} are refused, and nothing of them is on the wire`, () => {
      const peer = client();
      const stream = peer.connection.openStream(null)!;
      const parts = [requestFields, fields as readonly string[]];
      assert.throws(() => stream.sendHeaders(parts, false), TypeError);
      stream.sendHeaders([requestFields], false);
      assert.throws(() => stream.sendTrailers([fields as readonly string[]]), TypeError);
      stream.sendTrailers([["x-sum", "caf\xe9"]]);
      assert.equal(peer.take().length, 2);
    });
  }

  it("are refused in a template too", () => {
    const stream = client().connection.openStream(null)!;
    const template = new HeaderTemplate(["x-a", "b\n"]);
    assert.throws(() => stream.sendHeaders([requestFields, template], false), TypeError);
  });

  it("are told from a list that ends in a name", () => {
    const stream = client().connection.openStream(null)!;
    assert.throws(() => stream.sendHeaders([[...requestFields, "a"]], false), {
      message: "Cannot send a header list of 7 strings: expected names and values in turn",
    });
  });

  it("do not show the value, which may be a secret", () => {
    const stream = client().connection.openStream(null)!;
    assert.throws(
      () => stream.sendHeaders([["authorization", "Bearer 123\n"]], false),
      (error: Error) => !error.message.includes("123"),
    );
  });
});

describe("a response", () => {
  function ask(method: string): ScriptedPeer {
    const peer = client();
    const fields = [":method", method, ...requestFields.slice(2)];
    peer.connection.openStream(null)!.sendHeaders([fields], true);
    peer.take();
    return peer;
  }
  const long = [":status", "200", "content-length", "10"];

  it("to HEAD may name the length of what a GET would bring (RFC 9113 §8.1.1)", () => {
    assert.equal(requestFields[0], ":method");
    const head = ask("HEAD");
    head.sendBytes(head.headers(1, "end", long));
    assert.deepEqual(head.sink.take(), ["headers 1 200 end"]);
    const get = ask("GET");
    get.sendBytes(get.headers(1, "end", long));
    assert.deepEqual(get.take(), ["RST_STREAM 1 PROTOCOL_ERROR"]);
  });

  it("cannot switch protocols (RFC 9113 §8.6)", () => {
    const peer = ask("GET");
    peer.sendBytes(peer.headers(1, "open", [":status", "101"]));
    assert.deepEqual(peer.take(), ["RST_STREAM 1 PROTOCOL_ERROR"]);
  });
});

describe("a sink that throws", () => {
  it("has its connection ended, and the error reaches whoever called receive", () => {
    const peer = ScriptedPeer.afterPreface("server");
    const error = new Error("a mistake");
    peer.sink.onHeaders = () => {
      throw error;
    };
    assert.throws(() => peer.sendBytes(peer.headers(1)), error);
    assert.deepEqual(peer.take(), ["GOAWAY 1 INTERNAL_ERROR"]);
    assert.equal(peer.connection.isDead, true);
  });
});

describe("GOAWAY", () => {
  it("fits into a frame, however long its text", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.connection.goAway(0, "\u20ac".repeat(100_000));
    const { length } = peer.takeBytes();
    assert.ok(length < 16_384, `${length} octets`);
  });

  it("of the peer's is told by the error of the calls that it took with it", () => {
    const peer = client();
    peer.connection.openStream(null)!.sendHeaders([requestFields], false);
    const text = new TextEncoder().encode("too\x1b[31m many resets");
    peer.sendBytes(frame(FrameType.GOAWAY, 0, 0, [0, 0, 0, 1, 0, 0, 0, 11, ...text]));
    peer.connection.transportClosed(null);
    const wanted =
      'The peer closed the connection with calls under way, after GOAWAY with ENHANCE_YOUR_CALM, "too\\x1b[31m many resets"';
    assert.equal(peer.sink.closedMessage, wanted);
  });
});

describe("a header block", () => {
  it("is as large as the peer says that it may be, for whoever asks", () => {
    const peer = client();
    const stream = peer.connection.openStream(null)!;
    assert.equal(stream.peerMaxHeaderListBytes, Infinity);
    peer.sendBytes(settings(SettingId.MAX_HEADER_LIST_SIZE, 2_000));
    assert.equal(stream.peerMaxHeaderListBytes, 2_000);
  });

  it("may have as many CONTINUATION frames as the list that is accepted needs", () => {
    const peer = ScriptedPeer.afterPreface("server", { maxHeaderListBytes: 1 << 20 });
    const long = ["x-long", "~".repeat(200_000)];
    peer.sendBytes(...split(peer.headers(1, "end", [...requestFields, ...long])));
    assert.deepEqual(peer.sink.take(), ["headers 1 end"]);
  });
});

describe("wrong use", () => {
  it("of commitMessage is refused", () => {
    const peer = ScriptedPeer.afterPreface("client");
    const stream = peer.connection.openStream(null)!;
    stream.sendHeaders([requestFields], false);
    assert.throws(() => stream.commitMessage(false), /beginMessage comes first/);
    const other = peer.connection.openStream(null)!;
    other.sendHeaders([requestFields], false);
    stream.beginMessage()!.append(new Uint8Array(3));
    assert.throws(() => other.commitMessage(false), /beginMessage comes first/);
    stream.commitMessage(true);
    assert.match(peer.take().at(-1)!, /^DATA 1 3 end$/);
  });

  it("of consume is refused", () => {
    const stream = client().connection.openStream(null)!;
    for (const bytes of [-1, Number.NaN]) assert.throws(() => stream.consume(bytes), RangeError);
  });
});

describe("a message whose connection fails while it is encoded", () => {
  it("is gone", () => {
    const peer = client();
    const stream = peer.connection.openStream(null)!;
    stream.sendHeaders([requestFields], false);
    peer.take();
    stream.beginMessage()!.append(new Uint8Array(3));
    peer.sendBytes(settings(), new Uint8Array([0, 0, 0, 6, 0, 0, 0, 0, 1]));
    stream.commitMessage(true);
    assert.deepEqual(peer.take(), ["GOAWAY 0 PROTOCOL_ERROR"]);
  });
});
