// Two endpoints joined in memory: sessions without sockets, for tests in virtual time and for channels
// to a server in the same process. What one writes the other receives in a later turn of the clock.

import { type Clock, copyBytes } from "../base/index.js";
import type { Endpoint, EndpointHandler } from "./endpoint.js";

/** The two ends of a new pair. */
export function createMemoryPair(clock: Clock): readonly [Endpoint, Endpoint] {
  const left = new MemoryEndpoint(clock, "memory:left", "memory:right");
  const right = new MemoryEndpoint(clock, "memory:right", "memory:left");
  left.peer = right;
  right.peer = left;
  return [left, right];
}

class MemoryEndpoint implements Endpoint {
  readonly localAddress: string;
  readonly remoteAddress: string;
  peer!: MemoryEndpoint;
  readonly #clock: Clock;
  #handler: EndpointHandler | null = null;
  /** What this end has written and the other not yet received. */
  readonly #sent: Uint8Array[] = [];
  #isDeliveryDue = false;
  #isReading = true;
  #hasEnded = false;
  #isOver = false;

  constructor(clock: Clock, localAddress: string, remoteAddress: string) {
    this.#clock = clock;
    this.localAddress = localAddress;
    this.remoteAddress = remoteAddress;
  }

  get pendingBytes(): number {
    return this.#sent.reduce((total, chunk) => total + chunk.length, 0);
  }

  open(handler: EndpointHandler): void {
    this.#handler = handler;
    this.peer.#deliverSoon();
  }

  write(buffer: Uint8Array, length: number): boolean {
    if (this.#hasEnded || this.#isOver) return true;
    this.#sent.push(copyBytes(buffer, 0, length));
    this.#deliverSoon();
    // As a socket does: what the other end has not taken counts as pending, and its owner is told.
    return this.peer.#isReading;
  }

  setReading(isReading: boolean): void {
    this.#isReading = isReading;
    if (isReading) this.peer.#deliverSoon();
  }

  end(): void {
    this.#hasEnded = true;
    this.#deliverSoon();
  }

  destroy(): void {
    if (this.#isOver) return;
    this.#clock.defer(() => {
      this.#finish();
      this.peer.#finish();
    });
  }

  ref(): void {}

  unref(): void {}

  #deliverSoon(): void {
    if (this.#isDeliveryDue || this.#isOver) return;
    this.#isDeliveryDue = true;
    this.#clock.defer(() => {
      this.#isDeliveryDue = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    const receiver = this.peer.#handler;
    while (receiver !== null && this.peer.#isReading && !this.#isOver && this.#sent.length > 0) {
      const chunk = this.#sent.shift()!;
      receiver.onBytes(chunk);
      this.#handler?.onWritten(chunk);
    }
    if (this.#hasEnded && this.#sent.length === 0) {
      this.peer.#finish();
      this.#finish();
    }
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sent.length = 0;
    this.#handler?.onEnd(null);
  }
}
