// node:http2 as a client, with the windows that are asked for.

import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { type BulkRequest, bulkPath, isExpected } from "./bulk-request.js";
import { SERVER_NAME } from "./open-socket.js";
import { type Receiver, shares } from "./receiver.js";

/** The connection's window is never smaller than this, as with the engine. */
const CONNECTION_WINDOW_BYTES = 4 << 20;

export class NodeHttp2Receiver implements Receiver {
  readonly #streams: number;
  readonly #session: ClientHttp2Session;

  constructor({ target, authority, streams, windowBytes }: BulkRequest) {
    this.#streams = streams;
    this.#session = connect(`${authority === undefined ? "http" : "https"}://${target}`, {
      ...(authority === undefined ? {} : { ca: authority, servername: SERVER_NAME }),
      settings: { initialWindowSize: windowBytes },
    });
  }

  /** Waits until the server has been reached. */
  async open({ windowBytes }: BulkRequest): Promise<this> {
    await once(this.#session, "remoteSettings");
    this.#session.setLocalWindowSize(Math.max(windowBytes, CONNECTION_WINDOW_BYTES));
    return this;
  }

  async fetch(totalBytes: number): Promise<void> {
    await Promise.all(shares(totalBytes, this.#streams).map((bytes) => this.#download(bytes)));
  }

  #download(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const stream = this.#session.request({ ":path": bulkPath(bytes) });
      let received = 0;
      stream.on("response", (headers) => {
        if (headers[":status"] !== 200) reject(new Error("The status is not 200"));
      });
      stream.on("data", (chunk: Buffer) => {
        if (!isExpected(chunk, 0, chunk.length, received)) {
          reject(new Error(`Stream ${stream.id} has wrong bytes at ${received}`));
        }
        received += chunk.length;
      });
      stream.on("error", reject);
      stream.on("end", () => {
        if (received === bytes) resolve();
        else reject(new Error(`Stream ${stream.id} has ${received} bytes instead of ${bytes}`));
      });
    });
  }
}
