import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Metadata, Status, StatusError } from "../grpc/index.js";
import { insecure, tls } from "../transport/index.js";
import {
  type CredentialsRequest,
  type CredentialsSource,
  callCredentials,
} from "./call-credentials.js";
import { createChannel } from "./create-channel.js";
import { ScriptedPeer, watch } from "./scripted-peer.testing.js";

const bearer =
  (token: string): CredentialsSource =>
  () => ({ authorization: `Bearer ${token}` });

/** A peer whose channel has these, in memory and so without TLS, which has to be said. */
function peerWith(source: CredentialsSource, target?: string): ScriptedPeer {
  const peer = new ScriptedPeer(target, {
    callCredentials: callCredentials(source, { allowPlaintext: true }),
  });
  peer.onCall = (call) => call.answer("");
  return peer;
}

/** What a call comes to whose credentials throw `thrown`, at once and later. */
async function failingWith(thrown: unknown): Promise<StatusError[]> {
  const errors: StatusError[] = [];
  const sources: CredentialsSource[] = [
    () => {
      throw thrown;
    },
    () => Promise.reject(thrown),
  ];
  for (const source of sources) {
    const peer = peerWith(source);
    const outcome = watch(peer.echo.say({}));
    await peer.settle();
    assert.ok(outcome.error instanceof StatusError, String(outcome.error));
    errors.push(outcome.error);
    assert.equal(peer.calls.length, 0);
    await peer.close();
  }
  return errors;
}

describe("call credentials", () => {
  it("are sent with every call, asked for anew each time", async () => {
    let count = 0;
    const peer = peerWith(() => ({ authorization: `Bearer ${++count}` }));
    for (const token of ["Bearer 1", "Bearer 2"]) {
      const outcome = watch(peer.echo.say({}));
      await peer.settle();
      assert.deepEqual(outcome.value, { text: "" });
      assert.equal(peer.call.headers.get("authorization"), token);
    }
    await peer.close();
  });

  it("may come later, and go beside the call's own metadata and credentials", async () => {
    const peer = peerWith(
      async () => new Metadata({ "x-channel": "c", "x-key-bin": Uint8Array.of(1) }),
    );
    const own = callCredentials(bearer("own"), { allowPlaintext: true });
    const outcome = watch(peer.echo.say({}, { metadata: { "x-id": "7" }, callCredentials: own }));
    await peer.settle();
    assert.deepEqual(outcome.value, { text: "" });
    const fields = ["x-id", "x-channel", "x-key-bin", "authorization"];
    const sent = fields.map((name) => peer.call.headers.get(name));
    assert.deepEqual(sent, ["7", "c", "AQ", "Bearer own"]);
    await peer.close();
  });

  it("are asked for with the service that they are for", async () => {
    const asked: CredentialsRequest[] = [];
    for (const target of ["localhost:443", "localhost:50051"]) {
      const peer = peerWith((request) => {
        asked.push(request);
        return {};
      }, target);
      watch(peer.echo.say({}));
      await peer.settle();
      await peer.close();
    }
    const path = "/test.Echo/Say";
    assert.deepEqual(asked, [
      { serviceUrl: "https://localhost/test.Echo", path, target: "localhost:443" },
      { serviceUrl: "https://localhost:50051/test.Echo", path, target: "localhost:50051" },
    ]);
  });

  it("leave a call the time that its deadline says, waiting for them included", async () => {
    const peer = new ScriptedPeer();
    let give = (_metadata: object): void => {};
    const later = new Promise<object>((resolve) => {
      give = resolve;
    });
    const credentials = callCredentials(() => later as never, { allowPlaintext: true });
    watch(peer.echo.say({}, { timeoutMs: 5_000, callCredentials: credentials }));
    await peer.clock.advance(1_000);
    assert.equal(peer.calls.length, 0);
    give({ "x-token": "t" });
    await peer.settle();
    assert.equal(peer.call.headers.get("grpc-timeout"), "4S");
    assert.equal(peer.call.headers.get("x-token"), "t");
    await peer.close();
  });

  it("do not hold a call whose time is up, whose signal is aborted or whose parent has ended", async () => {
    const never = callCredentials(() => new Promise<never>(() => {}), { allowPlaintext: true });
    const peer = new ScriptedPeer();
    const late = watch(peer.echo.say({}, { timeoutMs: 1_000, callCredentials: never }));
    await peer.clock.advance(1_000);
    assert.equal(late.error?.code, Status.DEADLINE_EXCEEDED);
    assert.match(late.error?.message ?? "", /while waiting for call credentials$/);
    const controller = new AbortController();
    const { signal } = controller;
    const stopped = watch(peer.echo.say({}, { signal, callCredentials: never }));
    const child = watch(peer.echo.say({}, { parent: { signal }, callCredentials: never }));
    await peer.settle();
    controller.abort();
    await peer.settle();
    assert.equal(stopped.error?.code, Status.CANCELLED);
    assert.equal(child.error?.code, Status.CANCELLED);
    assert.equal(peer.calls.length, 0);
    await peer.close();
  });

  it("that come when their call has ended are not used", async () => {
    const peer = new ScriptedPeer();
    let give = (_metadata: object): void => {};
    const later = new Promise<object>((resolve) => {
      give = resolve;
    });
    const credentials = callCredentials(() => later as never, { allowPlaintext: true });
    const late = watch(peer.echo.say({}, { timeoutMs: 1_000, callCredentials: credentials }));
    await peer.clock.advance(1_000);
    assert.equal(late.error?.code, Status.DEADLINE_EXCEEDED);
    give({});
    await peer.settle();
    assert.equal(peer.calls.length, 0);
    await peer.close();
  });

  it("that come when the channel is closed find their call cancelled", async () => {
    const peer = new ScriptedPeer();
    let give = (_metadata: object): void => {};
    const later = new Promise<object>((resolve) => {
      give = resolve;
    });
    const credentials = callCredentials(() => later as never, { allowPlaintext: true });
    const outcome = watch(peer.echo.say({}, { callCredentials: credentials }));
    await peer.close();
    give({});
    await peer.settle();
    assert.equal(outcome.error?.code, Status.CANCELLED);
  });

  it("that never come hold no call of a channel that is closed", async () => {
    const never = callCredentials(() => new Promise<never>(() => {}), { allowPlaintext: true });
    for (const [graceMs, code] of [
      [0, Status.CANCELLED],
      [10_000, Status.UNAVAILABLE],
    ] as const) {
      for (const isConnected of [false, true]) {
        const peer = new ScriptedPeer();
        peer.onCall = (call) => call.answer("");
        if (isConnected) {
          watch(peer.echo.say({}));
          await peer.settle();
        }
        const waiting = watch(peer.echo.say({}, { callCredentials: never }));
        await peer.settle();
        assert.equal(peer.channel.stats.queuedCalls, 1);
        const closed = peer.channel.close({ graceMs });
        await peer.settle();
        assert.equal(waiting.error?.code, code);
        assert.match(waiting.error?.message ?? "", /: the channel was closed$/);
        assert.equal(peer.channel.stats.queuedCalls, 0);
        const late = watch(peer.echo.say({}, { callCredentials: never }));
        await peer.settle();
        assert.equal(late.error?.code, Status.UNAVAILABLE);
        await closed;
        await peer.close();
      }
    }
  });

  it("are waited for among the queued calls, until the call has ended", async () => {
    const peer = peerWith(async () => ({}));
    const outcome = watch(peer.echo.say({}));
    assert.equal(peer.channel.stats.queuedCalls, 1);
    await peer.settle();
    assert.deepEqual(outcome.value, { text: "" });
    assert.equal(peer.channel.stats.queuedCalls, 0);
    await peer.close();
  });

  it("send the request as it was when the call was made", async () => {
    const peer = peerWith(async () => ({}));
    peer.onCall = () => {};
    const request = { text: "then" };
    watch(peer.echo.say(request));
    request.text = "now";
    await peer.settle();
    assert.deepEqual(peer.call.messages, ["then"]);
    await peer.close();
  });

  it("serve every kind of call", async () => {
    const peer = peerWith(async () => ({ "x-token": "t" }));
    const own = { callCredentials: callCredentials(bearer("own"), { allowPlaintext: true }) };
    await Promise.all([
      peer.echo.upload([{ text: "a" }], own),
      peer.echo.list({}, own).next(),
      peer.echo.chat([{ text: "a" }], own).next(),
      peer.settle(),
    ]);
    for (const call of peer.calls) {
      assert.equal(call.headers.get("x-token"), "t");
      assert.equal(call.headers.get("authorization"), "Bearer own");
    }
    assert.equal(peer.calls.length, 3);
    await peer.close();
  });

  it("that fail at once and later fail their call alone", async (context) => {
    const unhandled: unknown[] = [];
    const listener = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", listener);
    context.after(() => process.removeListener("unhandledRejection", listener));
    const peer = peerWith(() => Promise.reject(new Error("later")));
    const own = (): never => {
      throw new Error("at once");
    };
    const credentials = callCredentials(own, { allowPlaintext: true });
    const outcome = watch(peer.echo.say({}, { callCredentials: credentials }));
    await peer.settle();
    assert.match(outcome.error?.message ?? "", /could not be obtained: at once$/);
    assert.deepEqual(unhandled, []);
    await peer.close();
  });

  it("that fail are UNAUTHENTICATED, with the reason", async () => {
    const cause = new Error("the token server is down");
    for (const error of await failingWith(cause)) {
      assert.equal(error.code, Status.UNAUTHENTICATED);
      assert.equal(
        error.message,
        '"/test.Echo/Say" on "localhost:50051" was not sent: its call credentials could not be obtained: the token server is down',
      );
      assert.equal(error.cause, cause);
    }
    for (const error of await failingWith("no")) assert.match(error.message, /obtained: no$/);
  });

  it("may say the code themselves, but none that only the server can say", async () => {
    const kept = ["CANCELLED", "UNKNOWN", "DEADLINE_EXCEEDED", "PERMISSION_DENIED"] as const;
    const more = ["RESOURCE_EXHAUSTED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE"] as const;
    const keptToo = "UNAUTHENTICATED";
    const changed = ["INVALID_ARGUMENT", "NOT_FOUND", "ALREADY_EXISTS", "ABORTED"] as const;
    const changedToo = ["FAILED_PRECONDITION", "OUT_OF_RANGE", "DATA_LOSS"] as const;
    for (const name of [...kept, ...more, keptToo] as const) {
      for (const error of await failingWith(new StatusError(Status[name], "no"))) {
        assert.equal(error.code, Status[name]);
      }
    }
    for (const name of [...changed, ...changedToo] as const) {
      for (const error of await failingWith(new StatusError(Status[name], "no"))) {
        assert.equal(error.code, Status.INTERNAL, name);
        assert.ok(error.message.endsWith(`: no (${name})`), error.message);
      }
    }
  });

  it("that give no metadata are INTERNAL", async () => {
    const cases: readonly [unknown, RegExp][] = [
      [undefined, /cannot be used: they gave a value of type undefined, expected metadata$/],
      // Not the value itself: it is a secret.
      ["Bearer x", /cannot be used: they gave a value of type string, expected metadata$/],
      [{ "grpc-status": "0" }, /cannot be used: .*grpc-status/],
      [{ "x-a": "line\nbreak" }, /cannot be used: .*x-a/],
    ];
    for (const [given, message] of cases) {
      for (const source of [() => given, async () => given]) {
        const peer = peerWith(source as CredentialsSource);
        const outcome = watch(peer.echo.say({}));
        await peer.settle();
        assert.equal(outcome.error?.code, Status.INTERNAL);
        assert.match(outcome.error?.message ?? "", message);
        await peer.close();
      }
    }
  });
});

describe("callCredentials()", () => {
  it("are not sent in plaintext, unless that is said", async () => {
    const secret = callCredentials(bearer("x"));
    const spoken = callCredentials(bearer("x"), { allowPlaintext: true });
    for (const target of ["localhost:50051", "unix:/run/app.sock", "ipv4:10.0.0.1:50051"]) {
      const plain = { credentials: insecure() };
      assert.throws(() => createChannel(target, { ...plain, callCredentials: secret }), {
        name: "TypeError",
        message:
          /^Cannot open a channel to ".*": call credentials would be sent in plaintext; use tls/,
      });
      await createChannel(target, { ...plain, callCredentials: spoken }).close();
    }
    await createChannel("orders:443", { credentials: tls(), callCredentials: secret }).close();
    const careless = { credentials: tls({ verifyServer: false }), callCredentials: secret };
    assert.throws(
      () => createChannel("orders:443", careless),
      /would be sent to a server that is not verified; use tls\(\), or say/,
    );
    const peer = new ScriptedPeer();
    const outcome = watch(peer.echo.say({}, { callCredentials: secret }));
    await peer.settle();
    assert.match(
      outcome.error?.message ?? "",
      /^Cannot call "\/test.Echo\/Say" on "localhost:50051": call credentials would be sent in plain/,
    );
    assert.equal(peer.calls.length, 0);
    await peer.close();
  });

  it("refuses what is no source", () => {
    assert.throws(() => callCredentials("Bearer x" as never), /expected a function that gives/);
    const options = { callCredentials: bearer("x") as never };
    assert.throws(() => createChannel("localhost:1", options), /made by callCredentials\(\)$/);
  });
});
