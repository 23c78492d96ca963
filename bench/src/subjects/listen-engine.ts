// A server on the engine alone: the sockets of the runtime, and a sink in the place of gRPC.

import {
  type ConnectionOptions,
  type ConnectionSink,
  eventLoop,
  listen,
  type Stream,
  tls,
} from "trunkline/http2";
import { givenCertificate } from "./secured.js";

/** Serves on a port that the system chooses, prints where, and ends in order at SIGTERM. */
export async function listenEngine(
  createSink: () => ConnectionSink,
  http2: ConnectionOptions = {},
): Promise<void> {
  const address = { kind: "tcp", host: "127.0.0.1", port: 0 } as const;
  const certificate = givenCertificate();
  const security = certificate === undefined ? {} : { credentials: tls(certificate) };
  const listener = await listen(address, { clock: eventLoop, http2, createSink, ...security });
  console.log(listener.target);
  process.on("SIGTERM", () => process.exit(0));
}

/** A sink that minds the end of streams and nothing else. */
export abstract class EngineSink implements ConnectionSink {
  abstract onHeaders(...args: Parameters<ConnectionSink["onHeaders"]>): void;
  abstract onData(...args: Parameters<ConnectionSink["onData"]>): void;

  onTrailers(stream: Stream): void {
    stream.release();
  }

  onReset(stream: Stream): void {
    stream.release();
  }

  onWritable(_stream: Stream): void {}
  onSettings(): void {}
  onCapacity(): void {}
  isResetFree(): boolean {
    return false;
  }

  onPingAck(): void {}
  onIdle(): void {}
  onGoAway(): void {}
  onClosed(): void {}
}
