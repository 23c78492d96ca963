import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveConnectionOptions } from "./connection-options.js";
import { ConnectionState } from "./connection-state.js";
import { EngineStream } from "./engine-stream.js";
import { ErrorCode } from "./errors.js";
import { RecordingSink } from "./scripted-peer.testing.js";

test("streams reset while they wait for the connection's window are not gathered", () => {
  const host = {
    flush() {},
    scheduleFlush() {},
    lendBuffer: () => new Uint8Array(65_536),
    nowMs: () => 0,
    wakeAt() {},
  };
  const connection = new ConnectionState("server", resolveConnectionOptions({}), host);
  connection.sink = new RecordingSink();
  connection.sendWindow = 0;
  const open = (id: number): EngineStream => {
    const stream = new EngineStream(connection, id);
    connection.streams.add(stream);
    connection.slotsTaken++;
    stream.enqueue(new Uint8Array(10), false);
    return stream;
  };
  const waiting = [open(1), open(3), open(5)];
  for (let id = 7; id < 2_007; id += 2) open(id).reset(ErrorCode.CANCEL);
  assert.ok(connection.starved.length < 40, `${connection.starved.length} streams are kept`);
  assert.deepEqual(
    connection.starved.slice(0, 3).map(({ id }) => id),
    waiting.map(({ id }) => id),
  );
});
