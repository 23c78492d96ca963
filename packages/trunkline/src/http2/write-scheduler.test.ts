import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FrameType } from "./frame.js";
import type { ConnectionOptions } from "./index.js";
import {
  type FrameIn,
  frame,
  ScriptedPeer,
  settings,
  windowUpdate,
} from "./scripted-peer.testing.js";
import { SettingId } from "./settings.js";
import type { Stream } from "./stream.js";

interface Answering {
  readonly peer: ScriptedPeer;
  /** Streams 1, 3, 5, …, their response headers sent. */
  readonly streams: readonly Stream[];
}

/** A server with requests under way; the windows of its peer are wide open, or as wide as given. */
function answering(
  count: number,
  given: { options?: ConnectionOptions; connectionWindow?: number; settings?: number[] } = {},
): Answering {
  const peer = ScriptedPeer.afterPreface("server", given.options);
  peer.sendBytes(settings(SettingId.INITIAL_WINDOW_SIZE, 0x7fff_0000, ...(given.settings ?? [])));
  const increment = (given.connectionWindow ?? 0x7fff_0000) - 65_535;
  if (increment > 0) peer.sendBytes(windowUpdate(0, increment));
  const streams = Array.from({ length: count }, (_, index) => {
    peer.sendBytes(peer.headers(1 + 2 * index));
    const stream = peer.sink.streams.get(1 + 2 * index)!;
    stream.sendHeaders([[":status", "200"]], false);
    return stream;
  });
  peer.take();
  peer.sink.take();
  return { peer, streams };
}

/** Bytes of which no two neighbouring parts are alike. */
function message(byteCount: number): Uint8Array {
  return new Uint8Array(byteCount).map((_, index) => (index * 7 + (index >> 8)) & 0xff);
}

/** Encodes a message into the connection's output, as calls do. */
function sendMessage(stream: Stream, bytes: Uint8Array, endStream = false): void {
  const out = stream.beginMessage();
  assert.ok(out !== null, "nothing is in the way of a message");
  out.append(bytes);
  stream.commitMessage(endStream);
}

/** All frames until nothing more comes, a turn of the event loop after another. */
function takeAll(peer: ScriptedPeer): FrameIn[] {
  const frames: FrameIn[] = [];
  for (;;) {
    const more = peer.takeFrames();
    if (more.length === 0) return frames;
    frames.push(...more);
  }
}

describe("turns", () => {
  // What streams 1, 3 and 5 have queued while the socket was full, and the frames that leave then.
  const table: readonly [queued: readonly number[], frames: readonly string[]][] = [
    [[10], ["1 10"]],
    [
      [10, 20, 30],
      ["1 10", "3 20", "5 30"],
    ],
    [
      [40_000, 5],
      ["1 16384", "3 5", "1 16384", "1 7232"],
    ],
    [
      [5, 40_000, 6],
      ["1 5", "3 16384", "5 6", "3 16384", "3 7232"],
    ],
    [
      [33_000, 33_000],
      ["1 16384", "3 16384", "1 16384", "3 16384", "1 232", "3 232"],
    ],
    [
      [0, 17_000, 17_000],
      ["3 16384", "5 16384", "3 616", "5 616"],
    ],
  ];
  for (const [queued, frames] of table) {
    it(`gives queues of ${queued.join(", ")} bytes a frame each in turn`, () => {
      const { peer, streams } = answering(3);
      peer.connection.setBlocked(true);
      queued.forEach((byteCount, index) => {
        streams[index]!.enqueue(new Uint8Array(byteCount), false);
      });
      peer.connection.setBlocked(false);
      const expected = frames.map((each) => `DATA ${each}`);
      assert.deepEqual(peer.take(), expected);
    });
  }

  it("puts many small messages of one stream into one frame", () => {
    const { peer, streams } = answering(1);
    peer.connection.setBlocked(true);
    for (let count = 0; count < 100; count++) streams[0]!.enqueue(new Uint8Array(50), false);
    peer.connection.setBlocked(false);
    assert.deepEqual(peer.take(), ["DATA 1 5000"]);
  });

  it("goes on with the next stream where the connection's window ran out", () => {
    const { peer, streams } = answering(3, { connectionWindow: 65_535 });
    peer.connection.setBlocked(true);
    for (const stream of streams) stream.enqueue(new Uint8Array(40_000), false);
    peer.connection.setBlocked(false);
    assert.deepEqual(peer.take(), ["DATA 1 16384", "DATA 3 16384", "DATA 5 16384", "DATA 1 16383"]);
    peer.sendBytes(windowUpdate(0, 40_000));
    assert.deepEqual(peer.take(), ["DATA 3 16384", "DATA 5 16384", "DATA 1 7232"]);
  });

  it("uses what is left of the connection's window once the peer's windows are all small", () => {
    const { peer, streams } = answering(2, { connectionWindow: 65_535 });
    streams[0]!.enqueue(new Uint8Array(65_000), false);
    streams[1]!.enqueue(new Uint8Array(2_000), false);
    assert.equal(peer.take().at(-1), "DATA 1 15848");
    peer.sendBytes(settings(SettingId.INITIAL_WINDOW_SIZE, 4_000));
    assert.deepEqual(peer.take(), ["SETTINGS 0 ack", "DATA 3 535"]);
  });
});

describe("what one turn of the event loop sends", () => {
  it("is about 512 KiB, and the next flush goes on", () => {
    const { peer, streams } = answering(1);
    streams[0]!.enqueue(message(4_000_000), true);
    const turns: number[] = [];
    const parts: Uint8Array[] = [];
    for (let frames = peer.takeFrames(); frames.length > 0; frames = peer.takeFrames()) {
      turns.push(frames.reduce((total, { payload }) => total + payload.length, 0));
      parts.push(...frames.map(({ payload }) => payload));
    }
    // The first flush follows a turn that has sent its share, and adds one of its own.
    assert.ok(Math.max(...turns) <= 2 * (524_288 + 16_384), turns.join(", "));
    assert.ok(turns.length >= 4, turns.join(", "));
    assert.ok(Buffer.concat(parts).equals(message(4_000_000)), "the message arrives whole");
    assert.equal(streams[0]!.isWriteClosed, true);
  });

  it("asks the host for that flush", () => {
    const { peer, streams } = answering(1);
    let asked = 0;
    peer.onScheduleFlush = () => asked++;
    streams[0]!.enqueue(message(4_000_000), true);
    for (let turn = 0; turn < asked; turn++) peer.takeFrames();
    assert.deepEqual(peer.takeFrames(), [], "nothing is left once every flush has come");
    assert.ok(asked >= 3, `${asked} flushes`);
  });

  it("holds back neither headers nor small messages nor answers to PING", () => {
    const { peer, streams } = answering(3);
    streams[0]!.enqueue(message(4_000_000), true);
    sendMessage(streams[1]!, message(5));
    streams[2]!.sendTrailers([["grpc-status", "0"]]);
    peer.sendBytes(frame(FrameType.PING, 0, 0, new Uint8Array(8)));
    const sent = peer.take();
    const before = sent.indexOf("DATA 3 5");
    assert.ok(before >= 0 && before <= 524_288 / 16_384 + 1, `after ${before} frames`);
    assert.deepEqual(sent.slice(before, before + 3), [
      "DATA 3 5",
      "HEADERS 5 grpc-status=0 end",
      "PING 0 ack",
    ]);
    assert.ok(takeAll(peer).length > 0, "the long message goes on");
  });

  it("goes on when the socket was full in between", () => {
    const { peer, streams } = answering(1);
    streams[0]!.enqueue(message(4_000_000), true);
    peer.connection.setBlocked(true);
    takeAll(peer);
    peer.connection.setBlocked(false);
    assert.equal(takeAll(peer).at(-1)?.flags, 1, "END_STREAM leaves");
  });
});

describe("queues", () => {
  it("are full of many messages as of many bytes", () => {
    const { peer, streams } = answering(1);
    const stream = streams[0]!;
    peer.connection.setBlocked(true);
    for (let count = 0; count < 1_023; count++) stream.enqueue(new Uint8Array(1), false);
    assert.equal(stream.isWritable, true);
    stream.enqueue(new Uint8Array(1), false);
    assert.equal(stream.isWritable, false);
    peer.connection.setBlocked(false);
    assert.deepEqual(peer.sink.take(), ["writable 1"]);
    assert.equal(stream.isWritable, true);
  });

  it("are each full after one message while they hold too much together", () => {
    const { peer, streams } = answering(2, { options: { maxQueuedBytes: 3_000 } });
    peer.connection.setBlocked(true);
    streams[0]!.enqueue(new Uint8Array(2_995), false);
    assert.equal(streams[0]!.isWritable, true);
    streams[1]!.enqueue(new Uint8Array(5), false);
    assert.equal(streams[1]!.isWritable, false);
    streams[0]!.reset(8);
    peer.connection.setBlocked(false);
    assert.deepEqual(peer.sink.take(), ["writable 3"]);
    peer.connection.setBlocked(true);
    streams[1]!.enqueue(new Uint8Array(2_990), false);
    assert.equal(streams[1]!.isWritable, true, "what was reset and what was sent count no more");
  });

  it("takes no more for a peer whose windows are small than they let through, but 16 KiB", () => {
    const mostFor = (initialWindow: number): number => {
      const { peer, streams } = answering(1, {
        settings: [SettingId.INITIAL_WINDOW_SIZE, initialWindow],
      });
      const stream = streams[0]!;
      peer.connection.setBlocked(true);
      let queued = 0;
      for (; stream.isWritable; queued += 1024) stream.enqueue(message(1024), false);
      return queued;
    };
    assert.deepEqual([0, 16_384, 30_720, 65_536].map(mostFor), [16_384, 16_384, 30_720, 65_536]);
    assert.equal(mostFor(1 << 20), 65_536);
  });
});

describe("commitMessage()", () => {
  const wide = [SettingId.MAX_FRAME_SIZE, 1 << 20];
  const table: readonly [bytes: number, settings: number[], firstFrames: readonly number[]][] = [
    [16_384, [], [16_384]],
    [16_385, [], [16_384, 1]],
    [40_000, [], [16_384, 16_384, 7_232]],
    [65_536, [], [16_384, 16_384, 16_384, 16_384]],
    [65_537, [], [16_384, 16_384, 16_384, 16_384, 1]],
    [300_000, [], [16_384, 16_384]],
    [60_000, wide, [60_000]],
    [65_536, wide, [65_536]],
    [100_000, wide, [16_384, 16_384, 16_384, 16_384, 16_384, 16_384, 1_696]],
  ];
  for (const [byteCount, peerSettings, firstFrames] of table) {
    const where = peerSettings.length > 0 ? " where the peer takes large frames" : "";
    it(`sends a message of ${byteCount} bytes whole${where}`, () => {
      const { peer, streams } = answering(2, { settings: peerSettings });
      sendMessage(streams[1]!, message(10));
      sendMessage(streams[0]!, message(byteCount), true);
      const [first, ...frames] = takeAll(peer);
      assert.deepEqual(first!.payload, Buffer.from(message(10)));
      const sizes = frames.map(({ payload }) => payload.length);
      assert.deepEqual(sizes.slice(0, firstFrames.length), firstFrames);
      const isEnd = frames.map(({ type, flags }) => type === FrameType.DATA && flags === 1);
      const lastData = frames.findLastIndex(({ type }) => type === FrameType.DATA);
      assert.equal(isEnd.indexOf(true), lastData, "END_STREAM on the last frame and no other");
      const sent = Buffer.concat(frames.slice(0, lastData + 1).map(({ payload }) => payload));
      assert.ok(sent.equals(message(byteCount)), "as it was encoded");
    });
  }

  it("queues what is longer than 64 KiB, so that others have their turns", () => {
    const { peer, streams } = answering(2);
    peer.connection.setBlocked(true);
    streams[1]!.enqueue(message(20_000), false);
    peer.connection.setBlocked(false);
    peer.take();
    const out = streams[0]!.beginMessage()!;
    out.append(message(70_000));
    // Something of another stream comes to wait while the message is encoded.
    streams[1]!.enqueue(message(20_000), false);
    streams[0]!.commitMessage(false);
    assert.deepEqual(peer.take().slice(0, 4), [
      "DATA 3 16384",
      "DATA 1 16384",
      "DATA 3 3616",
      "DATA 1 16384",
    ]);
  });

  it("queues what the windows do not let through whole", () => {
    const { peer, streams } = answering(1, { connectionWindow: 65_535 });
    streams[0]!.enqueue(message(16_384), false);
    sendMessage(streams[0]!, message(60_000), true);
    assert.equal(
      takeAll(peer).reduce((total, { payload }) => total + payload.length, 0),
      65_535,
    );
    peer.sendBytes(windowUpdate(0, 100_000));
    const rest = takeAll(peer);
    assert.equal(rest.at(-1)!.flags, 1);
    assert.equal(rest[0]!.payload.length, 16_384 + 60_000 - 65_535);
  });
});
