import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { startServer } from "@trunkline/interop";
import { createAuthority } from "@trunkline/scripts/certificates";
import { secured } from "../subjects/secured.js";
import { engineSubjects, secureServerSubjects, serverSubjects } from "../subjects/subjects.js";
import type { LoadRequest } from "./load-request.js";
import { runOwnLoad } from "./run-load.js";
import {
  type CallKind,
  HELLO,
  isMultiplexed,
  MESSAGE,
  type Protocol,
  replyBody,
} from "./workload.js";

const IN_FLIGHT = 4;

function load(
  target: string,
  protocol: Protocol,
  kind: CallKind = HELLO,
  more: Partial<LoadRequest> = {},
) {
  const connections = isMultiplexed(protocol) ? 2 : IN_FLIGHT;
  const shape = { connections, streams: IN_FLIGHT / connections };
  return runOwnLoad({
    target,
    protocol,
    ...shape,
    kind,
    warmupMs: 0,
    measureMs: 50,
    serverPid: process.pid,
    ...more,
  });
}

const peersOfOtherLanguages = ["grpc-go", "grpcio"];

for (const { name, protocol, command } of serverSubjects) {
  if (peersOfOtherLanguages.includes(name)) continue;
  test(`load on ${name}: every reply is the one expected`, async () => {
    await using server = await startServer(command());
    const { answered, elapsedMs, generatorShare } = await load(server.target, protocol);
    // Those that were in flight at the end of the window have been waited for.
    assert.ok(answered >= IN_FLIGHT);
    assert.ok(elapsedMs >= 49);
    assert.ok(generatorShare > 0);
  });
}

for (const { name, protocol, command } of engineSubjects) {
  test(`load on ${name} beside the engine: every reply is the one expected`, async () => {
    await using server = await startServer(command());
    const { answered } = await load(server.target, protocol, {
      headersVary: isMultiplexed(protocol),
    });
    assert.ok(answered >= IN_FLIGHT);
  });
}

for (const nameBytes of [24, 65_500]) {
  test(`load of real calls of ${nameBytes} bytes: each reply is that to its own request`, async () => {
    for (const { name, protocol, command } of serverSubjects) {
      // The others are no different to the load.
      if (name !== "trunkline" && name !== "node:http") continue;
      await using server = await startServer(command());
      const { answered } = await load(server.target, protocol, { nameBytes, headersVary: true });
      assert.ok(answered >= IN_FLIGHT, name);
    }
  });
}

test("load over TLS: every reply is the one expected", async () => {
  const authority = createAuthority();
  for (const { command, protocol, missing } of secureServerSubjects) {
    if (missing !== undefined) continue;
    await using server = await startServer(secured(command(), authority.issue()));
    const tls = { authority: authority.cert };
    assert.ok((await load(server.target, protocol, HELLO, tls)).answered >= IN_FLIGHT);
  }
});

test("load in an open loop: as many calls as were due, each timed", async () => {
  for (const protocol of ["grpc", "http1"] as const) {
    const subject = serverSubjects.find((candidate) => candidate.protocol === protocol)!;
    await using server = await startServer(subject.command());
    const { answered, latencyMicros } = await load(server.target, protocol, HELLO, {
      perSecond: 1_000,
    });
    // 50 are due in 50 ms, give or take what chance does.
    assert.ok(answered > 20 && answered < 100, `${answered} calls`);
    assert.ok(latencyMicros !== undefined && latencyMicros.p50 > 0);
    assert.ok(latencyMicros.p99 >= latencyMicros.p50);
  }
});

test("load over HTTP/1.1: another reply than the one expected fails the run", async () => {
  const body = JSON.stringify({ message: MESSAGE.replace("!", "?") });
  const server = createHttpServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await assert.rejects(load(`127.0.0.1:${port}`, "http1"), /Reply is not the one expected/);
  server.close();
});

for (const [what, status, change] of [
  ["a wrong byte in the message", "0", (body: Buffer) => body.fill(0x3f, body.length - 1)],
  ["a message too short", "0", (body: Buffer) => body.subarray(0, -1)],
  ["a status that is not OK", "13", (body: Buffer) => body],
] as const) {
  test(`load over gRPC: ${what} fails the run`, async () => {
    const body = change(replyBody("grpc"));
    const server = createHttp2Server();
    server.on("stream", (stream) => {
      stream.on("error", () => {});
      stream.respond(
        { ":status": 200, "content-type": "application/grpc" },
        { waitForTrailers: true },
      );
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": status }));
      stream.end(body);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await assert.rejects(load(`127.0.0.1:${port}`, "grpc"), /Reply is not the one expected/);
    server.close();
  });
}
