// Two endpoints joined in memory: sessions without sockets, for tests in virtual time and for channels
// to a server in the same process. What one writes the other receives in a later turn of the clock.

import { type Clock, copyBytes } from "../base/index.js";
import type { Endpoint, EndpointHandler } from "./endpoint.js";

/** The two ends of a new pair, whose addresses are `names`. */
export function createMemoryPair(
  clock: Clock,
  names: readonly [string, string] = ["memory:left", "memory:right"],
): readonly [Endpoint, Endpoint] {
  const left = new MemoryEndpoint(clock, names[0], names[1]);
  const right = new MemoryEndpoint(clock, names[1], names[0]);
  left.peer = right;
  right.peer = left;
  return [left, right];
}

interface Sent {
  readonly bytes: Uint8Array;
  /** The writer's buffer, which it waits for; null where it has it back already. */
  readonly lent: Uint8Array | null;
}

class MemoryEndpoint implements Endpoint {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly bulkWriteBytes = 524_288;
  peer!: MemoryEndpoint;
  readonly #clock: Clock;
  #handler: EndpointHandler | null = null;
  /** What this end has written and the other not yet received. */
  readonly #sent: Sent[] = [];
  #pendingBytes = 0;
  #isDeliveryDue = false;
  #isReading = true;
  #hasEnded = false;
  /** The other end has received everything, and the end. */
  #isEndDelivered = false;
  #isOver = false;

  constructor(clock: Clock, localAddress: string, remoteAddress: string) {
    this.#clock = clock;
    this.localAddress = localAddress;
    this.remoteAddress = remoteAddress;
  }

  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  open(handler: EndpointHandler): void {
    this.#handler = handler;
    this.peer.#deliverSoon();
  }

  write(buffer: Uint8Array, length: number): boolean {
    if (this.#hasEnded || this.#isOver) return true;
    // As a socket does: while the other end takes nothing, buffers are kept and count as pending.
    const isTaken = this.peer.#isReading;
    this.#sent.push(
      isTaken
        ? { bytes: copyBytes(buffer, 0, length), lent: null }
        : { bytes: buffer.subarray(0, length), lent: buffer },
    );
    this.#pendingBytes += length;
    this.#deliverSoon();
    return isTaken;
  }

  setReading(isReading: boolean): void {
    this.#isReading = isReading;
    if (isReading) this.peer.#deliverSoon();
  }

  setReadingMuch(): void {}

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
      const { bytes, lent } = this.#sent.shift()!;
      this.#pendingBytes -= bytes.length;
      receiver.onBytes(bytes);
      if (lent !== null) this.#handler?.onWritten(lent);
    }
    if (this.#hasEnded && this.#sent.length === 0) this.#deliverEnd();
  }

  #deliverEnd(): void {
    const { peer } = this;
    if (this.#isEndDelivered || this.#isOver || peer.#handler === null || !peer.#isReading) return;
    this.#isEndDelivered = true;
    peer.#handler.onPeerEnd();
    // As Node does with sockets: the other side ends too, after what it has pending.
    peer.end();
    if (!peer.#isEndDelivered) return;
    peer.#finish();
    this.#finish();
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#pendingBytes = 0;
    for (const { lent } of this.#sent.splice(0)) {
      if (lent !== null) this.#handler?.onWritten(lent);
    }
    this.#handler?.onEnd(null);
  }
}
