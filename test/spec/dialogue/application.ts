// The layer above the engine: it writes down what it hears, a line each, and reads all data at once
// unless told not to.

import { type ConnectionSink, errorCodeName, type HeaderBlock, type Stream } from "trunkline/http2";

/**
 * What is written down: `headers 1 end`, `data 1 abc`, `trailers 1`, `reset 1 CANCEL`, `goaway 3 NO_ERROR`,
 * `closed PROTOCOL_ERROR`. Data of one stream that arrives in pieces is one line.
 */
export class Application implements ConnectionSink {
  /** Says of received data at once that it is used up; turned off to play a slow reader. */
  consumes = true;
  readonly streams: Map<number, Stream> = new Map();
  /** The last header block, trailers included. */
  lastBlock: HeaderBlock | null = null;
  lastError = "";
  #lines: string[] = [];
  /** Data of stream `#pieceId` that has arrived since the last line. */
  #pieces: string[] = [];
  #pieceId = 0;

  onHeaders(stream: Stream, headers: HeaderBlock, endStream: boolean): void {
    this.streams.set(stream.id, stream);
    this.lastBlock = headers;
    this.#hear(`headers ${stream.id}${endStream ? " end" : ""}`);
  }

  onData(stream: Stream, chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    if (this.consumes) stream.consume(end - start);
    if (this.#pieces.length === 0 || this.#pieceId !== stream.id) this.#endPieces();
    this.#pieceId = stream.id;
    this.#pieces.push(Buffer.from(chunk.subarray(start, end)).toString("latin1"));
    if (endStream) this.#pieces.push(" end");
  }

  onTrailers(stream: Stream, headers: HeaderBlock): void {
    this.lastBlock = headers;
    this.#hear(`trailers ${stream.id}`);
  }

  onReset(stream: Stream, error: { code: number; message: string; isUnprocessed: boolean }): void {
    this.lastError = error.message;
    const unprocessed = error.isUnprocessed ? " unprocessed" : "";
    this.#hear(`reset ${stream.id} ${errorCodeName(error.code)}${unprocessed}`);
  }

  onWritable(): void {}

  isResetFree(): boolean {
    return false;
  }

  onPingAck(): void {}

  onIdle(): void {}

  onSettings(): void {}

  onCapacity(): void {
    this.#hear("capacity");
  }

  onGoAway(goAway: { lastStreamId: number; code: number }): void {
    this.#hear(`goaway ${goAway.lastStreamId} ${errorCodeName(goAway.code)}`);
  }

  onClosed(error: { code: number; message: string } | null): void {
    this.lastError = error?.message ?? "";
    this.#hear(error === null ? "closed" : `closed ${errorCodeName(error.code)}`);
  }

  /** What was heard since the last call. */
  take(): string[] {
    this.#endPieces();
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  #hear(line: string): void {
    this.#endPieces();
    this.#lines.push(line);
  }

  #endPieces(): void {
    if (this.#pieces.length > 0) this.#lines.push(`data ${this.#pieceId} ${this.#pieces.join("")}`);
    this.#pieces = [];
  }
}
