import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveConnectionOptions } from "./connection-options.js";
import { ConnectionState } from "./connection-state.js";
import { EngineStream } from "./engine-stream.js";
import { ErrorCode } from "./errors.js";
import { RecordingSink, ScriptedPeer, settings, windowUpdate } from "./scripted-peer.testing.js";
import { SettingId } from "./settings.js";
import type { Stream } from "./stream.js";

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

test("a window opened octet by octet gives one stream its turn, and the next one the next", () => {
  const peer = ScriptedPeer.afterPreface("server");
  // Windows so small that whatever they let through is sent.
  peer.sendBytes(settings(SettingId.INITIAL_WINDOW_SIZE, 8_000));
  const streams = Array.from({ length: 109 }, (_, index) => {
    peer.sendBytes(peer.headers(1 + 2 * index));
    const stream = peer.sink.streams.get(1 + 2 * index)!;
    stream.sendHeaders([[":status", "200"]], false);
    return stream;
  });
  // The first nine use up the connection's window of 65,535 bytes.
  for (const stream of streams.slice(0, 8)) stream.enqueue(new Uint8Array(7_282), false);
  streams[8]!.enqueue(new Uint8Array(7_279), false);
  peer.take();
  let looks = 0;
  for (const stream of streams.slice(9)) {
    stream.enqueue(new Uint8Array(50), false);
    const { sendWindow } = stream;
    let value = sendWindow;
    Object.defineProperty(stream, "sendWindow", {
      get: () => {
        looks++;
        return value;
      },
      set: (changed: number) => {
        value = changed;
      },
    });
  }
  assert.deepEqual(peer.take(), []);
  looks = 0;
  peer.sendBytes(windowUpdate(0, 1));
  assert.deepEqual(peer.take(), ["DATA 19 1"]);
  const looksAtOne = looks;
  for (let update = 0; update < 3; update++) peer.sendBytes(windowUpdate(0, 1));
  assert.deepEqual(peer.take(), ["DATA 21 1", "DATA 23 1", "DATA 25 1"]);
  assert.ok(looks <= 4 * looksAtOne && looksAtOne < 15, `${looks} looks at 100 streams`);
});

test("a stream that was woken and reset before its turn leaves the window to the others", () => {
  const peer = ScriptedPeer.afterPreface("server");
  peer.sendBytes(settings(SettingId.INITIAL_WINDOW_SIZE, 1_000_000));
  const [first, second, third] = [1, 3, 5].map((id) => {
    peer.sendBytes(peer.headers(id));
    const stream = peer.sink.streams.get(id)!;
    stream.sendHeaders([[":status", "200"]], false);
    return stream;
  }) as [Stream, Stream, Stream];
  first.enqueue(new Uint8Array(65_535), false);
  peer.take();
  second.enqueue(new Uint8Array(20_000), false);
  third.enqueue(new Uint8Array(20_000), false);
  peer.connection.setBlocked(true);
  peer.sendBytes(windowUpdate(0, 10_000));
  second.reset(ErrorCode.CANCEL);
  peer.connection.setBlocked(false);
  assert.deepEqual(peer.take(), ["RST_STREAM 3 CANCEL", "DATA 5 10000"]);
});
