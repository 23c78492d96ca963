// The engine's streams: what each command of the contract in stream.ts does to the connection.

import type { OutputBuffer } from "../base/index.js";
import { checkFields, type HeaderPart, HeaderTemplate } from "../hpack/index.js";
import { commitLongMessage } from "./commit-long-message.js";
import type { ConnectionState } from "./connection-state.js";
import { ANSWERS_HEAD, asksForHead } from "./content-length.js";
import {
  DEFAULT_MAX_FRAME_BYTES,
  Flag,
  FRAME_HEADER_BYTES,
  FrameType,
  writeFrameHeader,
} from "./frame.js";
import { defer, isHeldBack, outputWritten, roomFor, runDeferred } from "./output.js";
import { consumeBytes, giveBackBytes, keepBytes } from "./receive-window.js";
import { sendReset } from "./send-control.js";
import { sendHeaderBlock } from "./send-headers.js";
import { watchForStalls } from "./stall-watch.js";
import { Stream } from "./stream.js";
import { closeStream, dropUnconsumed, endLocal, releaseStream } from "./stream-lifecycle.js";
import { isLocalEnded, isRemoteEnded, StreamState } from "./stream-state.js";
import { makeReady, pump, queueBytes } from "./write-scheduler.js";

/** Room asked for when a message begins; it grows from there. */
const USUAL_MESSAGE_BYTES = 1024;

export class EngineStream extends Stream {
  readonly id: number;
  readonly #connection: ConnectionState;

  constructor(connection: ConnectionState, id: number) {
    super();
    this.id = id;
    this.#connection = connection;
    this.sendWindow = connection.peer.initialWindowBytes;
    this.receiveWindow = connection.streamWindowBytes;
  }

  get peerMaxHeaderListBytes(): number {
    return this.#connection.peer.maxHeaderListBytes;
  }

  get isWritable(): boolean {
    return !this.isFull;
  }

  get isWriteClosed(): boolean {
    return isLocalEnded(this.state) || this.queuedEnd !== null;
  }

  get isReadClosed(): boolean {
    return isRemoteEnded(this.state);
  }

  sendHeaders(parts: readonly HeaderPart[], endStream: boolean): void {
    const connection = this.#connection;
    if (isLocalEnded(this.state)) return;
    checkParts(parts);
    if (this.state === StreamState.idle) {
      claimTurn(connection, this);
      if (asksForHead(parts)) this.remainingContentBytes = ANSWERS_HEAD;
    }
    if (isHeldBack(connection)) deferHeaders(connection, this, parts, endStream);
    else sendHeadersNow(connection, this, parts, endStream);
  }

  sendTrailers(parts: readonly HeaderPart[]): void {
    const connection = this.#connection;
    if (isLocalEnded(this.state) || this.queuedEnd !== null) return;
    checkParts(parts);
    if (this.state === StreamState.idle) assertBegun(connection, this);
    if (this.queuedBytes > 0 || isHeldBack(connection)) {
      this.queuedEnd = parts;
      makeReady(connection, this);
      return;
    }
    sendHeaderBlock(connection, this.id, parts, true);
    endLocal(connection, this);
  }

  end(): void {
    if (isLocalEnded(this.state) || this.queuedEnd !== null) return;
    if (this.state === StreamState.idle) assertBegun(this.#connection, this);
    this.queuedEnd = "endStream";
    makeReady(this.#connection, this);
    pump(this.#connection);
  }

  beginMessage(): OutputBuffer | null {
    const connection = this.#connection;
    if (this.state === StreamState.idle) assertBegun(connection, this);
    if (
      this.queuedBytes > 0 ||
      connection.isBlocked ||
      isHeldBack(connection) ||
      isLocalEnded(this.state) ||
      this.queuedEnd !== null
    ) {
      return null;
    }
    const out = roomFor(connection, FRAME_HEADER_BYTES + USUAL_MESSAGE_BYTES);
    connection.messageStart = out.length;
    connection.messageStream = this;
    out.length += FRAME_HEADER_BYTES;
    return out;
  }

  commitMessage(endStream: boolean): void {
    const connection = this.#connection;
    const out = connection.output;
    const start = connection.messageStart;
    if (connection.messageStream !== this) {
      throw new Error(`Stream ${this.id} has no message to commit: beginMessage comes first`);
    }
    connection.messageStream = null;
    // The connection has failed meanwhile, and its GOAWAY has taken the message's place.
    if (start < 0) return;
    const length = out.length - start - FRAME_HEADER_BYTES;
    connection.messageStart = -1;
    if (isLocalEnded(this.state)) {
      // Something that a property of the message did has reset the stream.
      out.length = start;
    } else if (
      length <= connection.peer.maxFrameBytes &&
      length <= this.sendWindow &&
      length <= connection.sendWindow
    ) {
      const flags = endStream ? Flag.END_STREAM : 0;
      writeFrameHeader(out.bytes, start, length, FrameType.DATA, flags, this.id);
      this.sendWindow -= length;
      connection.sendWindow -= length;
      connection.counters.dataFramesSent++;
      if (endStream) endLocal(connection, this);
      outputWritten(connection);
    } else {
      commitLongMessage(connection, this, start, endStream);
    }
    if (connection.deferred.length > 0 || connection.ready.length > 0) runPutOff(connection);
  }

  abortMessage(): void {
    const connection = this.#connection;
    if (connection.messageStream !== this) return;
    connection.messageStream = null;
    if (connection.messageStart < 0) return;
    connection.output.length = connection.messageStart;
    connection.messageStart = -1;
    if (connection.deferred.length > 0 || connection.ready.length > 0) runPutOff(connection);
    // A flush may be due for what was written before the message began; else it gives the memory back.
    outputWritten(connection);
  }

  enqueue(bytes: Uint8Array, endStream: boolean): void {
    if (isLocalEnded(this.state) || this.queuedEnd !== null) return;
    if (this.state === StreamState.idle) assertBegun(this.#connection, this);
    if (canSendAtOnce(this.#connection, this, bytes.length)) {
      sendAtOnce(this.#connection, this, bytes, endStream);
      return;
    }
    if (bytes.length > 0) {
      queueBytes(this.#connection, this, bytes);
      watchForStalls(this.#connection);
    }
    if (endStream) this.queuedEnd = "endStream";
    makeReady(this.#connection, this);
    pump(this.#connection);
  }

  reset(code: number): void {
    const connection = this.#connection;
    if (this.state !== StreamState.closed) {
      // A stream whose headers have not left is idle to a server, where RST_STREAM is an error of the
      // connection (RFC 9113 §6.4): its id is skipped instead.
      if (this.state !== StreamState.idle) {
        sendReset(connection, this.id, code);
        connection.closedStreams.addReset(this.id, this.receiveWindow);
      }
      closeStream(connection, this);
    } else if (connection.isDead && connection.streams.get(this.id) === this) {
      // The connection is ending, and the sink has not heard of this stream yet.
      closeStream(connection, this);
    }
    dropUnconsumed(connection, this);
  }

  consume(byteCount: number): void {
    assertBytes("consume", byteCount);
    consumeBytes(this.#connection, this, byteCount);
  }

  keep(byteCount: number): void {
    assertBytes("keep", byteCount);
    keepBytes(this.#connection, this, byteCount);
  }

  giveBack(byteCount: number): void {
    assertBytes("give back", byteCount);
    giveBackBytes(this.#connection, this, byteCount);
  }

  release(): void {
    releaseStream(this.#connection, this);
  }
}

function assertBytes(what: string, byteCount: number): void {
  if (byteCount >= 0) return;
  throw new RangeError(`Cannot ${what} ${byteCount} bytes: expected 0 or more`);
}

/** @throws TypeError for fields that may not be sent; a template is checked once */
function checkParts(parts: readonly HeaderPart[]): void {
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    if (part instanceof HeaderTemplate) part.check();
    else checkFields(part);
  }
}

/** A client's streams begin in the order of their ids, which belong to the openStream that gave them. */
function claimTurn(connection: ConnectionState, stream: Stream): void {
  if (stream.id < connection.lastHeadersId) {
    throw new Error(
      `Stream ${stream.id} cannot begin after stream ${connection.lastHeadersId}: send headers in the order in which streams were opened (RFC 9113 §5.1.1)`,
    );
  }
  connection.lastHeadersId = stream.id;
}

/** Nothing is sent on a stream before its headers, but those may have been put off. */
function assertBegun(connection: ConnectionState, stream: Stream): void {
  if (connection.headersDeferred.has(stream)) return;
  throw new Error(`Stream ${stream.id} has not begun: sendHeaders comes first (RFC 9113 §8.1)`);
}

/** True where `byteCount` bytes need not queue: nothing is before them and one frame may hold them. */
function canSendAtOnce(connection: ConnectionState, stream: Stream, byteCount: number): boolean {
  return (
    byteCount > 0 &&
    stream.queuedBytes === 0 &&
    !connection.isBlocked &&
    !isHeldBack(connection) &&
    byteCount <= DEFAULT_MAX_FRAME_BYTES &&
    byteCount <= stream.sendWindow &&
    byteCount <= connection.sendWindow
  );
}

function sendAtOnce(
  connection: ConnectionState,
  stream: Stream,
  bytes: Uint8Array,
  endStream: boolean,
): void {
  const { length } = bytes;
  const out = roomFor(connection, FRAME_HEADER_BYTES + length);
  const flags = endStream ? Flag.END_STREAM : 0;
  writeFrameHeader(out.bytes, out.length, length, FrameType.DATA, flags, stream.id);
  out.length += FRAME_HEADER_BYTES;
  out.append(bytes);
  stream.sendWindow -= length;
  connection.sendWindow -= length;
  connection.counters.dataFramesSent++;
  if (endStream) endLocal(connection, stream);
  outputWritten(connection);
}

function runPutOff(connection: ConnectionState): void {
  runDeferred(connection);
  pump(connection);
}

function sendHeadersNow(
  connection: ConnectionState,
  stream: Stream,
  parts: readonly HeaderPart[],
  endStream: boolean,
): void {
  if (stream.state === StreamState.idle) stream.state = StreamState.open;
  sendHeaderBlock(connection, stream.id, parts, endStream);
  if (endStream) endLocal(connection, stream);
}

/** A function of its own, so that the usual path of its caller allocates nothing for the closure. */
function deferHeaders(
  connection: ConnectionState,
  stream: Stream,
  parts: readonly HeaderPart[],
  endStream: boolean,
): void {
  connection.headersDeferred.add(stream);
  if (endStream) stream.queuedEnd = "endStream";
  defer(connection, () => {
    connection.headersDeferred.delete(stream);
    if (isLocalEnded(stream.state)) return;
    if (endStream) stream.queuedEnd = null;
    sendHeadersNow(connection, stream, parts, endStream);
  });
}
