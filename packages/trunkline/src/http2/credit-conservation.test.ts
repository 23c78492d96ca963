// Not a byte of flow control is lost, whatever happens to streams: every window is made of what the peer
// may still send, what it sent that is not consumed, and what is consumed but not yet given back.

import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { readUint32 } from "../base/index.js";
import { resolveConnectionOptions } from "./connection-options.js";
import { ConnectionState } from "./connection-state.js";
import { CLIENT_PREFACE, Flag, FrameType } from "./frame.js";
import { receiveChunk } from "./receive-frames.js";
import { data, frame, RecordingSink, ScriptedPeer, settings } from "./scripted-peer.testing.js";
import { DEFAULT_WINDOW_BYTES } from "./settings.js";
import type { Stream } from "./stream.js";
import { isRemoteEnded } from "./stream-state.js";

const STREAM_WINDOW_BYTES = 70_000;

/** Keeps what streams were delivered and what was consumed of it. */
class ReadingSink extends RecordingSink {
  readonly unread: Map<Stream, number> = new Map();
  /** What was kept in place of being consumed, and not given back. */
  readonly kept: Map<Stream, number> = new Map();

  override onData(
    stream: Stream,
    _chunk: Uint8Array,
    start: number,
    end: number,
    _endStream: boolean,
  ): void {
    this.unread.set(stream, (this.unread.get(stream) ?? 0) + end - start);
  }
}

/** A server whose state is open to view, and the windows as its peer reckons them from the wire. */
class Dialogue {
  readonly sink: ReadingSink = new ReadingSink();
  readonly state: ConnectionState;
  readonly #script = new ScriptedPeer("client");
  connectionWindow = DEFAULT_WINDOW_BYTES;
  readonly windows: Map<number, number> = new Map();
  #nextId = 1;
  #isFrameCut = false;

  constructor() {
    const options = {
      streamWindowBytes: STREAM_WINDOW_BYTES,
      maxBufferedBytes: 100_000,
      costBudget: 1_000_000_000,
    };
    const memory = new Uint8Array(65_536);
    const host = {
      scheduleFlush() {},
      flush: () => this.read(),
      lendBuffer: () => memory,
      nowMs: () => 0,
      wakeAt() {},
    };
    this.state = new ConnectionState("server", resolveConnectionOptions(options), host);
    this.state.sink = this.sink;
    this.send(new TextEncoder().encode(CLIENT_PREFACE), settings());
    this.send(frame(FrameType.SETTINGS, Flag.ACK, 0));
  }

  get ids(): number[] {
    return [...this.windows.keys()];
  }

  open(): void {
    this.windows.set(this.#nextId, STREAM_WINDOW_BYTES);
    this.send(this.#script.headers(this.#nextId, "open"));
    this.#nextId += 2;
  }

  send(...chunks: readonly Uint8Array[]): void {
    for (const chunk of chunks) {
      if (!this.state.isDead) receiveChunk(this.state, chunk, 0, Infinity);
      this.read();
    }
  }

  /** DATA as far as the windows let it through; `cutAt` of its octets come in a chunk of their own. */
  sendData(id: number, wanted: number, padding: number, cutAt: number, isEnd: boolean): void {
    const room = Math.min(this.connectionWindow, this.windows.get(id)!, 16_384);
    const payloadBytes = Math.min(wanted, room - padding);
    if (payloadBytes < 0) return;
    const bytes = padding > 0 ? padded(id, payloadBytes, padding) : data(id, payloadBytes);
    if (isEnd) bytes[4]! |= Flag.END_STREAM;
    const counted = bytes.length - 9;
    this.connectionWindow -= counted;
    this.windows.set(id, this.windows.get(id)! - counted);
    const cut = Math.min(cutAt, bytes.length);
    if (cut > 0) this.send(bytes.subarray(0, cut));
    this.#isFrameCut = cut < bytes.length;
    this.meanwhile();
    this.send(bytes.subarray(cut));
    this.#isFrameCut = false;
  }

  /** What happens between the two halves of a frame. */
  meanwhile: () => void = () => {};

  read(): void {
    const { output } = this.state;
    for (let at = 0; at < output.length; ) {
      const length =
        (output.bytes[at]! << 16) | (output.bytes[at + 1]! << 8) | output.bytes[at + 2]!;
      const id = readUint32(output.bytes, at + 5);
      if (output.bytes[at + 3] === FrameType.WINDOW_UPDATE) {
        const increment = readUint32(output.bytes, at + 9);
        if (id === 0) this.connectionWindow += increment;
        else if (this.windows.has(id)) this.windows.set(id, this.windows.get(id)! + increment);
      }
      at += 9 + length;
    }
    output.length = 0;
    this.state.isFlushScheduled = false;
  }

  check(connectionWindowBytes: number): void {
    const { state } = this;
    assert.equal(state.isDead, false, this.sink.closedMessage);
    assert.equal(state.receiveWindow + state.unreturnedBytes, connectionWindowBytes);
    let unconsumed = 0;
    for (const stream of this.sink.streams.values()) {
      unconsumed += stream.unconsumedBytes;
      if (isRemoteEnded(stream.state)) continue;
      const kept = this.sink.kept.get(stream) ?? 0;
      const total = stream.receiveWindow + stream.unconsumedBytes + stream.unreturnedBytes + kept;
      assert.equal(total, STREAM_WINDOW_BYTES, `the whole window of stream ${stream.id}`);
    }
    assert.equal(state.unconsumedBytes, unconsumed, "unconsumed bytes of the connection");
    if (!this.#isFrameCut) this.#checkAgainstWire();
  }

  /** Where no frame is under way, both ends reckon the same, and what counts has been delivered. */
  #checkAgainstWire(): void {
    assert.equal(this.state.receiveWindow, this.connectionWindow, "the connection's window");
    for (const stream of this.sink.streams.values()) {
      const unread = this.sink.unread.get(stream) ?? 0;
      assert.ok(stream.unconsumedBytes <= unread, `stream ${stream.id} counts what never came`);
      if (isRemoteEnded(stream.state)) continue;
      assert.equal(
        stream.receiveWindow,
        this.windows.get(stream.id),
        `stream ${stream.id}'s window`,
      );
    }
  }
}

function padded(id: number, byteCount: number, padding: number): Uint8Array {
  const payload = new Uint8Array(byteCount + padding);
  payload[0] = padding - 1;
  return frame(FrameType.DATA, Flag.PADDED, id, payload);
}

type Act = (dialogue: Dialogue, stream: Stream | undefined) => void;

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.integer({ min: 1, max: 40_000 }).map((byteCount): Act => {
    return ({ sink }, stream) => {
      const unread = stream === undefined ? 0 : (sink.unread.get(stream) ?? 0);
      const consumed = Math.min(unread, byteCount);
      if (stream === undefined || consumed === 0) return;
      sink.unread.set(stream, unread - consumed);
      stream.consume(consumed);
    };
  }),
  fc.integer({ min: 1, max: 40_000 }).map((byteCount): Act => {
    return ({ sink }, stream) => {
      const unread = stream === undefined ? 0 : (sink.unread.get(stream) ?? 0);
      const kept = Math.min(unread, byteCount);
      if (stream === undefined || kept === 0) return;
      sink.unread.set(stream, unread - kept);
      sink.kept.set(stream, (sink.kept.get(stream) ?? 0) + kept);
      stream.keep(kept);
    };
  }),
  fc.integer({ min: 1, max: 40_000 }).map((byteCount): Act => {
    return ({ sink }, stream) => {
      const kept = stream === undefined ? 0 : (sink.kept.get(stream) ?? 0);
      const given = Math.min(kept, byteCount);
      if (stream === undefined || given === 0) return;
      sink.kept.set(stream, kept - given);
      stream.giveBack(given);
    };
  }),
  fc.constant<Act>((_, stream) => stream?.reset(8)),
  fc.constant<Act>((_, stream) => stream?.release()),
  fc.constant<Act>((_, stream) => stream?.sendHeaders([[":status", "200"]], true)),
);

const step = fc.record({
  stream: fc.nat({ max: 3 }),
  opens: fc.boolean(),
  byteCount: fc.integer({ min: 0, max: 16_384 }),
  padding: fc.constantFrom(0, 0, 1, 200),
  cutAt: fc.constantFrom(0, 5, 9, 12, 1000, 99_999),
  isEnd: fc.integer({ min: 0, max: 5 }).map((value) => value === 0),
  peerResets: fc.integer({ min: 0, max: 9 }).map((value) => value === 0),
  meanwhile: act,
  after: act,
});

it("credit granted is credit outstanding plus credit held, in any dialogue", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      const dialogue = new Dialogue();
      const whole = dialogue.connectionWindow;
      const ended = new Set<number>();
      for (const each of steps) {
        if (each.opens || dialogue.ids.length === 0) dialogue.open();
        const id = dialogue.ids.at(-1 - (each.stream % dialogue.ids.length))!;
        const stream = dialogue.sink.streams.get(id);
        dialogue.meanwhile = () => {
          each.meanwhile(dialogue, stream);
          dialogue.read();
          dialogue.check(whole);
        };
        if (!ended.has(id)) {
          dialogue.sendData(id, each.byteCount, each.padding, each.cutAt, each.isEnd);
          if (each.isEnd) ended.add(id);
        }
        if (each.peerResets && !ended.has(id)) {
          dialogue.send(frame(FrameType.RST_STREAM, 0, id, [0, 0, 0, 8]));
          ended.add(id);
        }
        each.after(dialogue, stream);
        dialogue.read();
        dialogue.check(whole);
      }
      for (const stream of dialogue.sink.streams.values()) {
        stream.reset(8);
        stream.release();
      }
      assert.equal(dialogue.state.unconsumedBytes, 0, "bytes that nobody will ever consume");
      assert.ok(dialogue.state.receiveWindow >= whole / 2, "the connection stays open for others");
    }),
    { numRuns: 300, includeErrorInReport: true },
  );
});

it("a call answered in the middle of a DATA frame leaves nothing counted", () => {
  const dialogue = new Dialogue();
  for (let call = 0; call < 40; call++) {
    dialogue.open();
    const stream = dialogue.sink.streams.get(dialogue.ids.at(-1)!)!;
    dialogue.meanwhile = () => {
      stream.consume(91);
      stream.sendHeaders([[":status", "200"]], true);
    };
    dialogue.sendData(stream.id, 16_384, 0, 100, false);
    assert.equal(dialogue.state.unconsumedBytes, 0);
  }
});
