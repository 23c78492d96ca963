// Answers every request with the path it asked for: what a layer above the engine is made of.

import type { ConnectionSink, HeaderBlock, Stream } from "trunkline/http2";
import { HeaderTemplate } from "trunkline/http2";

/** Fields that every answer has; the connection's encoder remembers them as a few octets. */
const okHeaders = new HeaderTemplate([":status", "200", "content-type", "text/plain"]);

export class HelloSink implements ConnectionSink {
  onHeaders(stream: Stream, headers: HeaderBlock, endStream: boolean): void {
    stream.context = headers.get(":path");
    if (endStream) this.#answer(stream);
  }

  onData(stream: Stream, _chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    stream.consume(end - start);
    if (endStream) this.#answer(stream);
  }

  onTrailers(stream: Stream): void {
    this.#answer(stream);
  }

  #answer(stream: Stream): void {
    stream.sendHeaders([okHeaders], false);
    stream.enqueue(new TextEncoder().encode(`You asked for ${String(stream.context)}\n`), true);
    stream.release();
  }

  onReset(stream: Stream): void {
    stream.release();
  }

  isResetFree(): boolean {
    return false;
  }

  onWritable(): void {}
  onSettings(): void {}
  onCapacity(): void {}
  onIdle(): void {}
  onPingAck(): void {}
  onGoAway(): void {}
  onClosed(): void {}
}
