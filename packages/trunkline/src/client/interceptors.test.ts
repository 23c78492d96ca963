import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { type Interceptor, Status, StatusError } from "../grpc/index.js";
import { createClient } from "./client.js";
import type { ClientInterceptor } from "./client-interceptor.js";
import { Echo, type PeerCall, ScriptedPeer, watch } from "./scripted-peer.testing.js";

const kinds = ["say", "list", "upload", "chat"] as const;
type Kind = (typeof kinds)[number];

function peerWith(...interceptors: readonly ClientInterceptor[]): ScriptedPeer {
  return new ScriptedPeer("localhost:50051", { interceptors });
}

type Options = Parameters<ScriptedPeer["echo"]["say"]>[1];

/** Makes a call of any kind; the texts of its responses, or its error. */
function call(peer: ScriptedPeer, kind: Kind, options?: Options) {
  const all = async (responses: AsyncIterable<{ text: string }>) => {
    const texts: string[] = [];
    for await (const { text } of responses) texts.push(text);
    return texts;
  };
  switch (kind) {
    case "say":
      return watch(peer.echo.say({ text: "a" }, options).then(({ text }) => [text]));
    case "upload":
      return watch(peer.echo.upload([{ text: "a" }], options).then(({ text }) => [text]));
    case "list":
      return watch(all(peer.echo.list({ text: "a" }, options)));
    case "chat":
      return watch(all(peer.echo.chat([{ text: "a" }], options)));
  }
}

const answering = (peer: ScriptedPeer, ...texts: string[]): ScriptedPeer => {
  peer.onCall = (incoming: PeerCall) => {
    incoming.sendHeaders();
    for (const text of texts) incoming.sendMessage(text);
    incoming.sendTrailers("grpc-status", "0");
  };
  return peer;
};

const failing = (peer: ScriptedPeer): ScriptedPeer => {
  peer.onCall = (incoming) => incoming.sendHeaders().sendTrailers("grpc-status", "5");
  return peer;
};

test("interceptors run around every kind of call, the first outermost, the channel's before the client's", async () => {
  for (const kind of kinds) {
    const events: string[] = [];
    const named =
      (name: string): Interceptor =>
      async (intercepted, next) => {
        events.push(`${name} ${intercepted.side} ${intercepted.path.split("/").at(-1)}`);
        const reply = await next();
        events.push(`${name} ${reply === undefined ? "no reply" : "a reply"}`);
        return reply;
      };
    const peer = answering(peerWith(named("channel")), "x");
    const client = createClient(Echo, peer.channel, { interceptors: [named("client")] });
    const outcome = call(Object.assign(peer, { echo: client }), kind);
    await peer.settle();
    assert.deepEqual(outcome.value, ["x"]);
    const name = kind.charAt(0).toUpperCase() + kind.slice(1);
    const reply = kind === "say" || kind === "upload" ? "a reply" : "no reply";
    assert.deepEqual(events, [
      `channel client ${name}`,
      `client client ${name}`,
      `client ${reply}`,
      `channel ${reply}`,
    ]);
    await peer.close();
  }
});

test("an interceptor changes the metadata and the options before the call is made", async () => {
  for (const kind of kinds) {
    const peer = answering(
      peerWith(async (intercepted, next) => {
        intercepted.metadata.set("authorization", "Bearer token");
        intercepted.options = { ...intercepted.options, timeoutMs: 2_000 };
        assert.equal(intercepted.timeRemainingMs(), 2_000);
        return next();
      }),
      "x",
    );
    const given = { "x-tenant": "a" };
    const outcome = call(peer, kind, { metadata: given, timeoutMs: 5_000 });
    await peer.settle();
    assert.deepEqual(outcome.value, ["x"]);
    const { headers } = peer.call;
    assert.equal(headers.get("authorization"), "Bearer token");
    assert.equal(headers.get("x-tenant"), "a");
    assert.equal(headers.get("grpc-timeout"), "2S");
    assert.deepEqual(given, { "x-tenant": "a" });
    await peer.close();
  }
});

test("what an interceptor throws is the outcome: before the call, and after it", async () => {
  for (const kind of kinds) {
    const refusing = peerWith(async () => {
      throw new StatusError(Status.UNAUTHENTICATED, "no token");
    });
    const refused = call(refusing, kind);
    await refusing.settle();
    assert.equal(refused.error?.message, "no token");
    assert.equal(refusing.calls.length, 0);
    await refusing.close();

    const mapping = failing(
      peerWith(async (_call, next) => {
        try {
          return await next();
        } catch (error) {
          throw new StatusError(Status.ABORTED, `was ${(error as StatusError).codeName}`);
        }
      }),
    );
    const mapped = call(mapping, kind);
    await mapping.settle();
    assert.equal(mapped.error?.message, "was NOT_FOUND");
    await mapping.close();
  }
});

test("an interceptor that gives nothing leaves the outcome as it is", async () => {
  for (const kind of kinds) {
    for (const interceptor of [
      (_call, next) => void next(),
      async (_call, next) => {
        await next().catch(() => {});
      },
    ] satisfies Interceptor[]) {
      const fine = answering(peerWith(interceptor), "x");
      const value = call(fine, kind);
      await fine.settle();
      assert.deepEqual(value.value, ["x"]);
      await fine.close();
      const broken = failing(peerWith(interceptor));
      const error = call(broken, kind);
      await broken.settle();
      assert.equal(error.error?.code, Status.NOT_FOUND);
      await broken.close();
    }
  }
});

test("an interceptor may answer itself, without a call", async () => {
  for (const kind of kinds) {
    const peer = peerWith(async () => ({ text: "cached" }));
    const outcome = call(peer, kind);
    await peer.settle();
    assert.deepEqual(outcome.value, kind === "say" || kind === "upload" ? ["cached"] : []);
    assert.equal(peer.calls.length, 0);
    await peer.close();
  }
});

test("a unary call may be tried again, others not", async () => {
  for (const kind of kinds) {
    let tries = 0;
    const peer = peerWith(async (_call, next) => {
      try {
        return await next();
      } catch {
        return next();
      }
    });
    peer.onCall = (incoming) => {
      if (tries++ === 0) incoming.sendHeaders().sendTrailers("grpc-status", "14");
      else incoming.answer("second");
    };
    const outcome = call(peer, kind);
    await peer.settle();
    if (kind === "say") assert.deepEqual(outcome.value, ["second"]);
    else assert.match(String(outcome.error), /Cannot call next\(\) twice/);
    await peer.close();
  }
});

test("nothing watches any more once the outcome is told, whatever becomes of a try", async () => {
  const peer = peerWith((_call, next) => Promise.race([next(), Promise.resolve({ text: "mine" })]));
  const controller = new AbortController();
  const outcome = call(peer, "say", { signal: controller.signal, timeoutMs: 60_000 });
  await peer.settle();
  assert.deepEqual(outcome.value, ["mine"]);
  peer.call.answer("late");
  await peer.settle();
  assert.equal(getEventListeners(controller.signal, "abort").length, 0);
  // Checks that no timer is left.
  await peer.close();
});

test("time and signals count again after the last of several tries, and not before", async () => {
  const peer = peerWith(async (_call, next) => {
    await Promise.allSettled([next(), next()]);
    await new Promise(() => {});
  });
  const controller = new AbortController();
  const outcome = call(peer, "say", { signal: controller.signal, timeoutMs: 1_000 });
  await peer.settle();
  const { armedTimers } = peer.clock;
  assert.equal(peer.calls.length, 2);
  peer.calls[0]!.answer("one");
  await peer.settle();
  assert.equal(peer.clock.armedTimers, armedTimers - 1, "the second try has its own");
  peer.calls[1]!.answer("two");
  await peer.settle();
  assert.equal(peer.clock.armedTimers, armedTimers - 1, "and after it the call");
  await peer.clock.advance(1_000);
  assert.match(String(outcome.error), /waiting for an interceptor/);
  assert.equal(getEventListeners(controller.signal, "abort").length, 0);
  await peer.close();
});

test("hooks see each message both ways, and change it", async () => {
  for (const kind of kinds) {
    const peer = peerWith((intercepted, next) => {
      intercepted.onRequest((request) => ({ text: `<${(request as { text: string }).text}>` }));
      intercepted.onReply((reply) => ({ text: `${(reply as { text: string }).text}!` }));
      return next();
    });
    const outcome = call(peer, kind);
    await peer.settle();
    peer.call.answer("x");
    await peer.settle();
    assert.deepEqual(peer.call.messages, ["<a>"]);
    assert.deepEqual(outcome.value, ["x!"]);
    await peer.close();
  }
});

test("a deadline or a signal ends a call whose interceptor hangs, and the call is never made", async () => {
  for (const kind of kinds) {
    let goOn = (): void => {};
    const outcomes: unknown[] = [];
    const peer = peerWith(async (_call, next) => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return next().catch((error) => outcomes.push((error as StatusError).codeName));
    });
    const late = call(peer, kind, { timeoutMs: 1_000 });
    await peer.clock.advance(1_000);
    assert.equal(late.error?.code, Status.DEADLINE_EXCEEDED);
    assert.match(String(late.error), /waiting for an interceptor/);
    goOn();
    await peer.settle();

    const controller = new AbortController();
    const cancelled = call(peer, kind, { signal: controller.signal });
    await peer.settle();
    controller.abort();
    await peer.settle();
    assert.equal(cancelled.error?.code, Status.CANCELLED);
    goOn();
    await peer.settle();
    assert.equal(outcomes.length, 2);
    assert.equal(peer.calls.length, 0);
    await peer.close();
  }
});

test("time that an interceptor took is gone from the call's", async () => {
  let goOn = (): void => {};
  const peer = answering(
    peerWith(async (_call, next) => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return next();
    }),
    "x",
  );
  const outcome = call(peer, "say", { timeoutMs: 5_000 });
  await peer.clock.advance(2_000);
  goOn();
  await peer.settle();
  assert.equal(peer.call.headers.get("grpc-timeout"), "3S");
  assert.deepEqual(outcome.value, ["x"]);
  await peer.close();
});

test("wrong options are the outcome before any interceptor runs", async () => {
  for (const kind of kinds) {
    let hasRun = false;
    const peer = peerWith((_call, next) => {
      hasRun = true;
      return next();
    });
    const outcome = call(peer, kind, { timeoutMs: -1 });
    await peer.settle();
    assert.ok(outcome.error instanceof RangeError);
    assert.equal(hasRun, false);
    await peer.close();
  }
});

test("leaving the loop early ends next(), with the call", async () => {
  const events: string[] = [];
  const peer = peerWith(async (_call, next) => {
    await next().catch((error) => events.push((error as StatusError).codeName));
  });
  peer.onCall = (incoming) => incoming.sendHeaders().sendMessage("x").sendMessage("y");
  const reading = (async () => {
    for await (const _ of peer.echo.list({})) break;
  })();
  await peer.settle();
  await reading;
  await peer.settle();
  assert.deepEqual(events, ["CANCELLED"]);
  assert.equal(peer.call.resetWith, "CANCEL");
  await peer.close();
});

test("the input of a call that was never made is closed", async () => {
  for (const kind of ["upload", "chat"] as const) {
    let isClosed = false;
    const input = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => {}),
        return: async () => {
          isClosed = true;
          return { done: true as const, value: undefined };
        },
      }),
    };
    const peer = peerWith(async () => {
      throw new StatusError(Status.UNAUTHENTICATED, "no token");
    });
    if (kind === "upload") await assert.rejects(peer.echo.upload(input));
    else await assert.rejects(peer.echo.chat(input).next());
    assert.equal(isClosed, true, kind);
    await peer.close();
  }
});
