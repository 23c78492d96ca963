// The HTTP/2 engine as a client, with the windows that are asked for.

import {
  type ConnectionSink,
  connect,
  eventLoop,
  type HeaderBlock,
  type Session,
  type Stream,
  tls,
} from "trunkline/http2";
import { type BulkRequest, bulkPath, isExpected } from "./bulk-request.js";
import { placeOf, SERVER_NAME } from "./open-socket.js";
import { type Receiver, shares } from "./receiver.js";

/** One stream's bytes; hung on the stream. */
interface Download {
  readonly bytes: number;
  received: number;
}

export class EngineReceiver implements Receiver, ConnectionSink {
  readonly #streams: number;
  #session: Session | null = null;
  #left = 0;
  #finish: () => void = () => {};
  #fail: (error: Error) => void = () => {};

  constructor({ streams }: BulkRequest) {
    this.#streams = streams;
  }

  /** Connects to the server. */
  async open({ target, windowBytes, authority }: BulkRequest): Promise<this> {
    const settled = new Promise<void>((resolve) => {
      this.#finish = resolve;
    });
    const security =
      authority === undefined
        ? {}
        : { credentials: tls({ ca: authority }), serverName: SERVER_NAME };
    this.#session = await connect(
      { kind: "tcp", ...placeOf(target) },
      {
        clock: eventLoop,
        http2: { streamWindowBytes: windowBytes },
        createSink: () => this,
        ...security,
      },
    );
    await settled;
    return this;
  }

  fetch(totalBytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
      this.#left = this.#streams;
      for (const bytes of shares(totalBytes, this.#streams)) {
        const stream = this.#session!.connection.openStream({ bytes, received: 0 });
        if (stream === null) throw new Error("The server takes no more streams");
        const path = bulkPath(bytes);
        const fields = [":method", "GET", ":scheme", "http", ":path", path, ":authority", "bulk"];
        stream.sendHeaders([fields], true);
      }
    });
  }

  onHeaders(_stream: Stream, headers: HeaderBlock): void {
    if (headers.get(":status") !== "200") this.#fail(new Error("The status is not 200"));
  }

  onData(stream: Stream, chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    const download = stream.context as Download;
    if (!isExpected(chunk as Buffer, start, end, download.received)) {
      this.#fail(new Error(`Stream ${stream.id} has wrong bytes at ${download.received}`));
    }
    download.received += end - start;
    stream.consume(end - start);
    if (!endStream) return;
    const { received, bytes } = download;
    if (received !== bytes) {
      this.#fail(new Error(`Stream ${stream.id} has ${received} bytes instead of ${bytes}`));
    }
    if (--this.#left === 0) this.#finish();
  }

  onSettings(): void {
    this.#finish();
  }

  onReset(stream: Stream): void {
    this.#fail(new Error(`Stream ${stream.id} was reset`));
  }

  isResetFree(): boolean {
    return false;
  }

  onTrailers(): void {}
  onWritable(): void {}
  onCapacity(): void {}
  onPingAck(): void {}
  onIdle(): void {}
  onGoAway(): void {}
  onClosed(): void {}
}
