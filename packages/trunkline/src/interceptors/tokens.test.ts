import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ClientInterceptor, createChannel, createClient } from "../client/index.js";
import { contextKey, Status, StatusError } from "../grpc/index.js";
import type { ServerInterceptor } from "../server/index.js";
import { insecure, tls } from "../transport/index.js";
import { BothEnds, Echo, kinds } from "./both-ends.testing.js";
import { authenticate, sendToken } from "./index.js";

interface User {
  readonly name: string;
}
const user = contextKey<User | undefined>("user", undefined);

const check = (token: string): User | undefined => (token === "good" ? { name: "Ann" } : undefined);

/** Answers with the name of whoever calls. */
const whoami: ServerInterceptor = async (call, next) => {
  call.onReply(() => ({ value: call.context.get(user)?.name ?? "nobody" }));
  return next();
};

const failure = (outcome: unknown): [string, string] => {
  assert.ok(StatusError.is(outcome), String(outcome));
  return [outcome.codeName, outcome.message];
};

describe("sendToken() and authenticate()", () => {
  it("make a token an identity in the context, for calls of every kind", async () => {
    for (const kind of kinds) {
      for (const source of ["good", () => "good", async () => "good"]) {
        const ends = new BothEnds({
          client: [sendToken(source)],
          server: [authenticate(user, async (token) => check(token)), whoami],
        });
        assert.deepEqual(await ends.run(kind), ["Ann"]);
        await ends.finish();
      }
    }
  });

  it("refuse a call of any kind without a token, or with another, before its handler", async () => {
    for (const kind of kinds) {
      let ran = 0;
      const ends = new BothEnds({
        server: [
          authenticate(user, check),
          (_, next) => {
            ran++;
            return next();
          },
        ],
      });
      const metadata = (authorization: string) => ({ metadata: { authorization } });
      const none = ["UNAUTHENTICATED", "The call has no bearer token"];
      assert.deepEqual(failure(await ends.run(kind)), none);
      for (const other of ["good", "Basic good", "Bearer", "Bearer ", "Bearerx good", "bearerX"]) {
        assert.deepEqual(failure(await ends.run(kind, "hi", metadata(other))), none, other);
      }
      assert.deepEqual(failure(await ends.run(kind, "hi", metadata("Bearer bad"))), [
        "UNAUTHENTICATED",
        "The call's bearer token is not accepted",
      ]);
      assert.equal(ran, 0);
      assert.deepEqual(await ends.run(kind, "hi", metadata("bEARER good")), ["hi"]);
      assert.equal(ran, 1);
      await ends.finish();
    }
  });
});

describe("authenticate()", () => {
  it("lets open calls through without a token, and looks at one that they have", async () => {
    const ends = new BothEnds({
      server: [
        authenticate(user, check, { isOpen: (call) => call.path === "/test.Echo/Say" }),
        whoami,
      ],
    });
    assert.deepEqual(await ends.run("say"), ["nobody"]);
    const bad = { metadata: { authorization: "Bearer bad" } };
    assert.equal(failure(await ends.run("say", "hi", bad))[0], "UNAUTHENTICATED");
    assert.equal(failure(await ends.run("list"))[0], "UNAUTHENTICATED");
    await ends.finish();
  });

  it("refuses false as it does undefined and null", async () => {
    const ok = contextKey<boolean>("ok", false);
    for (const no of [false, null, undefined]) {
      const ends = new BothEnds({
        client: [sendToken("bad")],
        server: [authenticate(ok, async (token) => token === "good" || no)],
      });
      assert.deepEqual(failure(await ends.run("say")), [
        "UNAUTHENTICATED",
        "The call's bearer token is not accepted",
      ]);
      const good = new BothEnds({
        client: [sendToken("good")],
        server: [authenticate(ok, async (token) => token === "good" || no)],
      });
      assert.deepEqual(await good.run("say"), ["hi"]);
      await ends.finish();
      await good.finish();
    }
  });

  it("opens a call for true alone, and tells of an isOpen that gives a promise", async () => {
    for (const wrong of [1, "yes", {}, undefined]) {
      const ends = new BothEnds({
        server: [authenticate(user, check, { isOpen: () => wrong as never })],
      });
      assert.equal(failure(await ends.run("say"))[0], "UNAUTHENTICATED");
      await ends.finish();
    }
    for (const settled of [() => Promise.resolve(true), () => Promise.reject(new Error("no"))]) {
      const ends = new BothEnds({
        server: [authenticate(user, check, { isOpen: settled as never })],
      });
      assert.equal(failure(await ends.run("say"))[0], "UNKNOWN");
      assert.deepEqual(ends.reports.map(String), [
        "TypeError: Cannot use what isOpen gave: it is a promise, and is wanted at once",
      ]);
      await ends.finish();
    }
  });

  it("refuses a key, functions and options that are none", () => {
    for (const [given, message] of [
      [[undefined, check], /a key that contextKey\(\) made$/],
      [["user", check], /a key that contextKey\(\) made$/],
      [[user, undefined], /check and isOpen to be functions$/],
      [[user, check, { isOpen: true }], /check and isOpen to be functions$/],
      [[user, check, null], /^Cannot read the options: expected an object and not null$/],
      [[user, check, { open: check }], /^Cannot set open: authenticate\(\) has no option/],
    ] as const) {
      assert.throws(() => authenticate(...(given as unknown as [never, never])), {
        name: "TypeError",
        message,
      });
    }
  });

  it("passes on a StatusError of the check, and tells nobody but the server of another", async () => {
    const errors = [new StatusError(Status.PERMISSION_DENIED, "Locked"), new Error("secret: db")];
    const ends = new BothEnds({
      client: [sendToken("good")],
      server: [
        authenticate(user, () => {
          throw errors.shift();
        }),
      ],
    });
    assert.deepEqual(failure(await ends.run("say")), ["PERMISSION_DENIED", "Locked"]);
    const [, text] = failure(await ends.run("say"));
    assert.equal(text, "The server failed to handle the call");
    assert.match(String(ends.reports[0]), /secret/);
    await ends.finish();
  });

  it("gives the check the call", async () => {
    const seen: string[] = [];
    const ends = new BothEnds({
      client: [sendToken("good")],
      server: [
        authenticate(user, (token, call) => {
          seen.push(`${call.path} ${call.peer}`);
          return check(token);
        }),
      ],
    });
    await ends.run("say");
    assert.deepEqual(seen, ["/test.Echo/Say in-process:client"]);
    await ends.finish();
  });
});

describe("sendToken()", () => {
  it("asks its source once a call, and ends the call when that fails", async () => {
    const given = ["good", "", "two words", "new\nline", 7 as never, undefined as never];
    let asked = 0;
    const ends = new BothEnds({
      client: [
        sendToken(() => {
          asked++;
          if (given.length === 0) throw new Error("the vault is shut");
          return given.shift()!;
        }),
      ],
      server: [authenticate(user, check)],
    });
    assert.deepEqual(await ends.run("say"), ["hi"]);
    for (let left = given.length; left > 0; left--) {
      assert.deepEqual(failure(await ends.run("say")), [
        "UNAUTHENTICATED",
        'Cannot get a token for "/test.Echo/Say" on "in-process": its source gave something else',
      ]);
    }
    const outcome = await ends.run("list");
    assert.deepEqual(failure(outcome), [
      "UNAUTHENTICATED",
      'Cannot get a token for "/test.Echo/List" on "in-process": its source failed',
    ]);
    assert.match(String((outcome as StatusError).cause), /the vault is shut/);
    assert.equal(asked, 7);
    await ends.finish();
  });

  it("tells a source that still waits when the call's time is over", async () => {
    let reason: unknown;
    const ends = new BothEnds({
      client: [
        sendToken(
          ({ signal }) =>
            new Promise((_, reject) => {
              signal.addEventListener("abort", () => {
                reason = signal.reason;
                reject(signal.reason);
              });
            }),
        ),
      ],
    });
    for (const kind of kinds) {
      reason = undefined;
      const outcome = ends.call(kind, "hi", { timeoutMs: 1_000 });
      await ends.clock.advance(1_001);
      assert.equal(((await outcome) as StatusError).code, Status.DEADLINE_EXCEEDED);
      assert.equal(reason, await outcome);
    }
    await ends.finish();
  });

  it("does not send a token in plaintext to another machine unless that is said", async () => {
    const far: ClientInterceptor = (call, next) => {
      Object.defineProperty(call, "isPrivate", { value: false });
      return next();
    };
    const refused = new BothEnds({ client: [far, sendToken("good")] });
    assert.deepEqual(failure(await refused.run("say")), [
      "UNAUTHENTICATED",
      'Cannot send a token to "in-process" in plaintext or to a server that is not verified: use tls(), or sendToken(…, { overPlaintext: true })',
    ]);
    await refused.finish();
    const said = new BothEnds({
      client: [far, sendToken("good", { overPlaintext: true })],
      server: [authenticate(user, check)],
    });
    assert.deepEqual(await said.run("say"), ["hi"]);
    await said.finish();
  });

  it("sends no token to a server that is not verified, unless that is on this machine", async () => {
    const careless = tls({ verifyServer: false });
    const list: ClientInterceptor[] = [
      sendToken("good"),
      () => {
        throw new StatusError(Status.ABORTED, "sent");
      },
    ];
    for (const [target, credentials, code] of [
      ["orders.example:443", careless, "UNAUTHENTICATED"],
      ["orders.example:443", insecure(), "UNAUTHENTICATED"],
      ["orders.example:443", tls(), "ABORTED"],
      ["localhost:443", careless, "ABORTED"],
    ] as const) {
      const channel = createChannel(target, { credentials, interceptors: list });
      const error: unknown = await createClient(Echo, channel)
        .say({})
        .catch((thrown) => thrown);
      assert.equal(failure(error)[0], code, target);
      await channel.close();
    }
  });

  it("refuses what is no token at once", () => {
    for (const wrong of ["", "two words", "é", undefined, 7]) {
      assert.throws(() => sendToken(wrong as string), /^TypeError: Cannot send a token/);
    }
  });

  it("refuses options that are none", () => {
    const send = (options: unknown) => () => sendToken("good", options as never);
    assert.throws(send(null), {
      message: "Cannot read the options: expected an object and not null",
    });
    assert.throws(send({ overPlainText: true }), {
      message:
        'Cannot set overPlainText: sendToken() has no option of that name; did you mean "overPlaintext"?',
    });
  });
});
