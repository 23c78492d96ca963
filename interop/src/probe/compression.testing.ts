// Messages compressed by gzip between ours and a peer, both ways: small ones and such as go through Node's
// threads. Each end says what it saw where its language lets it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createChannel, createClient, createServer, wasCompressed } from "trunkline";
import { type Command, withArgs } from "../command.js";
import { Probe } from "../gen/probe_pb.js";
import { runProgram, startServer } from "../program.js";
import { createProbe } from "./service.js";

const sizes = [2_000, 1_000_000];

/** What a peer's programs can know of compression. */
export interface PeerSight {
  /** Its server can tell whether a request came compressed. */
  readonly seesRequests: boolean;
  /** Its client can tell whether a reply did. */
  readonly seesReplies: boolean;
}

/** One peer's programs against our own ends. */
export function testCompression(
  name: string,
  client: () => Command,
  server: () => Command,
  { seesRequests, seesReplies }: PeerSight,
): void {
  test(`gzip: our client and ${name}'s server`, async () => {
    await using serving = await startServer(withArgs(server(), "127.0.0.1:0"));
    await using channel = createChannel(serving.target);
    for (const size of sizes) {
      const request = { body: new Uint8Array(size) };
      const reply = await createClient(Probe, channel).unary(request, { compression: "gzip" });
      assert.equal(reply.body.length, size);
      assert.equal(reply.cameCompressed, seesRequests);
      assert.equal(wasCompressed(reply), true);
    }
  });

  test(`gzip: ${name}'s client and our server`, async () => {
    const ourServer = createServer();
    ourServer.addService(Probe, createProbe({ begun() {}, ended() {}, sent() {} }));
    const target = await ourServer.listen("127.0.0.1:0");
    for (const bytes of sizes) {
      const result = await runProgram(withArgs(client(), target, "echo", String(bytes)));
      assert.equal(result.stderr, "");
      const seen = seesReplies ? { replyCompressed: true } : {};
      assert.deepEqual(JSON.parse(result.stdout), { bytes, requestCompressed: true, ...seen });
    }
    await ourServer.close({ graceMs: 0 });
  });
}
