// HTTP/2 at the least cost a load generator can have: requests are constant bytes with the stream id
// patched in, replies are compared in the received chunk, and each chunk is answered with one write.

import type { Socket } from "node:net";
import type { LoadRequest } from "./load-request.js";
import { ReplyCheck } from "./reply-check.js";
import {
  constantRequests,
  frameHeader,
  type RequestSequence,
  type RequestTemplate,
} from "./request-template.js";
import type { LoadConnection, Tally } from "./tally.js";
import { varyingRequests } from "./varying-requests.js";
import type { Protocol } from "./workload.js";

const DATA = 0x0;
const HEADERS = 0x1;
const RST_STREAM = 0x3;
const SETTINGS = 0x4;
const PING = 0x6;
const GOAWAY = 0x7;
const WINDOW_UPDATE = 0x8;
const END_STREAM = 0x1;
const ACK = 0x1;
const END_HEADERS = 0x4;
const PADDED_OR_PRIORITY = 0x28;
const SETTINGS_HEADER_TABLE_SIZE = 0x1;
const SETTINGS_MAX_CONCURRENT_STREAMS = 0x3;
const SETTINGS_INITIAL_WINDOW_SIZE = 0x4;

const DEFAULT_TABLE_BYTES = 4096;
const LARGEST_WINDOW = 2 ** 31 - 1;
/** Received bytes after which the connection's window is opened again. */
const WINDOW_STEP = 2 ** 30;
/** What a reply may have: no stream's window is ever opened again. */
const STREAM_WINDOW = 2 ** 20;
/** Streams are told apart by the low bits of their number: far more than are ever in flight. */
const SLOTS = 1 << 16;
const FREE = -1;
const OUTPUT_BYTES = 256 * 1024;

function windowUpdate(increment: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(increment);
  return Buffer.concat([frameHeader(4, WINDOW_UPDATE, 0, 0), payload]);
}

function setting(name: number, value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUInt16BE(name);
  bytes.writeUInt32BE(value, 2);
  return bytes;
}

/** A request of which the frames from number `sent` on have not left. */
interface Unsent {
  readonly request: RequestTemplate;
  readonly streamId: number;
  sent: number;
}

/** One HTTP/2 connection of a load, which keeps `streams` calls in flight. */
export class Http2Load implements LoadConnection {
  readonly drained: Promise<void>;
  readonly #socket: Socket;
  readonly #tally: Tally;
  readonly #finish: () => void;
  readonly #protocol: Protocol;
  readonly #request: LoadRequest;
  readonly #check: ReplyCheck;
  /** The requests that are in flight, by slot. */
  readonly #requestOf: RequestTemplate[] = [];
  /** The moments at which they were due, where calls are begun from outside. */
  readonly #dueAtMs = new Float64Array(SLOTS);
  /** Bytes of the reply's body received so far, by slot; FREE where there is no call. */
  readonly #received = new Int32Array(SLOTS).fill(FREE);
  #requests: RequestSequence | null = null;
  #nextStreamId = 1;
  #inFlight = 0;
  /** Requests of which frames wait for the peer's window. */
  #unsent: Unsent[] = [];
  #sendWindow = 65_535;
  #consumed = 0;
  #rest: Buffer | null = null;
  #output = Buffer.allocUnsafeSlow(OUTPUT_BYTES);
  #outputLength = 0;

  constructor(socket: Socket, tally: Tally, request: LoadRequest) {
    this.#socket = socket;
    this.#tally = tally;
    this.#request = request;
    this.#protocol = request.protocol;
    this.#check = new ReplyCheck(request.protocol);
    let finish = () => {};
    this.drained = new Promise((resolve) => {
      finish = resolve;
    });
    this.#finish = finish;
    socket.on("data", (chunk) => this.#receive(chunk));
    this.#append(Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    this.#append(frameHeader(6, SETTINGS, 0, 0));
    this.#append(setting(SETTINGS_INITIAL_WINDOW_SIZE, STREAM_WINDOW));
    this.#append(windowUpdate(LARGEST_WINDOW - 65_535));
    this.flush();
  }

  get hasRoom(): boolean {
    return (
      this.#requests !== null && this.#inFlight < this.#request.streams && this.#unsent.length === 0
    );
  }

  start(dueAtMs: number): void {
    this.#startCall(dueAtMs);
  }

  #receive(chunk: Buffer): void {
    const bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at + 9 <= bytes.length) {
      const length = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
      const end = at + 9 + length;
      if (end > bytes.length) break;
      const streamId = bytes.readUInt32BE(at + 5);
      const wrong = this.#receiveFrame(
        bytes,
        bytes[at + 3]!,
        bytes[at + 4]!,
        streamId,
        at + 9,
        end,
      );
      if (wrong !== null) {
        this.#tally.fail(`Reply is not the one expected: ${wrong}`);
        return;
      }
      at = end;
    }
    this.#rest = at === bytes.length ? null : bytes.subarray(at);
    this.flush();
  }

  /** Returns what is wrong with the frame, or null. */
  #receiveFrame(
    bytes: Buffer,
    type: number,
    flags: number,
    streamId: number,
    start: number,
    end: number,
  ): string | null {
    switch (type) {
      case DATA:
        return this.#receiveData(bytes, flags, streamId, start, end);
      case HEADERS:
        return this.#receiveHeaders(bytes, flags, streamId, start, end);
      case SETTINGS:
        return (flags & ACK) === 0 ? this.#receiveSettings(bytes, start, end) : null;
      case PING:
        if ((flags & ACK) === 0) {
          this.#append(frameHeader(8, PING, ACK, 0));
          this.#append(bytes.subarray(start, end));
        }
        return null;
      case WINDOW_UPDATE:
        if (streamId === 0) {
          this.#sendWindow += bytes.readUInt32BE(start);
          this.#sendWaiting();
        }
        return null;
      case RST_STREAM:
        // NO_ERROR after a whole reply only says that the rest of the request is not wanted.
        return bytes.readUInt32BE(start) === 0 && this.#received[this.#slot(streamId)] === FREE
          ? null
          : `RST_STREAM with error code ${bytes.readUInt32BE(start)}`;
      case GOAWAY:
        return this.#tally.isDraining ? null : `GOAWAY with code ${bytes.readUInt32BE(start + 4)}`;
      default:
        return null;
    }
  }

  #receiveData(
    bytes: Buffer,
    flags: number,
    streamId: number,
    start: number,
    end: number,
  ): string | null {
    if ((flags & PADDED_OR_PRIORITY) !== 0) return "DATA with padding";
    const slot = this.#slot(streamId);
    const received = this.#received[slot]!;
    if (received === FREE) return "DATA on a stream that has ended";
    const expected = this.#requestOf[slot]!.reply;
    if (!isAt(expected, received, bytes, start, end)) {
      return `DATA holds ${bytes.toString("hex", start, end).slice(0, 200)}`;
    }
    this.#received[slot] = received + end - start;
    this.#consumed += end - start;
    if (this.#consumed > WINDOW_STEP) {
      this.#append(windowUpdate(this.#consumed));
      this.#consumed = 0;
    }
    if ((flags & END_STREAM) === 0) return null;
    return this.#protocol === "grpc" ? "no trailers" : this.#endCall(slot);
  }

  #receiveHeaders(
    bytes: Buffer,
    flags: number,
    streamId: number,
    start: number,
    end: number,
  ): string | null {
    if ((flags & END_HEADERS) === 0) return "header block in several frames";
    if ((flags & PADDED_OR_PRIORITY) !== 0) return "HEADERS with padding or priority";
    const kind = this.#check.judge(bytes, start, end);
    if (typeof kind === "object") return kind.wrong;
    const isEnd = (flags & END_STREAM) !== 0;
    if (isEnd !== (kind === "trailers")) return `${kind} with END_STREAM ${isEnd}`;
    return isEnd ? this.#endCall(this.#slot(streamId)) : null;
  }

  #receiveSettings(bytes: Buffer, start: number, end: number): string | null {
    for (let at = start; at < end; at += 6) {
      const value = bytes.readUInt32BE(at + 2);
      const setting = bytes.readUInt16BE(at);
      if (setting === SETTINGS_HEADER_TABLE_SIZE && value < DEFAULT_TABLE_BYTES) {
        return `the server's header table has ${value} bytes, the requests need ${DEFAULT_TABLE_BYTES}`;
      }
      if (setting === SETTINGS_MAX_CONCURRENT_STREAMS && value < this.#request.streams) {
        return `the server takes ${value} streams at once, the load needs ${this.#request.streams}`;
      }
    }
    this.#append(frameHeader(0, SETTINGS, ACK, 0));
    if (this.#requests !== null) return null;
    const { protocol, target, kind, authority, streams } = this.#request;
    const origin = {
      authority: target,
      scheme: authority === undefined ? "http" : "https",
    } as const;
    this.#requests =
      !kind.headersVary && kind.nameBytes === undefined
        ? constantRequests(protocol, origin)
        : varyingRequests(protocol, origin, kind);
    if (this.#tally.isClosedLoop) {
      for (let started = 0; started < streams; started++) this.#startCall(0);
    }
    return null;
  }

  #startCall(dueAtMs: number): void {
    const streamId = this.#nextStreamId;
    const request = this.#requests!.at((streamId - 1) / 2);
    const slot = this.#slot(streamId);
    if (this.#received[slot] !== FREE) {
      this.#tally.fail(`Stream ${streamId - 2 * SLOTS} was never answered`);
      return;
    }
    this.#received[slot] = 0;
    this.#requestOf[slot] = request;
    this.#dueAtMs[slot] = dueAtMs;
    this.#nextStreamId += 2;
    this.#inFlight++;
    if (this.#unsent.length === 0 && this.#sendWindow >= request.windowBytes) {
      this.#sendWindow -= request.windowBytes;
      const start = this.#append(request.bytes);
      for (const at of request.idsAt) this.#output.writeUInt32BE(streamId, start + at);
      return;
    }
    this.#unsent.push({ request, streamId, sent: 0 });
    this.#sendWaiting();
  }

  /** Sends the frames of #unsent that the window has room for, in their order. */
  #sendWaiting(): void {
    let done = 0;
    for (const waiting of this.#unsent) {
      this.#sendFrames(waiting);
      if (waiting.sent < waiting.request.idsAt.length) break;
      done++;
    }
    if (done > 0) this.#unsent.splice(0, done);
  }

  #sendFrames(waiting: Unsent): void {
    const { bytes, idsAt } = waiting.request;
    for (; waiting.sent < idsAt.length; waiting.sent++) {
      const start = idsAt[waiting.sent]! - 5;
      const end = (idsAt[waiting.sent + 1] ?? bytes.length + 5) - 5;
      // The first frame is HEADERS, which no window counts.
      const windowBytes = waiting.sent === 0 ? 0 : end - start - 9;
      if (windowBytes > this.#sendWindow) return;
      this.#sendWindow -= windowBytes;
      const at = this.#append(bytes.subarray(start, end));
      this.#output.writeUInt32BE(waiting.streamId, at + 5);
    }
  }

  #endCall(slot: number): string | null {
    const expected = this.#requestOf[slot]?.reply.length;
    if (this.#received[slot] !== expected) {
      return `${this.#received[slot]} bytes of body instead of ${expected}`;
    }
    this.#received[slot] = FREE;
    this.#inFlight--;
    this.#tally.answered(this.#dueAtMs[slot]!);
    if (!this.#tally.isDraining && this.#tally.isClosedLoop) this.#startCall(0);
    else if (this.#inFlight === 0) this.#finish();
    return null;
  }

  #slot(streamId: number): number {
    return (streamId >>> 1) & (SLOTS - 1);
  }

  /** Appends `bytes` to what leaves with the next flush; returns where they stand in the output. */
  #append(bytes: Uint8Array): number {
    if (this.#outputLength + bytes.length > OUTPUT_BYTES) this.flush();
    const start = this.#outputLength;
    this.#output.set(bytes, start);
    this.#outputLength += bytes.length;
    return start;
  }

  flush(): void {
    if (this.#outputLength === 0) return;
    this.#socket.write(this.#output.subarray(0, this.#outputLength));
    this.#outputLength = 0;
    // What the system has not taken yet still lies in this memory.
    if (this.#socket.writableLength > 0) this.#output = Buffer.allocUnsafeSlow(OUTPUT_BYTES);
  }
}

/** A short reply is compared by octets, which costs less than a call of native code. */
const SHORT_BYTES = 64;

/** True where bytes `start` to `end` of `bytes` are what `expected` has from `from` on. */
function isAt(expected: Buffer, from: number, bytes: Buffer, start: number, end: number): boolean {
  const to = from + end - start;
  if (to > expected.length) return false;
  if (end - start > SHORT_BYTES) return expected.compare(bytes, start, end, from, to) === 0;
  for (let at = start; at < end; at++) if (bytes[at] !== expected[from + at - start]) return false;
  return true;
}
