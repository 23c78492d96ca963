// HTTP/1.1 with keep-alive: one call in flight on each connection, as HTTP/1.1 has it.

import type { Socket } from "node:net";
import { Digits, identityOf } from "./call-identity.js";
import type { LoadConnection, Tally } from "./tally.js";
import { type CallKind, NAME, nameOf, REST_PATH, replyBody, requestBody } from "./workload.js";

const HEAD_END = Buffer.from("\r\n\r\n");
const LENGTH_NAME = "content-length:";
/** Different requests, where calls differ; large ones are fewer, for the sake of memory. */
const REQUESTS = 1_024;
const MOST_NAME_BYTES = 8_388_608;

interface Call {
  readonly request: Buffer;
  readonly reply: Buffer;
}

function callOf(name: string, headers: string): Call {
  const body = requestBody("http1", name);
  const head =
    `POST ${REST_PATH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
    `content-length: ${body.length}\r\n${headers}\r\n`;
  return { request: Buffer.concat([Buffer.from(head), body]), reply: replyBody("http1", name) };
}

/** The calls of a load, which all of its connections make over and over. */
export function http1Calls({ nameBytes, headersVary }: CallKind): readonly Call[] {
  const digits = new Digits();
  const headers = () => {
    if (!headersVary) return "";
    const { requestId, traceparent } = identityOf(digits);
    return `x-request-id: ${requestId}\r\ntraceparent: ${traceparent}\r\n`;
  };
  const varies = headersVary || nameBytes !== undefined;
  const count = varies ? Math.min(REQUESTS, Math.ceil(MOST_NAME_BYTES / (nameBytes ?? 1))) : 1;
  return Array.from({ length: count }, (_, index) =>
    callOf(nameBytes === undefined ? NAME : nameOf(index, nameBytes), headers()),
  );
}

/** One HTTP/1.1 connection of a load. */
export class Http1Load implements LoadConnection {
  readonly drained: Promise<void>;
  readonly #socket: Socket;
  readonly #tally: Tally;
  readonly #calls: readonly Call[];
  #finish: () => void = () => {};
  /** The call after the one in flight. */
  #next: number;
  #inFlight: Call | null = null;
  #dueAtMs = 0;
  #rest: Buffer | null = null;

  /** @param offset which of `calls` is the first, so that connections do not all make the same */
  constructor(socket: Socket, tally: Tally, calls: readonly Call[], offset: number) {
    this.#socket = socket;
    this.#tally = tally;
    this.#calls = calls;
    this.#next = offset % calls.length;
    this.drained = new Promise((resolve) => {
      this.#finish = resolve;
    });
    socket.on("data", (chunk) => this.#receive(chunk));
    if (tally.isClosedLoop) this.start(0);
  }

  get hasRoom(): boolean {
    return this.#inFlight === null;
  }

  start(dueAtMs: number): void {
    this.#inFlight = this.#calls[this.#next]!;
    this.#next = (this.#next + 1) % this.#calls.length;
    this.#dueAtMs = dueAtMs;
    this.#socket.write(this.#inFlight.request);
  }

  /** Every call has left when it began. */
  flush(): void {}

  #receive(chunk: Buffer): void {
    const bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = bytes;
    const headEnd = bytes.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const reply = this.#inFlight?.reply;
    const bodyStart = headEnd + HEAD_END.length;
    if (reply !== undefined && bytes.length < bodyStart + reply.length) return;
    const head = bytes.toString("latin1", 0, headEnd).toLowerCase();
    const lengthAt = head.indexOf(LENGTH_NAME);
    const isRight =
      reply !== undefined &&
      head.startsWith("http/1.1 200 ") &&
      lengthAt > 0 &&
      Number.parseInt(head.slice(lengthAt + LENGTH_NAME.length), 10) === reply.length &&
      bytes.length === bodyStart + reply.length &&
      reply.compare(bytes, bodyStart) === 0;
    if (!isRight) {
      this.#tally.fail(
        `Reply is not the one expected: ${JSON.stringify(bytes.toString("latin1").slice(0, 400))}`,
      );
      return;
    }
    this.#rest = null;
    this.#inFlight = null;
    this.#tally.answered(this.#dueAtMs);
    if (this.#tally.isDraining) this.#finish();
    else if (this.#tally.isClosedLoop) this.start(0);
  }
}
