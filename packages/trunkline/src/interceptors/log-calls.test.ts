import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contextKey, Status, StatusError } from "../grpc/index.js";
import { BothEnds, createGate, kinds } from "./both-ends.testing.js";
import { type Logger, logCalls } from "./index.js";

type Line = [level: string, fields: Record<string, unknown>, text: string];

function createLogger(): Logger & { readonly lines: Line[] } {
  const lines: Line[] = [];
  const add = (level: string) => (fields: object, text: string) => {
    lines.push([level, { ...fields }, text]);
  };
  return { lines, info: add("info"), error: add("error") };
}

const methodOf = {
  say: ["/test.Echo/Say", "unary"],
  list: ["/test.Echo/List", "serverStreaming"],
  join: ["/test.Echo/Join", "clientStreaming"],
  chat: ["/test.Echo/Chat", "bidiStreaming"],
} as const;

describe("logCalls()", () => {
  it("writes one line a call at each end, whatever its kind", async () => {
    for (const kind of kinds) {
      const [client, server] = [createLogger(), createLogger()];
      const ends = new BothEnds({ client: [logCalls(client)], server: [logCalls(server)] });
      await ends.run(kind, "a secret");
      const [path, method] = methodOf[kind];
      const text = `${path} OK 0 ms`;
      const common = { path, kind: method, code: "OK", durationMs: 0 };
      assert.deepEqual(client.lines, [
        ["info", { side: "client", target: "in-process", ...common }, text],
      ]);
      assert.deepEqual(server.lines, [
        ["info", { side: "server", peer: "in-process:client", ...common }, text],
      ]);
      await ends.finish();
    }
  });

  it("tells how a call failed, and takes faults for errors and answers for none", async () => {
    const answer = new StatusError(Status.NOT_FOUND, "no such thing");
    for (const [thrown, level, code] of [
      [answer, "info", "NOT_FOUND"],
      [new Error("a bug"), "error", "UNKNOWN"],
    ] as const) {
      const [client, server] = [createLogger(), createLogger()];
      const ends = new BothEnds({
        client: [logCalls(client)],
        server: [logCalls(server)],
        handlers: {
          say: () => {
            throw thrown;
          },
        },
      });
      await ends.run("say");
      for (const { lines } of [client, server]) {
        assert.deepEqual(
          lines.map(([was, fields]) => [was, fields["code"]]),
          [[level, code]],
        );
      }
      // The server's own log has the error itself, of which the client is told nothing.
      assert.equal(server.lines[0]?.[1]["err"], thrown);
      await ends.finish();
    }
  });

  it("tells of a call that was cancelled although its handler gave a reply", async () => {
    const server = createLogger();
    const gate = createGate();
    const ends = new BothEnds({
      server: [logCalls(server)],
      handlers: {
        async say(request) {
          await gate.opened;
          return request;
        },
      },
    });
    const outcome = ends.call("say", "hi", { timeoutMs: 200 });
    await ends.clock.advance(300);
    await outcome;
    gate.open();
    await ends.clock.settle();
    assert.equal(server.lines.length, 1);
    const [level, fields] = server.lines[0]!;
    assert.deepEqual(
      [level, fields["code"], fields["timeoutMs"]],
      ["error", "DEADLINE_EXCEEDED", 200],
    );
    assert.ok((fields["durationMs"] as number) >= 300);
    await ends.finish();
  });

  it("never writes payloads unless asked, and then each message as it goes by", async () => {
    const [quiet, talking] = [createLogger(), createLogger()];
    const ends = new BothEnds({
      server: [logCalls(quiet), logCalls(talking, { messages: true })],
    });
    for (const kind of kinds) await ends.run(kind, "a secret", { metadata: { key: "a secret" } });
    assert.ok(!JSON.stringify(quiet.lines).includes("secret"));
    const seen = talking.lines.map(([, { path, direction, code }]) => [path, direction ?? code]);
    assert.deepEqual(
      seen,
      kinds.flatMap((kind) => {
        const [path] = methodOf[kind];
        // One reply is seen as it goes, when the interceptors are through.
        const isStream = kind === "list" || kind === "chat";
        const end = isStream ? ["reply", "OK"] : ["OK", "reply"];
        return ["request", ...end].map((what) => [path, what]);
      }),
    );
    assert.deepEqual(talking.lines[0]?.[1]["message"], { value: "a secret" });
    await ends.finish();
  });

  it("adds the fields and takes the levels that it is told", async () => {
    const key = contextKey("user", "nobody");
    const server = createLogger();
    const ends = new BothEnds({
      server: [
        logCalls(server, {
          isError: () => true,
          fields: (call) => ({ user: call.context.get(key) }),
        }),
        (call, next) => {
          call.context.set(key, "Ann");
          return next();
        },
      ],
    });
    await ends.run("say");
    assert.equal(server.lines[0]?.[0], "error");
    assert.equal(server.lines[0]?.[1]["user"], "Ann");
    await ends.finish();
  });

  it("lets no logger and no fields harm a call", async () => {
    const fail = (): never => {
      throw new Error("disk full");
    };
    const broken = { info: fail, error: fail };
    const server = createLogger();
    const ends = new BothEnds({
      server: [logCalls(broken, { messages: true }), logCalls(server, { fields: fail })],
    });
    for (const kind of kinds) assert.deepEqual(await ends.run(kind), ["hi"]);
    assert.equal(server.lines.length, 4);
    await ends.finish();
  });

  it("lets no async logger, async option or isError harm a call", async () => {
    const unhandled: unknown[] = [];
    const hear = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", hear);
    const reject = async (): Promise<never> => {
      throw new Error("disk full");
    };
    const fail = (): never => {
      throw new Error("no level");
    };
    const server = createLogger();
    const hostile = {
      get user(): never {
        return fail();
      },
    };
    const ends = new BothEnds({
      server: [
        logCalls({ info: reject, error: reject }, { messages: true }),
        logCalls(server, { isError: fail, fields: reject }),
        logCalls(server, { isError: reject as never, fields: () => hostile }),
      ],
      handlers: {
        join() {
          throw new Error("a bug");
        },
      },
    });
    for (const kind of ["say", "list", "chat"] as const) {
      assert.deepEqual(await ends.run(kind), ["hi"]);
    }
    await ends.run("join");
    // Whatever nobody has handled is told when the microtasks are through.
    await new Promise(setImmediate);
    process.off("unhandledRejection", hear);
    assert.deepEqual(unhandled, []);
    const levels = server.lines.map(([level]) => level);
    assert.deepEqual(levels, [...Array(6).fill("info"), "error", "error"]);
    await ends.finish();
  });

  it("refuses options that are none", () => {
    for (const [options, message] of [
      [null, "Cannot read the options: expected an object and not null"],
      [
        { message: true },
        'Cannot set message: logCalls() has no option of that name; did you mean "messages"?',
      ],
      [{ isError: 5 }, "Cannot set isError to a value of type number: expected a function"],
      [{ fields: {} }, "Cannot set fields to a value of type object: expected a function"],
    ] as const) {
      assert.throws(() => logCalls(createLogger(), options as never), {
        name: "TypeError",
        message,
      });
    }
  });

  it("refuses what is no logger", () => {
    for (const wrong of [undefined, {}, { info() {} }]) {
      assert.throws(() => logCalls(wrong as never), /^TypeError: Cannot log calls/);
    }
  });
});
