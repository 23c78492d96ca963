// A TCP proxy on loopback that passes every byte on and looks at the frame headers that go by: how
// many connections there are, and how many octets each request's header block has on the wire.

import { type AddressInfo, connect, createServer, type Socket } from "node:net";

const PREFACE_BYTES = 24;
const FRAME_HEADER_BYTES = 9;
const HEADERS = 1;
const CONTINUATION = 9;

export interface HeaderTap extends AsyncDisposable {
  readonly target: string;
  /** TCP connections that were made. */
  readonly connections: number;
  /** Octets of each request's header block, in the order of the streams. */
  readonly headerBlockBytes: readonly number[];
}

/** Listens on a port of the system's choice and passes everything on to `target` (`host:port`). */
export async function startHeaderTap(target: string): Promise<HeaderTap> {
  const at = target.lastIndexOf(":");
  const [host, port] = [target.slice(0, at), Number(target.slice(at + 1))];
  const blocks: number[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((down) => {
    connections++;
    const up = connect(port, host);
    for (const socket of [down, up]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    const watcher = new FrameWatcher(blocks);
    down.on("data", (chunk: Buffer) => watcher.see(chunk));
    down.pipe(up);
    up.pipe(down);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    headerBlockBytes: blocks,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Follows the frames of one direction, however the chunks cut them. */
export class FrameWatcher {
  readonly #blocks: number[];
  #skipBytes = PREFACE_BYTES;
  #header = Buffer.alloc(0);

  constructor(blocks: number[]) {
    this.#blocks = blocks;
  }

  see(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#skipBytes > 0) {
        const skipped = Math.min(this.#skipBytes, chunk.length - at);
        this.#skipBytes -= skipped;
        at += skipped;
        continue;
      }
      const wanted = FRAME_HEADER_BYTES - this.#header.length;
      this.#header = Buffer.concat([this.#header, chunk.subarray(at, at + wanted)]);
      at += wanted;
      if (this.#header.length < FRAME_HEADER_BYTES) return;
      const length = this.#header.readUIntBE(0, 3);
      const type = this.#header[3];
      if (type === HEADERS) this.#blocks.push(length);
      else if (type === CONTINUATION) this.#blocks.push((this.#blocks.pop() ?? 0) + length);
      this.#skipBytes = length;
      this.#header = Buffer.alloc(0);
    }
  }
}
