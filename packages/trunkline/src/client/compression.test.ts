import assert from "node:assert/strict";
import { test } from "node:test";
import type { Encoding } from "../grpc/index.js";
import {
  compressFramed,
  EncodingWork,
  encodeFramed,
  Status,
  uncompressed,
  wasCompressed,
} from "../grpc/index.js";
import { runs, SlowRuns } from "../testing/index.js";
import type { ChannelOptions } from "./channel-options.js";
import { ScriptedPeer, watch } from "./scripted-peer.testing.js";
import { Text } from "./text-message.testing.js";

const long = "a".repeat(200);

function packed(text: string): Uint8Array {
  return compressFramed(
    {},
    encodeFramed(Text, { text }),
    runs,
    0,
    new EncodingWork({}),
  ) as Uint8Array;
}

function peerWith(encoding: Encoding = runs, send?: string): ScriptedPeer {
  const compression = { encodings: [encoding], send, minBytes: 100 };
  return new ScriptedPeer("localhost:50051", { compression } as ChannelOptions);
}

test("A channel offers its encodings, and sends nothing compressed by default", async () => {
  const peer = peerWith();
  void peer.echo.say({ text: long });
  await peer.settle();
  peer.call.answer("");
  await peer.settle();
  const { headers, flags } = peer.call;
  assert.equal(headers.get("grpc-accept-encoding"), "identity,runs");
  assert.equal(headers.get("grpc-encoding"), undefined);
  assert.deepEqual(flags, [0]);
  await peer.close();
});

test("The channel's encoding or the call's is used, but not for what is small", async () => {
  const cases: [
    send: string | undefined,
    chosen: string | undefined,
    text: string,
    flag: number,
  ][] = [
    ["runs", undefined, long, 1],
    ["runs", "identity", long, 0],
    [undefined, "runs", long, 1],
    ["runs", undefined, "a".repeat(50), 0],
  ];
  for (const [send, chosen, text, flag] of cases) {
    const peer = peerWith(runs, send);
    peer.onCall = (call) => call.useEncoding(runs);
    // The first waits for the connection, the second goes at once.
    for (const _ of [0, 1]) {
      const outcome = watch(peer.echo.say({ text }, { compression: chosen }));
      await peer.settle();
      peer.call.answer("");
      await peer.settle();
      assert.deepEqual(outcome.value, { text: "" });
      assert.deepEqual([peer.call.flags, peer.call.messages], [[flag], [text]]);
      const named = (chosen ?? send) === "runs" ? "runs" : undefined;
      assert.equal(peer.call.headers.get("grpc-encoding"), named);
    }
    await peer.close();
  }
});

test("grpc-encoding stands among the call's own fields, before the metadata", async () => {
  const peer = peerWith();
  const metadata = { "x-tenant": "a" };
  void peer.echo.say({}, { metadata, compression: "runs", timeoutMs: 1_000 }).catch(() => {});
  await peer.settle();
  const names = peer.call.headers.fields.filter((_, index) => index % 2 === 0);
  assert.deepEqual(names.slice(4), [
    ...["grpc-timeout", "te", "content-type", "grpc-accept-encoding", "user-agent"],
    ...["grpc-encoding", "x-tenant"],
  ]);
  await peer.close();
});

test("A call with an encoding that the channel has not is refused", async () => {
  const peer = peerWith();
  const error = await peer.echo.say({}, { compression: "br" }).catch((thrown) => thrown);
  assert.ok(error instanceof RangeError);
  assert.equal(error.message, 'Cannot set compression to "br": expected one of identity, runs');
  const uploads = watch(peer.echo.upload([{}], { compression: "br" }));
  await peer.settle();
  assert.ok(uploads.error instanceof RangeError);
  assert.throws(() => peerWith(runs, "br"), RangeError);
  await peer.close();
});

test("Requests of a stream keep their order where one takes long, and are not asked for meanwhile", async () => {
  const slow = new SlowRuns();
  const peer = peerWith(slow, "runs");
  peer.onCall = (call) => call.useEncoding(runs);
  let asked = 0;
  const texts = ["a", "b", "c"].map((letter) => letter.repeat(150));
  const input = (function* () {
    for (const text of texts) {
      asked++;
      yield text.startsWith("b") ? uncompressed({ text }) : { text };
    }
  })();
  const outcome = watch(peer.echo.upload(input));
  await peer.settle();
  assert.deepEqual([asked, peer.call.messages.length], [1, 0]);
  slow.finishNext();
  await peer.settle();
  assert.deepEqual([asked, peer.call.messages.length, peer.call.hasEnded], [3, 2, false]);
  slow.finishNext();
  await peer.settle();
  assert.deepEqual([peer.call.messages, peer.call.flags], [texts, [1, 0, 1]]);
  assert.equal(peer.call.hasEnded, true);
  peer.call.answer("thanks");
  await peer.settle();
  assert.deepEqual(outcome.value, { text: "thanks" });
  await peer.close();
});

test("A unary request that takes long to compress is sent once, or not at all", async () => {
  for (const isCancelled of [false, true]) {
    const slow = new SlowRuns();
    const peer = peerWith(slow, "runs");
    peer.onCall = (call) => call.useEncoding(runs);
    const controller = new AbortController();
    const outcome = watch(peer.echo.say({ text: long }, { signal: controller.signal }));
    await peer.settle();
    assert.deepEqual(peer.call.messages, []);
    if (isCancelled) controller.abort();
    slow.finishNext();
    await peer.settle();
    if (isCancelled) {
      assert.equal(outcome.error?.code, Status.CANCELLED);
      assert.deepEqual(peer.call.messages, []);
    } else {
      assert.deepEqual([peer.call.messages, peer.call.hasEnded], [[long], true]);
      peer.call.answer("");
      await peer.settle();
      assert.deepEqual(outcome.value, { text: "" });
    }
    await peer.close();
  }
});

test("What an encoding fails on is the call's outcome", async () => {
  const broken: Encoding = {
    ...runs,
    compress: async () => {
      throw new Error("out of memory");
    },
  };
  for (const start of [
    (peer: ScriptedPeer) => peer.echo.say({ text: long }),
    (peer: ScriptedPeer) => peer.echo.upload([{ text: long }]),
  ]) {
    const peer = peerWith(broken, "runs");
    const outcome = watch(start(peer));
    await peer.settle();
    assert.match(String(outcome.error), /out of memory/);
    assert.equal(peer.call.resetWith, "CANCEL");
    await peer.close();
  }
});

test("A compressed response is read, and wasCompressed() knows it", async () => {
  const peer = peerWith();
  peer.onCall = (call) => {
    call.sendHeaders("grpc-encoding", "runs").sendBytes(packed(long));
    call.sendTrailers("grpc-status", "0");
  };
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  assert.deepEqual(outcome.value, { text: long });
  assert.equal(wasCompressed(outcome.value!), true);
  await peer.close();
});

test("A response that takes long to decompress is there after its status has come", async () => {
  const slow = new SlowRuns();
  const peer = peerWith(slow);
  peer.onCall = (call) => {
    call.sendHeaders("grpc-encoding", "runs").sendBytes(packed(long));
    call.sendTrailers("grpc-status", "0");
  };
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  assert.deepEqual(outcome, {});
  slow.finishNext();
  await peer.settle();
  assert.deepEqual(outcome.value, { text: long });

  const texts: string[] = [];
  const reading = (async () => {
    for await (const { text } of peer.echo.list({})) texts.push(text);
  })();
  await peer.settle();
  assert.deepEqual(texts, []);
  slow.finishNext();
  await reading;
  assert.deepEqual(texts, [long]);
  await peer.close();
});

test("A response that cannot be decompressed, or is too large then, fails the call once", async () => {
  const wrong = Uint8Array.from([1, 0, 0, 0, 1, 7]);
  for (const [bytes, code] of [
    [wrong, Status.INTERNAL],
    [packed(long), Status.RESOURCE_EXHAUSTED],
  ] as const) {
    for (const encoding of [runs, new SlowRuns()]) {
      const peer = new ScriptedPeer("localhost:50051", {
        maxReceiveMessageBytes: 150,
        compression: { encodings: [encoding] },
      });
      peer.onCall = (call) => {
        call.sendHeaders("grpc-encoding", "runs").sendBytes(bytes);
        call.sendTrailers("grpc-status", "0");
      };
      const outcome = watch(peer.echo.say({}));
      const next = watch(peer.echo.list({}).next());
      await peer.settle();
      if (encoding instanceof SlowRuns) {
        encoding.finishNext();
        encoding.finishNext();
        await peer.settle();
      }
      assert.equal(outcome.error?.code, code);
      assert.equal(next.error?.code, code);
      await peer.close();
    }
  }
});

test("A large response that cannot be decompressed after its status has come makes room for others", async () => {
  const slow = new SlowRuns();
  const peer = new ScriptedPeer("localhost:50051", {
    streamWindowBytes: 65_536,
    maxUnfinishedBytes: 65_536,
    compression: { encodings: [slow] },
  });
  const failing = watch(peer.echo.say({}));
  await peer.settle();
  // 100,001 octets: the last run has no octet.
  const wrong = new Uint8Array(5 + 100_001);
  wrong.set([1, 0, 1, 0x86, 0xa1]);
  peer.call.sendHeaders("grpc-encoding", "runs").sendBytes(wrong);
  peer.call.sendTrailers("grpc-status", "0");
  await peer.settle();
  slow.finishNext();
  await peer.settle();
  assert.equal(failing.error?.code, Status.INTERNAL);
  const large = encodeFramed(Text, { text: "x".repeat(300_000) });
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  peer.call.sendHeaders().sendBytes(large).sendTrailers("grpc-status", "0");
  await peer.settle();
  assert.equal(outcome.value?.text.length, 300_000);
  await peer.close();
});

test("A call that is refused while its request is compressed is sent whole on its second stream", async () => {
  const slow = new SlowRuns();
  const peer = peerWith(slow, "runs");
  peer.onCall = (call) => call.useEncoding(runs);
  const outcome = watch(peer.echo.say({ text: long }));
  await peer.settle();
  peer.call.stream.reset(7);
  await peer.settle();
  assert.equal(peer.calls.length, 2);
  while (slow.pending > 0) {
    slow.finishNext();
    await peer.settle();
  }
  assert.deepEqual([peer.call.messages, peer.call.hasEnded], [[long], true]);
  peer.call.answer("");
  await peer.settle();
  assert.deepEqual(outcome.value, { text: "" });
  await peer.close();
});
