import assert from "node:assert/strict";
import { test } from "node:test";
import { Metadata, Status, StatusError } from "../grpc/index.js";
import { createDecodeLimits } from "../protobuf/index.js";
import { zlibEncodings } from "../transport/index.js";
import { createChannel } from "./create-channel.js";
import { type PeerCall, ScriptedPeer, watch } from "./scripted-peer.testing.js";
import { USER_AGENT } from "./user-agent.js";

/** Makes one unary call that the script answers, and gives its error. */
async function failing(script: (call: PeerCall) => void): Promise<StatusError> {
  const peer = new ScriptedPeer();
  peer.onCall = script;
  const outcome = watch(peer.echo.say({ text: "x" }));
  await peer.settle();
  await peer.close();
  assert.ok(outcome.error instanceof StatusError, "the call has not failed with a StatusError");
  return outcome.error;
}

test("a unary call sends one message and gives the response's", async () => {
  const peer = new ScriptedPeer();
  const outcome = watch(peer.echo.say({ text: "hello" }));
  await peer.settle();
  assert.deepEqual(peer.call.messages, ["hello"]);
  assert.equal(peer.call.hasEnded, true);
  peer.call.answer("hello yourself");
  await peer.settle();
  assert.deepEqual(outcome.value, { text: "hello yourself" });
  assert.equal(peer.call.resetWith, undefined);
  await peer.close();
});

test("a request has its fields in the order that the protocol wants", async () => {
  const peer = new ScriptedPeer("localhost:50051", { userAgent: "shop/1.4" });
  peer.onCall = (call) => call.answer("");
  const trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const parent = { metadata: new Metadata({ traceparent: trace, "x-secret": "stays here" }) };
  const accepted = ["identity", ...zlibEncodings.map(({ name }) => name)].join(",");
  const metadata = { "x-tenant": ["a", "b"], "x-key-bin": new Uint8Array([251]) };
  for (let round = 0; round < 2; round++) {
    const outcome = watch(peer.echo.say({}, { timeoutMs: 5_000, metadata, parent }));
    await peer.settle();
    assert.deepEqual(outcome.value, { text: "" });
  }
  // The first call waited for its connection, the second went at once.
  for (const call of peer.calls) {
    assert.deepEqual(call.headers.fields, [
      ...[":method", "POST", ":scheme", "http", ":path", "/test.Echo/Say"],
      ...[":authority", "localhost:50051", "grpc-timeout", "5S", "te", "trailers"],
      ...["content-type", "application/grpc", "grpc-accept-encoding", accepted],
      ...["user-agent", `shop/1.4 ${USER_AGENT}`],
      ...["x-tenant", "a", "x-tenant", "b", "x-key-bin", "+w", "traceparent", trace],
    ]);
  }
  await peer.close();
});

test("grpc-timeout says what is left after waiting for a connection", async () => {
  const peer = new ScriptedPeer();
  peer.onConnect = () => (peer.clock.nowMs() < 1_000 ? new Error("not yet") : undefined);
  watch(peer.echo.say({}, { timeoutMs: 5_000, waitForReady: true }));
  await peer.clock.advance(1_000);
  assert.equal(peer.call.headers.get("grpc-timeout"), "4S");
  await peer.close();
});

test("timeouts beyond the eight that get a template are sent right too", async () => {
  const peer = new ScriptedPeer();
  peer.onCall = (call) => call.answer("");
  for (let round = 0; round < 2; round++) {
    for (let seconds = 1; seconds <= 12; seconds++) {
      watch(peer.echo.say({}, { timeoutMs: seconds * 1_000 }));
      await peer.settle();
      assert.equal(peer.call.headers.get("grpc-timeout"), `${seconds}S`);
    }
  }
  await peer.close();
});

test("onHeaders and onTrailers hear of both, in order", async () => {
  const peer = new ScriptedPeer();
  peer.onCall = (call) =>
    call.sendHeaders("x-h", "1").sendMessage("").sendTrailers("grpc-status", "0", "x-t", "2");
  const heard: unknown[] = [];
  const outcome = watch(
    peer.echo.say(
      {},
      {
        onHeaders: (headers) => heard.push("headers", headers.toJSON()),
        onTrailers: (trailers) => heard.push("trailers", trailers.toJSON()),
      },
    ),
  );
  await peer.settle();
  assert.deepEqual(outcome.value, { text: "" });
  assert.equal(JSON.stringify(heard), '["headers",{"x-h":["1"]},"trailers",{"x-t":["2"]}]');
  await peer.close();
});

for (const hook of ["onHeaders", "onTrailers"] as const) {
  test(`a call whose ${hook} throws is cancelled with that cause`, async () => {
    const peer = new ScriptedPeer();
    peer.onCall = (call) => call.sendHeaders().sendMessage("").sendTrailers("grpc-status", "0");
    const cause = new Error("of the hook");
    const outcome = watch(
      peer.echo.say(
        {},
        {
          [hook]: () => {
            throw cause;
          },
        },
      ),
    );
    await peer.settle();
    assert.equal(outcome.error?.code, Status.CANCELLED);
    assert.equal(outcome.error?.cause, cause);
    await peer.close();
  });
}

test("a hook whose promise rejects cancels the call unless it has ended, and nothing escapes", async () => {
  const peer = new ScriptedPeer();
  const cause = new Error("of the hook");
  const hook = async (): Promise<never> => {
    throw cause;
  };
  const open = watch(peer.echo.say({}, { onHeaders: hook }));
  await peer.settle();
  peer.call.sendHeaders();
  await peer.settle();
  assert.equal(open.error?.code, Status.CANCELLED);
  assert.equal(open.error?.cause, cause);
  assert.equal(peer.call.resetWith, "CANCEL");

  peer.onCall = (call) => call.answer("fine");
  const ended = watch(peer.echo.say({}, { onHeaders: hook, onTrailers: hook }));
  await peer.settle();
  assert.deepEqual(ended.value, { text: "fine" });
  await peer.close();
});

test("an error has the server's code and text and the metadata of headers and trailers", async () => {
  const error = await failing((call) =>
    call
      .sendHeaders("x-h", "1")
      .sendTrailers("grpc-status", "5", "grpc-message", "no user%207%25", "x-t", "2"),
  );
  assert.equal(error.code, Status.NOT_FOUND);
  assert.equal(error.message, "no user 7%");
  assert.equal(JSON.stringify(error.metadata), '{"x-h":["1"],"x-t":["2"]}');
  assert.equal(error.metadataToSend, undefined, "it was meant for this client alone");
});

test("an error may come in a response that is trailers only", async () => {
  const error = await failing((call) =>
    call.sendOnly(
      ...[":status", "200", "content-type", "application/grpc"],
      ...["grpc-status", "7", "grpc-message", "no", "x-t", "2"],
    ),
  );
  assert.equal(error.code, Status.PERMISSION_DENIED);
  assert.equal(error.message, "no");
  assert.equal(error.metadata.get("x-t"), "2");
});

test("an error counts although a message came before it", async () => {
  const error = await failing((call) =>
    call.sendHeaders().sendMessage("half").sendTrailers("grpc-status", "10"),
  );
  assert.equal(error.code, Status.ABORTED);
});

test("a grpc-status that is missing or no code is UNKNOWN, and the error says so", async () => {
  for (const [message, ...fields] of [
    ["The server sent no grpc-status"],
    ['Received grpc-status "x": expected a whole number from 0 to 16', "grpc-status", "x"],
    ['Received grpc-status "05": expected a whole number from 0 to 16', "grpc-status", "05"],
    ['Received grpc-status "17": expected a whole number from 0 to 16', "grpc-status", "17"],
    [
      'Received grpc-status "-1": expected a whole number from 0 to 16 (out of luck)',
      ...["grpc-status", "-1", "grpc-message", "out of luck"],
    ],
    ["out of luck", "grpc-status", "2", "grpc-message", "out of luck"],
  ] as const) {
    const error = await failing((call) =>
      call
        .sendHeaders()
        .sendMessage("")
        .sendTrailers(...fields),
    );
    assert.equal(error.code, Status.UNKNOWN, fields.join());
    assert.equal(error.message, message);
  }
  const error = await failing((call) =>
    call.sendOnly(":status", "200", "content-type", "application/grpc"),
  );
  assert.equal(error.code, Status.UNKNOWN);
});

test("an HTTP status stands for a gRPC status only where there is none", async () => {
  for (const [status, code] of [
    ["400", Status.INTERNAL],
    ["401", Status.UNAUTHENTICATED],
    ["403", Status.PERMISSION_DENIED],
    ["404", Status.UNIMPLEMENTED],
    ["418", Status.UNKNOWN],
    ["429", Status.UNAVAILABLE],
    ["431", Status.UNKNOWN],
    ["503", Status.UNAVAILABLE],
  ] as const) {
    const only = await failing((call) => call.sendOnly(":status", status));
    assert.equal(only.code, code, status);
    assert.match(only.message, new RegExp(`HTTP status ${status}`));
    const withBody = await failing((call) => {
      call.stream.sendHeaders([[":status", status, "content-type", "text/html"]], false);
      call.sendBytes([60, 62], true);
    });
    assert.equal(withBody.code, code, status);
  }
  const error = await failing((call) => call.sendOnly(":status", "503", "grpc-status", "9"));
  assert.equal(error.code, Status.FAILED_PRECONDITION);
});

test("a response of another content-type or encoding is refused and reset", async () => {
  for (const [code, ...fields] of [
    [Status.UNKNOWN, "content-type", "text/html"],
    [Status.UNKNOWN, "content-type", "application/grpc-web"],
    [Status.UNKNOWN],
    [Status.INTERNAL, "content-type", "application/grpc+json"],
    [Status.INTERNAL, "content-type", "application/grpc", "grpc-encoding", "br"],
  ] as const) {
    let seen: PeerCall | undefined;
    const error = await failing((call) => {
      seen = call;
      call.stream.sendHeaders([[":status", "200", ...fields]], false);
    });
    assert.equal(error.code, code, fields.join());
    assert.equal(seen?.resetWith, "CANCEL");
  }
});

test("content-type may name the proto format and have parameters", async () => {
  for (const type of ["application/grpc+proto", "application/grpc;charset=utf-8"]) {
    const peer = new ScriptedPeer();
    peer.onCall = (call) => {
      const fields = [":status", "200", "content-type", type, "grpc-encoding", "identity"];
      call.stream.sendHeaders([fields], false);
      call.sendMessage("fine").sendTrailers("grpc-status", "0");
    };
    const outcome = watch(peer.echo.say({}));
    await peer.settle();
    assert.deepEqual(outcome.value, { text: "fine" }, type);
    await peer.close();
  }
});

test("a response that ends without trailers is INTERNAL", async () => {
  const error = await failing((call) => call.sendHeaders().sendBytes([0, 0, 0, 0, 0], true));
  assert.equal(error.code, Status.INTERNAL);
  assert.match(error.message, /without trailers/);
});

test("a unary response of no message or of two is UNIMPLEMENTED", async () => {
  const none = await failing((call) => call.sendHeaders().sendTrailers("grpc-status", "0"));
  assert.equal(none.code, Status.UNIMPLEMENTED);
  assert.match(none.message, /received no message/);
  const apart = await failing((call) => call.sendHeaders().sendMessage("1").sendMessage("2"));
  assert.equal(apart.code, Status.UNIMPLEMENTED);
  const together = await failing((call) => call.sendHeaders().sendBytes(new Uint8Array(10)));
  assert.equal(together.code, Status.UNIMPLEMENTED);
  assert.match(together.message, /received more than one/);
});

test("a message that cannot be read is INTERNAL, one over the limit RESOURCE_EXHAUSTED", async () => {
  const malformed = await failing((call) => call.sendHeaders().sendBytes([0, 0, 0, 0, 1, 255]));
  assert.equal(malformed.code, Status.INTERNAL);
  assert.match(malformed.message, /test\.Text|Text/);
  const compressed = await failing((call) => call.sendHeaders().sendBytes([1, 0, 0, 0, 0]));
  assert.equal(compressed.code, Status.INTERNAL);
  const flagged = await failing((call) => call.sendHeaders().sendBytes([2, 0, 0, 0, 0]));
  assert.equal(flagged.code, Status.INTERNAL);
  const truncated = await failing((call) =>
    call.sendHeaders().sendBytes([0, 0, 0, 0, 9, 10]).sendTrailers("grpc-status", "0"),
  );
  assert.equal(truncated.code, Status.INTERNAL);
  assert.match(truncated.message, /only 6 bytes/);
  const large = await failing((call) => call.sendHeaders().sendBytes([0, 0, 64, 0, 1]));
  assert.equal(large.code, Status.RESOURCE_EXHAUSTED);
});

test("maxReceiveMessageBytes moves the limit, for messages in one piece too", async () => {
  const peer = new ScriptedPeer("localhost:1", { maxReceiveMessageBytes: 4 });
  peer.onCall = (call) => call.answer(call.messages.length === 0 ? "ab" : "");
  const fits = watch(peer.echo.say({}));
  await peer.settle();
  assert.deepEqual(fits.value, { text: "ab" });
  peer.onCall = (call) => call.answer("abc");
  const exceeds = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(exceeds.error?.code, Status.RESOURCE_EXHAUSTED);
  await peer.close();
});

test("decodeLimits hold for responses, which fail as those do that cannot be decoded", async () => {
  const decodeLimits = createDecodeLimits({ maxStringBytes: 2 });
  const peer = new ScriptedPeer("localhost:1", { decodeLimits });
  peer.onCall = (call) => call.answer("ab");
  const fits = watch(peer.echo.say({}));
  await peer.settle();
  assert.deepEqual(fits.value, { text: "ab" });
  peer.onCall = (call) => call.answer("abc");
  const exceeds = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(exceeds.error?.code, Status.INTERNAL);
  assert.match(exceeds.error!.message, /has length 3: expected at most 2 \(maxStringBytes\)$/);
  await peer.close();
  assert.throws(() => createChannel("localhost", { decodeLimits: {} as never }), {
    message: /^Cannot set decodeLimits: expected limits as createDecodeLimits/,
  });
});

test("a message in DATA frames of one byte arrives whole", async () => {
  const peer = new ScriptedPeer();
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  peer.call.sendHeaders();
  for (const byte of [0, 0, 0, 0, 4, 10, 2, 104, 105]) {
    peer.call.sendBytes([byte]);
    await peer.settle();
  }
  peer.call.sendTrailers("grpc-status", "0");
  await peer.settle();
  assert.deepEqual(outcome.value, { text: "hi" });
  await peer.close();
});

test("a message larger than every window arrives whole both ways", async () => {
  const peer = new ScriptedPeer();
  const text = "x".repeat(3_000_000);
  const outcome = watch(peer.echo.say({ text }));
  await peer.settle();
  assert.equal(peer.call.messages[0]?.length, text.length);
  peer.call.answer(text);
  await peer.settle();
  assert.equal(outcome.value?.text.length, text.length);
  await peer.close();
});

test("a request that cannot be encoded rejects with the codec's TypeError", async () => {
  const peer = new ScriptedPeer();
  const misuse = { txt: "x" } as never;
  const queued = watch(peer.echo.say(misuse));
  await peer.settle();
  assert.ok(queued.error instanceof TypeError);
  assert.match(queued.error.message, /has no key "txt"/);
  peer.onCall = (call) => call.messages.length > 0 && call.answer("");
  watch(peer.echo.say({}));
  await peer.settle();
  const direct = watch(peer.echo.say(misuse));
  await peer.settle();
  assert.ok(direct.error instanceof TypeError);
  assert.equal(peer.call.resetWith, "CANCEL");
  assert.equal(peer.call.hasEnded, false);
  await peer.close();
});

test("a request that waits is sent as it was when the call was made", async () => {
  const peer = new ScriptedPeer();
  const request = { text: "then" };
  watch(peer.echo.say(request));
  request.text = "now";
  await peer.settle();
  assert.deepEqual(peer.call.messages, ["then"]);
  await peer.close();
});
