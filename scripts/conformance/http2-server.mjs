// A server below gRPC: the transport and the engine alone, in production's defaults. It answers every
// request with 200 and a few bytes, and prints the target it is bound to as its first line. With --tls it
// speaks TLS, with a certificate made on the spot.

import { createAuthority } from "@trunkline/scripts/certificates";
import { tls } from "trunkline";
import { eventLoop, listen } from "trunkline/http2";

const body = new TextEncoder().encode("Hello from the engine\n");

/** Answers when the request is complete; everything else is the engine's business. */
function createSink(session) {
  const answer = (stream) => {
    stream.sendHeaders([[":status", "200", "content-type", "text/plain"]], false);
    stream.enqueue(body, true);
    stream.release();
  };
  return {
    onHeaders: (stream, _headers, endStream) => endStream && answer(stream),
    onData(stream, _chunk, start, end, endStream) {
      stream.consume(end - start);
      if (endStream) answer(stream);
    },
    onTrailers: answer,
    onReset: (stream) => stream.release(),
    onWritable() {},
    isResetFree: () => false,
    onPingAck() {},
    onSettings() {},
    onCapacity() {},
    onIdle() {},
    onGoAway: (goAway) => goAway.code === 0 && session.close(),
    onClosed() {},
  };
}

const address = { kind: "tcp", host: "127.0.0.1", port: 0 };
const secured = process.argv.includes("--tls")
  ? { credentials: tls(createAuthority().issue()) }
  : {};
const { target } = await listen(address, { clock: eventLoop, createSink, ...secured });
console.log(target);
