// Many large responses at once on one connection: what they hold together, and that each comes through.

import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeFramed } from "../grpc/index.js";
import { ScriptedPeer, watch } from "./scripted-peer.testing.js";
import { Text } from "./text-message.testing.js";

const WINDOW_BYTES = 65_536;
const CALLS = 20;
const large = encodeFramed(Text, { text: "x".repeat(300_000) });

function peerOf(maxUnfinishedBytes: number): ScriptedPeer {
  return new ScriptedPeer("localhost:1", { streamWindowBytes: WINDOW_BYTES, maxUnfinishedBytes });
}

/** What the client has let the server send. */
function sentBytes(peer: ScriptedPeer): number {
  return peer.connections[0]!.connection.counters.dataBytesSent;
}

test("responses larger than windows are gathered one after the other, and all come through", async () => {
  const peer = peerOf(2 << 20);
  const outcomes = Array.from({ length: CALLS }, () => watch(peer.echo.say({})));
  await peer.settle();
  for (const call of peer.calls) call.sendHeaders().sendBytes(large.subarray(0, -1));
  await peer.settle();
  const most = large.length + (CALLS - 1) * WINDOW_BYTES;
  assert.ok(sentBytes(peer) <= most, `${sentBytes(peer)} bytes, ${most} at most`);
  for (const call of peer.calls)
    call.sendBytes(large.subarray(-1)).sendTrailers("grpc-status", "0");
  await peer.settle();
  assert.deepEqual(
    outcomes.map(({ value }) => value?.text.length),
    outcomes.map(() => 300_000),
  );
  await peer.close();
});

test("messages of streams are gathered so too, and one that is left makes room for the next", async () => {
  const peer = peerOf(2 << 20);
  const streams = [peer.echo.list({}), peer.echo.list({})];
  const [first, second] = streams.map((stream) => watch(stream.next()));
  await peer.settle();
  const [left, right] = peer.calls;
  left!.sendHeaders().sendBytes(large.subarray(0, 250_000));
  right!.sendHeaders().sendBytes(large).sendTrailers("grpc-status", "0");
  await peer.settle();
  assert.deepEqual(second, {});
  await streams[0]!.return();
  await peer.settle();
  assert.deepEqual(first!.value, { done: true, value: undefined });
  assert.equal(second!.value?.value?.text.length, 300_000);
  await peer.close();
});

test("what fills the windows that streams begin with never fails where no limit was set", async () => {
  const peer = new ScriptedPeer("localhost:1", { streamWindowBytes: 4 << 20 });
  const most = encodeFramed(Text, { text: "x".repeat(4_000_000) });
  const outcomes = Array.from({ length: 100 }, () => watch(peer.echo.say({})));
  await peer.settle();
  for (const call of peer.calls)
    call.sendHeaders().sendBytes(most).sendTrailers("grpc-status", "0");
  await peer.settle();
  assert.deepEqual(new Set(outcomes.map(({ value }) => value?.text.length)), new Set([4_000_000]));
  await peer.close();
});

test("what exceeds the limit of a connection fails with RESOURCE_EXHAUSTED, and only that", async () => {
  const peer = peerOf(5 * WINDOW_BYTES);
  const outcomes = Array.from({ length: CALLS }, () => watch(peer.echo.say({})));
  await peer.settle();
  for (const call of peer.calls)
    call.sendHeaders().sendBytes(large).sendTrailers("grpc-status", "0");
  await peer.settle();
  const failed = outcomes.flatMap(({ error }) => (error === undefined ? [] : [error]));
  for (const { message } of failed) {
    assert.match(message, /unfinished messages of one connection may hold 327680 bytes/);
  }
  assert.ok(failed.length >= CALLS - 5 && failed.length < CALLS, `${failed.length} failed`);
  const later = watch(peer.echo.say({}));
  await peer.settle();
  peer.call.sendHeaders().sendBytes(large).sendTrailers("grpc-status", "0");
  await peer.settle();
  assert.equal(later.value?.text.length, 300_000);
  await peer.close();
});
