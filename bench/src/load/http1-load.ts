// HTTP/1.1 with keep-alive: one call in flight on each connection, as HTTP/1.1 has it.

import type { Socket } from "node:net";
import type { LoadConnection, Tally } from "./tally.js";
import { REST_PATH, replyBody, requestBody } from "./workload.js";

const HEAD_END = Buffer.from("\r\n\r\n");
const LENGTH_NAME = "content-length:";
const body = requestBody("http1");
const request = Buffer.from(
  `POST ${REST_PATH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
    `content-length: ${body.length}\r\n\r\n${body}`,
);
const expected = replyBody("http1");

/** One HTTP/1.1 connection of a load. */
export class Http1Load implements LoadConnection {
  readonly drained: Promise<void>;
  readonly #socket: Socket;
  readonly #tally: Tally;
  readonly #finish: () => void;
  #rest: Buffer | null = null;

  constructor(socket: Socket, tally: Tally) {
    this.#socket = socket;
    this.#tally = tally;
    let finish = () => {};
    this.drained = new Promise((resolve) => {
      finish = resolve;
    });
    this.#finish = finish;
    socket.on("data", (chunk) => this.#receive(chunk));
    socket.write(request);
  }

  #receive(chunk: Buffer): void {
    const bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = bytes;
    const headEnd = bytes.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const bodyStart = headEnd + HEAD_END.length;
    if (bytes.length < bodyStart + expected.length) return;
    const head = bytes.toString("latin1", 0, headEnd).toLowerCase();
    const lengthAt = head.indexOf(LENGTH_NAME);
    const isRight =
      head.startsWith("http/1.1 200 ") &&
      lengthAt > 0 &&
      Number.parseInt(head.slice(lengthAt + LENGTH_NAME.length), 10) === expected.length &&
      bytes.length === bodyStart + expected.length &&
      expected.compare(bytes, bodyStart) === 0;
    if (!isRight) {
      this.#tally.fail(
        `Reply is not the one expected: ${JSON.stringify(bytes.toString("latin1"))}`,
      );
      return;
    }
    this.#rest = null;
    this.#tally.completed++;
    if (this.#tally.isDraining) this.#finish();
    else this.#socket.write(request);
  }
}
