import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { FrameLog } from "../http2/index.js";
import { VirtualClock } from "../testing/index.js";
import { createMemoryPair } from "./index.js";
import { TracedEndpoint, traceIfAsked } from "./traced-endpoint.js";

/** What a program prints to standard error that connects two sessions, with TRUNKLINE_TRACE as given. */
function traceOf(value: string | undefined): Promise<string> {
  const program = fileURLToPath(new URL("./traced-endpoint.testing.js", import.meta.url));
  const { TRUNKLINE_TRACE: _, ...others } = process.env;
  const env = value === undefined ? others : { ...others, TRUNKLINE_TRACE: value };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program], { env }, (error, _stdout, stderr) => {
      if (error === null) resolve(stderr);
      else reject(error);
    });
  });
}

describe("TRUNKLINE_TRACE", () => {
  it("prints the frames of both ends to standard error, without colours, when it says http2", async () => {
    const trace = await traceOf("other,http2");
    assert.match(trace, /^\[ {5}0\.000 ms\] #1 server at memory:right, peer memory:left$/m);
    assert.match(trace, /^\[.*\] #2 send the client's preface$/m);
    assert.match(trace, /^\[.*\] #1 recv SETTINGS connection, 18 octets$/m);
    assert.match(trace, /^\[.*\] #2 closed$/m);
    assert.ok(!trace.includes("\x1b"), "no colours where there is no terminal");
  });

  it("is silent otherwise, and the endpoint is the very same", async () => {
    assert.equal(await traceOf(undefined), "");
    assert.equal(await traceOf("http"), "");
    const clock = new VirtualClock();
    const [endpoint] = createMemoryPair(clock);
    assert.equal(traceIfAsked(endpoint, "client", clock), endpoint);
  });
});

describe("TracedEndpoint", () => {
  it("passes everything on, in both directions", async () => {
    const clock = new VirtualClock();
    const [left, right] = createMemoryPair(clock);
    const lines: string[] = [];
    const write = (line: string): unknown => lines.push(line);
    const log = new FrameLog({ name: "1", role: "server", startMs: 0, write });
    const traced = new TracedEndpoint(left, log, "server", clock);
    const heard: string[] = [];
    const hear = (name: string): Parameters<typeof left.open>[0] => ({
      onBytes: (chunk) => heard.push(`${name} ${chunk.length}`),
      onWritten: (buffer) => heard.push(`${name} written ${buffer.length}`),
      onPeerEnd: () => heard.push(`${name} peer end`),
      onEnd: (error) => heard.push(`${name} end ${error === null}`),
    });
    traced.open(hear("left"));
    right.open(hear("right"));
    // So that the buffer is lent, and comes back.
    right.setReading(false);
    traced.write(Uint8Array.from([0, 0, 0, 4, 0, 0, 0, 0, 0, 99]), 9);
    assert.equal(traced.pendingBytes, 9);
    right.setReading(true);
    right.write(new Uint8Array(24), 24);
    await clock.settle();
    traced.end();
    await clock.settle();
    assert.deepEqual(heard.sort(), [
      "left 24",
      "left end true",
      "left peer end",
      "left written 10",
      "right 9",
      "right end true",
      "right peer end",
    ]);
    assert.deepEqual(
      lines.map((line) => line.replace(/^.*?#1 /, "").slice(0, 40)),
      [
        "server at memory:left, peer memory:right",
        "send SETTINGS connection, 0 octets",
        'recv 24 octets that are not HTTP/2: "\\x0',
        "closed",
      ],
    );
  });
});
