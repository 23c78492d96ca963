import assert from "node:assert/strict";
import { test } from "node:test";
import { ErrorCode } from "./errors.js";
import { requestFields, ScriptedPeer } from "./scripted-peer.testing.js";

test("a call begun and reset while another message is encoded leaves nothing on the wire", () => {
  const peer = ScriptedPeer.afterPreface("client");
  const { connection } = peer;
  const outer = connection.openStream(null)!;
  outer.sendHeaders([requestFields], false);
  const out = outer.beginMessage()!;
  const inner = connection.openStream(null)!;
  inner.sendHeaders([requestFields], false);
  inner.enqueue(new Uint8Array(10), true);
  inner.reset(ErrorCode.CANCEL);
  out.append(new Uint8Array(3));
  outer.commitMessage(true);
  assert.deepEqual(peer.take(), ["HEADERS 1 :method=POST", "DATA 1 3 end"]);
  const next = connection.openStream(null)!;
  next.sendHeaders([requestFields], false);
  next.reset(ErrorCode.CANCEL);
  assert.deepEqual(peer.take(), ["HEADERS 5 :method=POST", "RST_STREAM 5 CANCEL"]);
});

test("what is queued on a stream begun meanwhile waits for its headers, also where the message overflows", () => {
  const peer = ScriptedPeer.afterPreface("client");
  const { connection } = peer;
  const outer = connection.openStream(null)!;
  outer.sendHeaders([requestFields], false);
  const out = outer.beginMessage()!;
  const inner = connection.openStream(null)!;
  inner.sendHeaders([requestFields], false);
  inner.enqueue(new Uint8Array(10), true);
  out.append(new Uint8Array(20_000));
  outer.commitMessage(true);
  assert.deepEqual(peer.take(), [
    "HEADERS 1 :method=POST",
    "DATA 1 16384",
    "DATA 1 3616 end",
    "HEADERS 3 :method=POST",
    "DATA 3 10 end",
  ]);
});
