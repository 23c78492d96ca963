// The layer above an engine, played by chance but never wrongly: it gives only commands that the contract
// in stream.ts allows. What goes wrong with it in place is the engine's fault.

import type { Random } from "./random.testing.js";
import type { WatchedEngine, WatchedStream } from "./watched-engine.testing.js";

const sizes = [0, 1, 5, 100, 1000, 5000, 16_384, 16_385, 40_000, 70_000];
const request = [":method", "POST", ":scheme", "http", ":path", "/a.B/C", "te", "trailers"];

export class Application {
  readonly #engine: WatchedEngine;
  readonly #random: Random;
  #isInMessage = false;

  constructor(engine: WatchedEngine, random: Random) {
    this.#engine = engine;
    this.#random = random;
  }

  /** One command of any kind. */
  act(): void {
    const { connection, streams } = this.#engine;
    const random = this.#random;
    if (this.#engine.role === "client" && random.oneIn(4)) {
      const watched = this.#engine.open();
      if (watched !== null) this.#sendHeaders(watched);
      return;
    }
    if (random.oneIn(10)) {
      connection.setBlocked(random.oneIn(2));
      return;
    }
    if (random.oneIn(200)) {
      if (random.oneIn(2)) connection.goAway(0, "done");
      else connection.drain("done");
      return;
    }
    if (random.oneIn(100)) {
      connection.ping();
      return;
    }
    if (streams.size > 0) this.#actOn(random.pick([...streams.values()]));
  }

  /** Everything is done: handlers settle, bytes are consumed, the socket takes what there is. */
  finish(): void {
    this.#engine.connection.setBlocked(false);
    for (const watched of [...this.#engine.streams.values()]) {
      this.#consume(watched, watched.unconsumedBytes);
      if (!watched.hasReset && !watched.hasHeardReset) {
        if (!watched.hasSentHeaders) this.#sendHeaders(watched);
        watched.stream.end();
      }
      this.#release(watched);
    }
  }

  #actOn(watched: WatchedStream): void {
    const { stream } = watched;
    const random = this.#random;
    switch (random.below(12)) {
      case 0:
        if (random.oneIn(4)) this.#reset(watched);
        break;
      case 1:
      case 2:
        if (watched.hasHeardEnd || watched.hasHeardReset || watched.hasReset)
          this.#release(watched);
        break;
      case 3:
      case 4:
        this.#consume(watched, random.below(watched.unconsumedBytes + 1));
        break;
      case 5:
        this.#consume(watched, watched.unconsumedBytes);
        break;
      default:
        if (!watched.hasSentHeaders) this.#sendHeaders(watched);
        else this.#send(watched);
    }
    if (random.oneIn(8) && stream.isWriteClosed && stream.isReadClosed) this.#release(watched);
  }

  #sendHeaders(watched: WatchedStream): void {
    if (watched.hasReset || watched.hasHeardReset) return;
    const random = this.#random;
    const fields =
      this.#engine.role === "client" ? [...request] : [":status", "200", "content-type", "a/b"];
    if (random.oneIn(3))
      fields.push(random.pick(["x-a", "x-b", "authorization"]), "v".repeat(random.below(60)));
    if (random.oneIn(40)) fields.push("x-long", "l".repeat(random.between(100, 20_000)));
    watched.hasSentHeaders = true;
    watched.stream.sendHeaders([fields], random.oneIn(6));
  }

  #send(watched: WatchedStream): void {
    const { stream } = watched;
    const random = this.#random;
    const size = random.pick(sizes);
    const end = random.oneIn(5);
    switch (random.below(5)) {
      case 0:
        stream.sendTrailers([["grpc-status", "0", "grpc-message", "m".repeat(random.below(30))]]);
        break;
      case 1:
        stream.end();
        break;
      case 2:
        stream.enqueue(new Uint8Array(size).fill(0x61), end);
        break;
      default:
        this.#sendMessage(watched, size, end);
    }
  }

  #sendMessage({ stream }: WatchedStream, size: number, end: boolean): void {
    const random = this.#random;
    const out = stream.beginMessage();
    if (out === null) {
      stream.enqueue(new Uint8Array(size).fill(0x62), end);
      return;
    }
    out.append(new Uint8Array(size).fill(0x63));
    // A property of the message may start, or end, other calls.
    if (!this.#isInMessage) {
      this.#isInMessage = true;
      while (random.oneIn(4)) this.act();
      this.#isInMessage = false;
    }
    // The connection may have ended within, and taken the message back.
    if (random.oneIn(8)) stream.abortMessage();
    else stream.commitMessage(end);
  }

  #reset(watched: WatchedStream): void {
    watched.hasReset = true;
    watched.stream.reset(8);
    watched.unconsumedBytes = 0;
  }

  #consume(watched: WatchedStream, byteCount: number): void {
    watched.unconsumedBytes -= byteCount;
    if (byteCount > 0) watched.stream.consume(byteCount);
  }

  #release(watched: WatchedStream): void {
    if (watched.isReleased) return;
    watched.isReleased = true;
    watched.stream.release();
  }
}
