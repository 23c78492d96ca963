// TRUNKLINE_TRACE=http2: an endpoint that shows every frame that passes through it. It stands between a
// session and its socket and is there only when asked for, so a session without it pays nothing.

import type { Clock } from "../base/index.js";
import { FrameLog, type Role } from "../http2/index.js";
import type { Endpoint, EndpointHandler } from "./endpoint.js";
import type { PeerCertificate } from "./peer-certificate.js";

let connectionCount = 0;

/** The endpoint itself, or with TRUNKLINE_TRACE=http2 (a list with commas) one that prints its frames. */
export function traceIfAsked(endpoint: Endpoint, role: Role, clock: Clock): Endpoint {
  const asked = process.env.TRUNKLINE_TRACE;
  if (asked === undefined || !asked.split(",").includes("http2")) return endpoint;
  const { stderr } = process;
  const log = new FrameLog({
    name: String(++connectionCount),
    role,
    startMs: clock.nowMs(),
    write: (line) => stderr.write(`${line}\n`),
    isColoured: stderr.isTTY === true,
  });
  return new TracedEndpoint(endpoint, log, role, clock);
}

/** An endpoint whose bytes go past a frame log, both ways. */
export class TracedEndpoint implements Endpoint {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly #endpoint: Endpoint;
  readonly #log: FrameLog;
  readonly #clock: Clock;

  constructor(endpoint: Endpoint, log: FrameLog, role: Role, clock: Clock) {
    this.#endpoint = endpoint;
    this.#log = log;
    this.#clock = clock;
    this.localAddress = endpoint.localAddress;
    this.remoteAddress = endpoint.remoteAddress;
    log.note(`${role} at ${this.localAddress}, peer ${this.remoteAddress}`, clock.nowMs());
  }

  get peerCertificate(): PeerCertificate | undefined {
    return this.#endpoint.peerCertificate;
  }

  get pendingBytes(): number {
    return this.#endpoint.pendingBytes;
  }

  get bulkWriteBytes(): number {
    return this.#endpoint.bulkWriteBytes;
  }

  open(handler: EndpointHandler): void {
    this.#endpoint.open({
      onBytes: (chunk) => {
        this.#log.received(chunk, this.#clock.nowMs());
        handler.onBytes(chunk);
      },
      onWritten: (buffer) => handler.onWritten(buffer),
      onPeerEnd: () => handler.onPeerEnd(),
      onEnd: (error) => {
        const text = error === null ? "closed" : `closed: ${error.message}`;
        this.#log.note(text, this.#clock.nowMs());
        handler.onEnd(error);
      },
    });
  }

  write(buffer: Uint8Array, length: number): boolean {
    this.#log.sent(buffer.subarray(0, length), this.#clock.nowMs());
    return this.#endpoint.write(buffer, length);
  }

  setReading(isReading: boolean): void {
    this.#endpoint.setReading(isReading);
  }

  setReadingMuch(isReadingMuch: boolean): void {
    this.#endpoint.setReadingMuch(isReadingMuch);
  }

  end(): void {
    this.#endpoint.end();
  }

  destroy(): void {
    this.#endpoint.destroy();
  }

  ref(): void {
    this.#endpoint.ref();
  }

  unref(): void {
    this.#endpoint.unref();
  }
}
