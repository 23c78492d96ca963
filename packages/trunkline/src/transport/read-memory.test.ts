import assert from "node:assert/strict";
import { once } from "node:events";
import {
  type AddressInfo,
  connect as connectSocket,
  createServer,
  type NetConnectOpts,
  type Socket,
} from "node:net";
import { describe, it } from "node:test";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";
import { createAuthority } from "@trunkline/scripts/certificates";
import type { EndpointHandler } from "./endpoint.js";
import { onread } from "./read-memory.js";
import { SocketEndpoint } from "./socket-endpoint.js";
import { TlsEndpoint } from "./tls-endpoint.js";

/** Notes where each chunk lies, and ends with its peer. */
class Reads implements EndpointHandler {
  readonly memories: Set<ArrayBufferLike> = new Set();
  readonly ended: Promise<void>;
  text = "";
  largestBytes = 0;
  #onEnded: () => void = () => {};

  constructor(endpoint: SocketEndpoint) {
    this.ended = new Promise((resolve) => {
      this.#onEnded = resolve;
    });
    endpoint.open(this);
  }

  onBytes(chunk: Uint8Array): void {
    this.memories.add(chunk.buffer);
    this.largestBytes = Math.max(this.largestBytes, chunk.length);
    this.text += Buffer.from(chunk).toString();
  }

  onWritten(): void {}
  onPeerEnd(): void {}

  onEnd(): void {
    this.#onEnded();
  }
}

/** The accepted end of a connection, and the end that connected. */
async function plainSockets(options: Partial<NetConnectOpts> = {}): Promise<[Socket, Socket]> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const near = connectSocket({ ...options, host: "127.0.0.1", port });
  const [[far]] = await Promise.all([once(server, "connection"), once(near, "connect")]);
  server.close();
  return [far, near];
}

function say(endpoint: SocketEndpoint, text: string): void {
  const bytes = Buffer.from(text);
  endpoint.write(bytes, bytes.length);
}

async function exchange(far: SocketEndpoint, near: SocketEndpoint): Promise<[Reads, Reads]> {
  const [farReads, nearReads] = [new Reads(far), new Reads(near)];
  say(far, "from far");
  say(near, "from near");
  far.end();
  await Promise.all([farReads.ended, nearReads.ended]);
  assert.equal(farReads.text, "from near");
  assert.equal(nearReads.text, "from far");
  return [farReads, nearReads];
}

describe("the memory that sockets are read into", () => {
  const shared = (onread.buffer as () => Uint8Array)().buffer;

  it("is one for sockets that were accepted and sockets that connected", async () => {
    const [far, near] = await plainSockets({ onread });
    const [farReads, nearReads] = await exchange(new SocketEndpoint(far), new SocketEndpoint(near));
    assert.ok(farReads.memories.has(shared) && farReads.memories.size === 1);
    assert.ok(nearReads.memories.has(shared) && nearReads.memories.size === 1);
  });

  it("is the same for what TLS has decrypted", async () => {
    const authority = createAuthority();
    const server = createTlsServer(authority.issue());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const options = {
      host: "127.0.0.1",
      port,
      ca: authority.cert,
      servername: "localhost",
      onread,
    };
    const near = connectTls(options);
    // The end that connects has its reader at once: its peer might be first to speak.
    const opened = new Promise<TlsEndpoint>((resolve) => {
      near.once("secureConnect", () => resolve(new TlsEndpoint(near, null)));
    });
    const [[far], nearEndpoint] = await Promise.all([once(server, "secureConnection"), opened]);
    server.close();
    const [farReads, nearReads] = await exchange(new TlsEndpoint(far, null), nearEndpoint);
    assert.ok(farReads.memories.has(shared) && farReads.memories.size === 1);
    assert.ok(nearReads.memories.has(shared) && nearReads.memories.size === 1);
  });

  for (const end of ["far", "near"] as const) {
    it(`is used in large parts by the end that is ${end} while that is asked for`, async () => {
      const [far, near] = await plainSockets({ onread });
      const [receiver, sender] = end === "far" ? [far, near] : [near, far];
      const endpoint = new SocketEndpoint(receiver);
      const reads = new Reads(endpoint);
      let received = 0;
      const receiveAll = async (total: number): Promise<number> => {
        reads.largestBytes = 0;
        receiver.pause();
        // Nothing is read before all that one socket takes of it lies in the other.
        sender.write(Buffer.alloc(total, 0x61));
        await new Promise(setImmediate);
        receiver.resume();
        received += total;
        while (reads.text.length < received) await new Promise(setImmediate);
        return reads.largestBytes;
      };
      assert.equal(await receiveAll(1_000_000), 65_536);
      endpoint.setReadingMuch(true);
      // What the last chunk was read into was decided before.
      assert.equal(await receiveAll(2_000_000), 262_144);
      endpoint.setReadingMuch(false);
      await receiveAll(1);
      assert.equal(await receiveAll(1_000_000), 65_536);
      sender.end();
      await reads.ended;
    });
  }

  it("is not needed: a socket that cannot be given it is read as Node reads it", async () => {
    const [far, near] = await plainSockets();
    for (const socket of [far, near]) {
      Object.assign((socket as unknown as { _handle: object })._handle, { useUserBuffer: null });
    }
    const [farReads] = await exchange(new SocketEndpoint(far), new SocketEndpoint(near));
    assert.equal(farReads.memories.has(shared), false);
  });

  it("is not used where something has been read already, which comes first", async () => {
    const [far, near] = await plainSockets();
    near.write("early ");
    far.read(0);
    await once(far, "readable");
    const reads = new Reads(new SocketEndpoint(far));
    near.end("and late");
    await reads.ended;
    assert.equal(reads.text, "early and late");
  });
});
