// The other end of a connection under test. A dialogue is frames sent and frames expected: whatever the
// engine says must be expected, in its order, or the case fails at its end at the latest.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type ConnectionOptions, Http2Connection, type Role, type Stream } from "trunkline/http2";
import { Application } from "./application.js";
import { type Fields, request } from "./fields.js";
import {
  type ErrorName,
  encodeFrame,
  end,
  type Frame,
  goAway,
  headers,
  ping,
  settings,
  settingsAck,
  typeName,
} from "./frames.js";
import { FrameReader } from "./read-frames.js";

/** What a client says first (RFC 9113 §3.4). */
export const clientPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/** The peers of the case that is running, and how many bytes at a time they send. */
let peers: Peer[] = [];
let chunkBytes = Number.POSITIVE_INFINITY;

/**
 * A case: what the specification requires, in a sentence, and the dialogue that shows it. It is held
 * twice, with whole frames and with every byte arriving on its own, for the wire knows no frames.
 */
export function requirement(sentence: string, dialogue: () => void): void {
  hold(sentence, dialogue, Number.POSITIVE_INFINITY);
  hold(`${sentence} (a byte at a time)`, dialogue, 1);
}

/** The same, held once: for dialogues of many megabytes. */
export function bulkRequirement(sentence: string, dialogue: () => void): void {
  hold(sentence, dialogue, Number.POSITIVE_INFINITY);
}

function hold(name: string, dialogue: () => void, bytesAtATime: number): void {
  test(name, () => {
    peers = [];
    chunkBytes = bytesAtATime;
    dialogue();
    assert.ok(peers.length > 0, "a dialogue needs a peer");
    for (const peer of peers) peer.expectNothing();
  });
}

export class Peer {
  readonly app: Application = new Application();
  readonly connection: Http2Connection;
  readonly #reader = new FrameReader();
  #sent: Uint8Array[] = [];
  #unread: Frame[] = [];
  #nowMs = 0;
  /** When the engine wants its timers looked at. */
  #wakesAtMs = Number.POSITIVE_INFINITY;
  /** How much of the client preface the engine, where it is the client, has still to send. */
  #prefaceLeft: string;

  /** @param role the engine's: this peer plays the other */
  constructor(role: Role, options?: ConnectionOptions) {
    const host = {
      scheduleFlush: () => {},
      flush: () => this.#take(),
      lendBuffer: () => new Uint8Array(65_536),
      nowMs: () => this.#nowMs,
      wakeAt: (atMs: number) => {
        this.#wakesAtMs = atMs;
      },
    };
    this.#prefaceLeft = role === "client" ? clientPreface : "";
    this.connection = new Http2Connection(role, host, options);
    this.connection.start(this.app);
    peers.push(this);
  }

  /** Sends frames, each in a chunk of its own. */
  send(...frames: readonly Frame[]): void {
    for (const each of frames) this.sendBytes(encodeFrame(each));
  }

  /** Sends frames in one chunk. */
  sendTogether(...frames: readonly Frame[]): void {
    this.sendBytes(Buffer.concat(frames.map((each) => encodeFrame(each))));
  }

  sendBytes(bytes: Uint8Array): void {
    const step = Math.min(chunkBytes, Math.max(1, bytes.length));
    for (let at = 0; at < bytes.length; at += step) {
      const chunk = Uint8Array.from(bytes.subarray(at, at + step));
      this.connection.receive(chunk);
      // The engine was lent it: who kept a view of it reads nonsense from here on.
      chunk.fill(0xee);
    }
  }

  sendText(text: string): void {
    this.sendBytes(Buffer.from(text, "latin1"));
  }

  /** The next frames of the engine must be these. */
  expect(...frames: readonly Frame[]): void {
    for (const wanted of frames) this.expectFrame(wanted);
  }

  /** The same for one frame, which it returns as it came. */
  expectFrame(wanted: Frame): Frame {
    const came = this.next();
    assert.ok(came !== undefined, `the engine was silent: expected ${describe(wanted)}`);
    const isSame =
      came.type === wanted.type &&
      came.streamId === wanted.streamId &&
      Object.entries(wanted.meaning).every(
        ([name, value]) => value === undefined || came.meaning[name] === value,
      );
    if (!isSame) assert.equal(describe(came), describe(wanted));
    return came;
  }

  /** The next frame of the engine, whatever it is. */
  next(): Frame | undefined {
    this.#read();
    return this.#unread.shift();
  }

  /** Every frame of the engine that has not been looked at. */
  rest(): Frame[] {
    this.#read();
    return this.#unread.splice(0);
  }

  expectNothing(): void {
    assert.deepEqual(this.rest().map(describe), [], "the engine said more than was expected");
  }

  /** What the layer above has heard since the last call. */
  hears(...lines: readonly string[]): void {
    assert.deepEqual(this.app.take(), lines);
  }

  /** The engine gives the connection up: GOAWAY with this error is its last word. */
  expectConnectionError(error: ErrorName): void {
    this.expect(goAway(error));
    this.expectNothing();
    assert.ok(this.connection.isDead, "the connection must be over");
    assert.equal(this.app.take().at(-1), `closed ${error}`);
    // Nothing is looked at any more.
    this.send(ping());
    this.expectNothing();
  }

  /** The connection works: a PING comes back, and nothing before it. */
  expectAlive(): void {
    this.send(ping("alive???"));
    this.expect(ping("alive???", "ack"));
  }

  /** Time passes, and each timer of the engine goes off at its own. */
  wait(ms: number): void {
    const untilMs = this.#nowMs + ms;
    while (this.#wakesAtMs <= untilMs) {
      this.#nowMs = this.#wakesAtMs;
      this.#wakesAtMs = Number.POSITIVE_INFINITY;
      this.connection.checkTimers();
    }
    this.#nowMs = untilMs;
  }

  /** The stream that the application heard of, or opened. */
  stream(id: number): Stream {
    const stream = this.app.streams.get(id);
    assert.ok(stream !== undefined, `the application has heard nothing of stream ${id}`);
    return stream;
  }

  /** Where the engine is the client: it opens a stream with a request, which this peer reads. */
  receivesRequest(ending?: typeof end, fields: Fields = request): Stream {
    const stream = this.connection.openStream(null);
    assert.ok(stream !== null, "the engine must be able to open a stream");
    this.app.streams.set(stream.id, stream);
    stream.sendHeaders([fields], ending === end);
    this.expect(headers(stream.id, fields, ending));
    return stream;
  }

  #read(): void {
    this.#take();
    let bytes: Uint8Array = Buffer.concat(this.#sent);
    this.#sent = [];
    if (this.#prefaceLeft !== "" && bytes.length > 0) {
      const length = Math.min(bytes.length, this.#prefaceLeft.length);
      const text = Buffer.from(bytes.subarray(0, length)).toString("latin1");
      assert.equal(text, this.#prefaceLeft.slice(0, length), "the client's preface");
      this.#prefaceLeft = this.#prefaceLeft.slice(length);
      bytes = bytes.subarray(length);
    }
    this.#unread.push(...this.#reader.read(bytes));
  }

  #take(): void {
    const { output } = this.connection;
    this.connection.outputTaken();
    if (output.length > 0)
      this.#sent.push(Uint8Array.from(output.bytes.subarray(0, output.length)));
    output.length = 0;
  }
}

/** A peer that plays the client, past both prefaces. */
export function playClient(options?: ConnectionOptions): Peer {
  const peer = new Peer("server", options);
  peer.sendText(clientPreface);
  peer.send(settings(), settingsAck());
  peer.rest();
  return peer;
}

/** A peer that plays the server, past both prefaces. */
export function playServer(options?: ConnectionOptions): Peer {
  const peer = new Peer("client", options);
  peer.send(settings(), settingsAck());
  peer.rest();
  peer.app.take();
  return peer;
}

/** A frame as a line of a failure's message. */
function describe({ type, streamId, meaning }: Frame): string {
  const said = Object.entries(meaning)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [typeName(type), streamId, ...said].join(" ");
}
