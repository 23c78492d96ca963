// The other end of a connection under test, as a script: frames go in as bytes, what comes out is read
// back into frames and compared. No sockets, no time.

import assert from "node:assert/strict";
import { copyBytes, OutputBuffer, readUint32 } from "../base/index.js";
import { HpackDecoder, HpackEncoder } from "../hpack/index.js";
import { CLIENT_PREFACE, Flag, FrameType, writeFrameHeader } from "./frame.js";
import {
  type ConnectionHost,
  type ConnectionOptions,
  type ConnectionSink,
  errorCodeName,
  HeaderBlock,
  Http2Connection,
  type Role,
  type Stream,
} from "./index.js";

export const requestFields: readonly string[] = [
  ":method",
  "POST",
  ":scheme",
  "http",
  ":path",
  "/pkg.Service/Method",
];

const typeNames = Object.keys(FrameType);

/** What a sink heard, one line each: `headers 1 end`, `data 1 5`, `reset 1 CANCEL`, `closed PROTOCOL_ERROR`. */
export class RecordingSink implements ConnectionSink {
  readonly events: string[] = [];
  readonly streams: Map<number, Stream> = new Map();
  /** Consumes data as it arrives; turn off to play a slow reader. */
  consumes = true;
  closedMessage = "";
  /** What the engine is told when it asks whether a reset is free. */
  freeResets = false;
  idleCount = 0;
  /** How often the first SETTINGS were reported. */
  settingsCount = 0;

  onHeaders(stream: Stream, headers: HeaderBlock, endStream: boolean): void {
    this.streams.set(stream.id, stream);
    const status = headers.get(":status");
    this.#record(`headers ${stream.id}${status === undefined ? "" : ` ${status}`}`, endStream);
  }

  onData(stream: Stream, _chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    this.#record(`data ${stream.id} ${end - start}`, endStream);
    if (this.consumes) stream.consume(end - start);
  }

  onTrailers(stream: Stream): void {
    this.#record(`trailers ${stream.id}`, false);
  }

  onReset(stream: Stream, error: { code: number; isUnprocessed: boolean }): void {
    const unprocessed = error.isUnprocessed ? " unprocessed" : "";
    this.#record(`reset ${stream.id} ${errorCodeName(error.code)}${unprocessed}`, false);
  }

  onWritable(stream: Stream): void {
    this.#record(`writable ${stream.id}`, false);
  }

  isResetFree(): boolean {
    return this.freeResets;
  }

  onPingAck(): void {
    this.#record("ping answered", false);
  }

  onIdle(): void {
    this.idleCount++;
  }

  onSettings(): void {
    this.settingsCount++;
  }

  onCapacity(): void {
    this.#record("capacity", false);
  }

  onGoAway(goAway: { lastStreamId: number; code: number }): void {
    this.#record(`goaway ${goAway.lastStreamId} ${errorCodeName(goAway.code)}`, false);
  }

  onClosed(error: { code: number; message: string } | null): void {
    this.closedMessage = error?.message ?? "";
    this.#record(error === null ? "closed" : `closed ${errorCodeName(error.code)}`, false);
  }

  /** Takes what was heard since the last call. */
  take(): string[] {
    return this.events.splice(0);
  }

  #record(event: string, endStream: boolean): void {
    this.events.push(endStream ? `${event} end` : event);
  }
}

export interface FrameIn {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Uint8Array;
}

/** A connection under test with the script that talks to it. */
export class ScriptedPeer {
  readonly sink: RecordingSink = new RecordingSink();
  readonly connection: Http2Connection;
  /** What the connection asks; a test may answer otherwise. */
  readonly host: ConnectionHost;
  readonly #encoder = new HpackEncoder();
  readonly #decoder = new HpackDecoder();
  flushes = 0;
  /** Called when the connection asks for a flush; take() is one. */
  onScheduleFlush: () => void = () => {};
  /** How much memory the host lends for output. */
  lentBytes = 65_536;
  /** The host's clock; moved by `advance`. */
  nowMs = 0;
  /** When the connection wants checkTimers(). */
  wakesAtMs: number = Infinity;
  #sent: Uint8Array[] = [];

  constructor(role: Role, options?: ConnectionOptions) {
    const flush = (): void => {
      this.flushes++;
      this.#take();
    };
    this.host = {
      scheduleFlush: () => this.onScheduleFlush(),
      flush,
      lendBuffer: () => new Uint8Array(this.lentBytes),
      nowMs: () => this.nowMs,
      wakeAt: (atMs) => {
        this.wakesAtMs = atMs;
      },
    };
    this.connection = new Http2Connection(role, this.host, options);
    this.connection.start(this.sink);
  }

  /** A connection past its prefaces, with what both sides said in them already read. */
  static afterPreface(role: Role, options?: ConnectionOptions): ScriptedPeer {
    const peer = new ScriptedPeer(role, options);
    if (role === "server") peer.sendBytes(new TextEncoder().encode(CLIENT_PREFACE));
    peer.sendBytes(settings(), frame(FrameType.SETTINGS, Flag.ACK, 0));
    peer.takeBytes();
    return peer;
  }

  /** Lets time pass, with every timer at its own time. */
  advance(durationMs: number): void {
    const untilMs = this.nowMs + durationMs;
    while (this.wakesAtMs <= untilMs) {
      this.nowMs = this.wakesAtMs;
      this.wakesAtMs = Infinity;
      this.connection.checkTimers();
    }
    this.nowMs = untilMs;
  }

  sendBytes(...chunks: readonly Uint8Array[]): void {
    for (const chunk of chunks) this.connection.receive(chunk);
  }

  /** The HEADERS frame of a request or, with other fields, of anything else. */
  headers(streamId: number, flags = "end", fields: readonly string[] = requestFields): Uint8Array {
    const out = new OutputBuffer();
    this.#encoder.encode(out, [fields]);
    const endStream = flags === "end" ? Flag.END_STREAM : 0;
    return frame(
      FrameType.HEADERS,
      endStream | Flag.END_HEADERS,
      streamId,
      out.bytes.slice(0, out.length),
    );
  }

  /** Everything that the connection has sent since the last call, as bytes. */
  takeBytes(): Uint8Array {
    this.#take();
    const bytes = Buffer.concat(this.#sent);
    this.#sent = [];
    return bytes;
  }

  /** Everything that the connection has sent since the last call, as frames. */
  takeFrames(): FrameIn[] {
    const bytes = this.takeBytes();
    const frames: FrameIn[] = [];
    for (let at = 0; at < bytes.length; ) {
      const length = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
      const payload = bytes.subarray(at + 9, at + 9 + length);
      assert.equal(payload.length, length, "the connection sent half a frame");
      frames.push({
        type: bytes[at + 3]!,
        flags: bytes[at + 4]!,
        streamId: readUint32(bytes, at + 5),
        payload,
      });
      at += 9 + length;
    }
    return frames;
  }

  /** The same, a line each: `HEADERS 1 :status=200 end`, `DATA 1 5`, `RST_STREAM 1 CANCEL`. */
  take(): string[] {
    return this.takeFrames().map((frame) => this.#describe(frame));
  }

  #describe({ type, flags, streamId, payload }: FrameIn): string {
    const name = typeNames[type] ?? `type ${type}`;
    const end = (flags & Flag.END_STREAM) !== 0 ? " end" : "";
    switch (type) {
      case FrameType.DATA:
        return `${name} ${streamId} ${payload.length}${end}`;
      case FrameType.HEADERS: {
        const block = this.#decoder.decode(payload, 0, payload.length);
        assert.ok(block instanceof HeaderBlock, "the connection sent a broken header block");
        return `${name} ${streamId} ${block.fields[0]}=${block.fields[1]}${end}`;
      }
      case FrameType.RST_STREAM:
        return `${name} ${streamId} ${errorCodeName(readUint32(payload, 0))}`;
      case FrameType.GOAWAY:
        return `${name} ${readUint32(payload, 0)} ${errorCodeName(readUint32(payload, 4))}`;
      case FrameType.WINDOW_UPDATE:
        return `${name} ${streamId} ${readUint32(payload, 0)}`;
      default:
        return `${name} ${streamId}${(flags & Flag.ACK) !== 0 ? " ack" : ""}`;
    }
  }

  #take(): void {
    const { output } = this.connection;
    this.connection.outputTaken();
    if (output.length > 0) this.#sent.push(copyBytes(output.bytes, 0, output.length));
    output.length = 0;
  }
}

/** Any frame. */
export function frame(
  type: number,
  flags: number,
  streamId: number,
  payload: Uint8Array | readonly number[] = [],
): Uint8Array {
  const bytes = new Uint8Array(9 + payload.length);
  writeFrameHeader(bytes, 0, payload.length, type, flags, streamId);
  bytes.set(payload, 9);
  return bytes;
}

export function data(streamId: number, byteCount: number, flags = ""): Uint8Array {
  const payload = new Uint8Array(byteCount).fill(0x61);
  return frame(FrameType.DATA, flags === "end" ? Flag.END_STREAM : 0, streamId, payload);
}

export function reset(streamId: number, code = 8): Uint8Array {
  return frame(FrameType.RST_STREAM, 0, streamId, uint32(code));
}

export function windowUpdate(streamId: number, increment: number): Uint8Array {
  return frame(FrameType.WINDOW_UPDATE, 0, streamId, uint32(increment));
}

/** SETTINGS with identifiers and values in turn. */
export function settings(...pairs: readonly number[]): Uint8Array {
  const payload: number[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    payload.push(pairs[at]! >> 8, pairs[at]! & 0xff, ...uint32(pairs[at + 1]!));
  }
  return frame(FrameType.SETTINGS, 0, 0, payload);
}

export function goAway(lastStreamId: number, code = 0): Uint8Array {
  return frame(FrameType.GOAWAY, 0, 0, [...uint32(lastStreamId), ...uint32(code)]);
}

export function uint32(value: number): number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
