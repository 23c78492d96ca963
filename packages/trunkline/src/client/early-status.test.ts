// A server that answers before it has read the request, and does not say that it will not read the rest
// (RFC 9113 §8.1 lets it; gRPC asks both sides for RST_STREAM). It is written in bytes: an engine of
// ours would say so.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Status, StatusError } from "../grpc/index.js";
import {
  type Address,
  type ConnectOptions,
  createMemoryPair,
  type Endpoint,
  EndpointSession,
  type Session,
} from "../transport/index.js";
import { ScriptedPeer, watch } from "./scripted-peer.testing.js";

class SilentPeer extends ScriptedPeer {
  far!: Endpoint;
  received = "";

  override async connect(_address: Address, options: ConnectOptions): Promise<Session> {
    const [near, far] = createMemoryPair(this.clock);
    this.far = far;
    far.open({
      onBytes: (chunk) => {
        this.received += Buffer.from(chunk).toString("hex");
      },
      onWritten() {},
      onPeerEnd() {},
      onEnd() {},
    });
    return new EndpointSession("client", near, options);
  }

  send(...parts: (string | readonly number[])[]): void {
    const bytes = Buffer.concat(parts.map((part) => Buffer.from(part as string, "latin1")));
    this.far.write(bytes, bytes.length);
  }
}

test("a status that comes before the request is sent resets what is left of the stream", async () => {
  const peer = new SilentPeer();
  const outcome = watch(peer.echo.say({ text: "x".repeat(100_000) }));
  await peer.settle();
  peer.send([0, 0, 0, 4, 0, 0, 0, 0, 0]); // SETTINGS
  await peer.settle();
  const status = "\x88\x0f\x10\x10application/grpc\x00\x0bgrpc-status\x015";
  peer.send([0, 0, status.length, 1, 5, 0, 0, 0, 1], status); // HEADERS, with both ends
  await peer.settle();
  assert.ok(StatusError.is(outcome.error));
  assert.equal(outcome.error.code, Status.NOT_FOUND);
  assert.match(peer.received, /00000403000000000100000000$/, "RST_STREAM on stream 1, NO_ERROR");
  await peer.close();
});
