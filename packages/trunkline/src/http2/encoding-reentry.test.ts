import assert from "node:assert/strict";
import { test } from "node:test";
import { ErrorCode } from "./errors.js";
import type { Stream } from "./index.js";
import { requestFields, ScriptedPeer, settings } from "./scripted-peer.testing.js";

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

test("what is queued on a stream begun meanwhile waits for its headers, also where the message queues", () => {
  const peer = ScriptedPeer.afterPreface("client");
  const { connection } = peer;
  const outer = connection.openStream(null)!;
  outer.sendHeaders([requestFields], false);
  const out = outer.beginMessage()!;
  const inner = connection.openStream(null)!;
  inner.sendHeaders([requestFields], false);
  inner.enqueue(new Uint8Array(10), true);
  out.append(new Uint8Array(70_000));
  outer.commitMessage(true);
  const sent = peer.take();
  assert.deepEqual(sent.slice(0, 2), ["HEADERS 1 :method=POST", "HEADERS 3 :method=POST"]);
  assert.equal(sent.filter((line) => line === "DATA 3 10 end").length, 1);
});

test("a call begun as the message's end frees a slot comes after those begun while it was encoded", () => {
  const peer = ScriptedPeer.afterPreface("client");
  const { connection } = peer;
  peer.sendBytes(settings(3, 2));
  const outer = connection.openStream(null)!;
  outer.sendHeaders([requestFields], false);
  peer.sendBytes(peer.headers(1, "end", [":status", "200"]));
  peer.take();
  peer.sink.onCapacity = () => {
    const late = connection.openStream(null)!;
    late.sendHeaders([requestFields], false);
    assert.equal(late.beginMessage(), null);
    late.enqueue(new Uint8Array(2), false);
  };
  const out = outer.beginMessage()!;
  const inner = connection.openStream(null)!;
  inner.sendHeaders([requestFields], true);
  assert.equal(inner.isWriteClosed, true);
  assert.equal(connection.openStream(null), null);
  out.append(new Uint8Array(3));
  outer.commitMessage(true);
  assert.deepEqual(peer.take(), [
    "DATA 1 3 end",
    "HEADERS 3 :method=POST end",
    "HEADERS 5 :method=POST",
    "DATA 5 2",
  ]);
});

test("other calls that end while a message is encoded send their ends after it", () => {
  for (const ending of ["commitMessage", "abortMessage"] as const) {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1), peer.headers(3), peer.headers(5));
    const [outer, ended, trailed] = [...peer.sink.streams.values()] as [Stream, Stream, Stream];
    for (const stream of peer.sink.streams.values())
      stream.sendHeaders([[":status", "200"]], false);
    peer.take();
    outer.beginMessage()!.append(new Uint8Array(3));
    ended.end();
    trailed.sendTrailers([["grpc-status", "0"]]);
    trailed.enqueue(new Uint8Array(1), true);
    assert.equal(trailed.isWriteClosed, true);
    outer[ending](false);
    const message = ending === "commitMessage" ? ["DATA 1 3"] : [];
    assert.deepEqual(peer.take(), [...message, "DATA 3 0 end", "HEADERS 5 grpc-status=0 end"]);
  }
});

test("a connection that is lost while a message is encoded sends nothing of what was put off", () => {
  const peer = ScriptedPeer.afterPreface("client");
  const { connection } = peer;
  const outer = connection.openStream(null)!;
  outer.sendHeaders([requestFields], false);
  peer.take();
  const out = outer.beginMessage()!;
  out.append(new Uint8Array(3));
  connection.openStream(null)!.sendHeaders([requestFields], false);
  connection.ping();
  connection.transportClosed(null);
  outer.commitMessage(false);
  assert.deepEqual(peer.take(), []);
});
