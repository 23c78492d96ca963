import assert from "node:assert/strict";
import { test } from "node:test";
import { contextKey, type Interceptor, Status, StatusError } from "../grpc/index.js";
import type { ServerInterceptor } from "./server-interceptor.js";
import { type EchoHandlers, frame, post, rig, type ServerRig } from "./server-rig.testing.js";

const kinds = ["Say", "List", "Join", "Chat"] as const;

/** Handlers of every kind: they answer each request, or all of them at once. */
const echo: EchoHandlers = {
  say: ({ value }) => ({ value }),
  async *list({ value }) {
    yield { value };
    yield { value };
  },
  async join(requests) {
    let value = "";
    for await (const request of requests) value += request.value;
    return { value };
  },
  async *chat(requests) {
    for await (const { value } of requests) yield { value };
  },
};

function server(interceptors: readonly ServerInterceptor[], handlers = echo): ServerRig {
  return rig(handlers, { interceptors });
}

async function call(rig: ServerRig, kind: (typeof kinds)[number], ...fields: string[]) {
  const answer = rig.open(post(`/test.Echo/${kind}`, ...fields)).send(frame("hi"), true);
  await rig.settle();
  return answer;
}

test("interceptors run around every kind of call, the first outermost", async () => {
  for (const kind of kinds) {
    const events: string[] = [];
    const named =
      (name: string): Interceptor =>
      async (call, next) => {
        events.push(`${name} ${call.side} ${call.method.kind}`);
        const reply = await next();
        events.push(`${name} ${reply === undefined ? "no reply" : "a reply"}`);
        return reply;
      };
    const intercepted = server([named("outer"), named("inner")]);
    const answer = await call(intercepted, kind);
    assert.equal(answer.status, "0");
    const { stats } = intercepted.server;
    assert.deepEqual([stats.callsCompleted, stats.openCalls], [1, 0]);
    const method = kind.toLowerCase().replace("say", "unary");
    const what = {
      unary: "unary",
      list: "serverStreaming",
      join: "clientStreaming",
      chat: "bidiStreaming",
    }[method as "unary"];
    const reply = kind === "Say" || kind === "Join" ? "a reply" : "no reply";
    assert.deepEqual(events, [
      `outer server ${what}`,
      `inner server ${what}`,
      `inner ${reply}`,
      `outer ${reply}`,
    ]);
    await intercepted.finish();
  }
});

test("what an interceptor throws before next() is the outcome, and no handler runs", async () => {
  for (const kind of kinds) {
    let hasRun = false;
    const handlers = Object.fromEntries(
      Object.entries(echo).map(([name, handler]) => [
        name,
        (...args: never[]) => {
          hasRun = true;
          return (handler as (...args: never[]) => unknown)(...args);
        },
      ]),
    ) as EchoHandlers;
    const intercepted = server(
      [
        async () => {
          throw new StatusError(Status.UNAUTHENTICATED, "who are you");
        },
      ],
      handlers,
    );
    const answer = await call(intercepted, kind);
    assert.equal(answer.status, "16 who are you");
    assert.equal(hasRun, false);
    assert.equal(intercepted.server.stats.callsFailed, 1);
    await intercepted.finish();
  }
});

test("an interceptor sees the handler's error, and may send another in its place", async () => {
  for (const kind of kinds) {
    const failing = () => {
      throw new StatusError(Status.NOT_FOUND, "gone");
    };
    const intercepted = server(
      [
        async (_call, next) => {
          try {
            return await next();
          } catch (error) {
            throw new StatusError(Status.ABORTED, `was ${(error as StatusError).codeName}`);
          }
        },
      ],
      {
        say: failing,
        join: failing,
        // biome-ignore lint/correctness/useYield: it fails first
        async *list() {
          failing();
        },
        chat: failing,
      },
    );
    const answer = await call(intercepted, kind);
    assert.equal(answer.status, "10 was NOT_FOUND", kind);
    await intercepted.finish();
  }
});

test("an interceptor that gives nothing leaves the outcome as it is", async () => {
  const lazy: Interceptor[] = [
    async (_call, next) => {
      await next();
    },
    (_call, next) => {
      void next();
    },
    async (_call, next) => {
      try {
        await next();
      } catch {}
    },
  ];
  for (const interceptor of lazy) {
    const intercepted = server([interceptor], {
      ...echo,
      join() {
        throw new StatusError(Status.NOT_FOUND, "gone");
      },
    });
    assert.deepEqual((await call(intercepted, "Say")).messages, ["hi"]);
    assert.deepEqual((await call(intercepted, "List")).messages, ["hi", "hi"]);
    assert.equal((await call(intercepted, "Join")).status, "5 gone");
    await intercepted.finish();
  }
});

test("an interceptor may answer itself", async () => {
  const intercepted = server([async () => ({ value: "from a cache" })]);
  const answer = await call(intercepted, "Say");
  assert.deepEqual([answer.messages, answer.status], [["from a cache"], "0"]);
  const none = await call(intercepted, "List");
  assert.deepEqual([none.messages, none.status], [[], "0"]);
  await intercepted.finish();
});

test("an interceptor that neither goes on nor answers is a mistake that is reported", async () => {
  const intercepted = server([() => {}]);
  const answer = await call(intercepted, "Say");
  assert.match(answer.status!, /^2 The server failed/);
  assert.match(String(intercepted.reports[0]?.error), /neither called next\(\) nor gave a reply/);
  await intercepted.finish();
});

test("next() cannot be called twice", async () => {
  for (const kind of kinds) {
    const intercepted = server([
      async (_call, next) => {
        await next();
        return next();
      },
    ]);
    const answer = await call(intercepted, kind);
    assert.match(answer.status!, /^2 /);
    assert.match(String(intercepted.reports[0]?.error), /Cannot call next\(\) twice/);
    await intercepted.finish();
  }
});

test("hooks see each message both ways, and change it", async () => {
  for (const kind of kinds) {
    const seen: string[] = [];
    const intercepted = server([
      (call, next) => {
        call.onRequest((request) => ({ value: `<${(request as { value: string }).value}>` }));
        call.onRequest((request) => void seen.push((request as { value: string }).value));
        call.onReply((reply) => ({ value: `${(reply as { value: string }).value}!` }));
        return next();
      },
    ]);
    const answer = intercepted.open(post(`/test.Echo/${kind}`));
    answer.send(frame("a"), kind === "Say" || kind === "List");
    if (kind === "Join" || kind === "Chat") answer.send(frame("b"), true);
    await intercepted.settle();
    const expected = {
      Say: ["<a>!"],
      List: ["<a>!", "<a>!"],
      Join: ["<a><b>!"],
      Chat: ["<a>!", "<b>!"],
    };
    assert.deepEqual(answer.messages, expected[kind]);
    assert.deepEqual(seen, kind === "Join" || kind === "Chat" ? ["<a>", "<b>"] : ["<a>"]);
    await intercepted.finish();
  }
});

test("a hook that throws fails the call with what it throws", async () => {
  const refuse = () => {
    throw new StatusError(Status.INVALID_ARGUMENT, "not this one");
  };
  for (const kind of kinds) {
    for (const side of ["onRequest", "onReply"] as const) {
      const intercepted = server([
        (call, next) => {
          call[side](refuse);
          return next();
        },
      ]);
      assert.equal((await call(intercepted, kind)).status, "3 not this one", `${kind} ${side}`);
      await intercepted.finish();
    }
  }
});

test("values of the context go from interceptor to handler, and have defaults", async () => {
  const user = contextKey("user", "nobody");
  const intercepted = server(
    [
      (call, next) => {
        if (call.metadata.has("x-user")) call.context.set(user, call.metadata.get("x-user")!);
        return next();
      },
    ],
    { say: (_request, call) => ({ value: call.context.get(user) }) },
  );
  assert.deepEqual((await call(intercepted, "Say", "x-user", "ada")).messages, ["ada"]);
  assert.deepEqual((await call(intercepted, "Say")).messages, ["nobody"]);
  await intercepted.finish();
});

test("a call that is over before its interceptors have gone on runs no handler", async () => {
  for (const kind of kinds) {
    let goOn = (): void => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const outcomes: unknown[] = [];
    let hasRun = false;
    const running = () => {
      hasRun = true;
      return {} as never;
    };
    const intercepted = server(
      [
        async (call, next) => {
          await gate;
          assert.equal(call.isCancelled, true);
          return next().catch((error) => {
            outcomes.push((error as StatusError).codeName);
            throw error;
          });
        },
      ],
      { say: running, list: running, join: running, chat: running },
    );
    const answer = await call(intercepted, kind, "grpc-timeout", "1S");
    await intercepted.clock.advance(1_000);
    assert.ok(answer.reset);
    assert.equal(intercepted.server.stats.openCalls, 1, "the interceptor keeps the slot");
    goOn();
    await intercepted.settle();
    assert.deepEqual([hasRun, outcomes], [false, ["DEADLINE_EXCEEDED"]]);
    assert.equal(intercepted.server.stats.openCalls, 0);
    await intercepted.finish();
  }
});

test("a stream that is cancelled in the middle ends next(), after the handler's clean-up", async () => {
  const events: string[] = [];
  const intercepted = server(
    [
      async (_call, next) => {
        try {
          return await next();
        } finally {
          events.push("interceptor");
        }
      },
    ],
    {
      async *list(_request, call) {
        try {
          yield { value: "one" };
          await new Promise((resolve) => call.signal.addEventListener("abort", resolve));
        } finally {
          events.push("handler");
        }
      },
    },
  );
  const answer = await call(intercepted, "List");
  answer.stream.reset(8);
  await intercepted.settle();
  assert.deepEqual(events, ["handler", "interceptor"]);
  assert.equal(intercepted.server.stats.callsCancelled, 1);
  await intercepted.finish();
});

test("a list of interceptors that is none is refused", () => {
  assert.throws(() => rig({}, { interceptors: [null as never] }), {
    name: "TypeError",
    message: "Cannot set interceptors: expected a list of functions",
  });
});
