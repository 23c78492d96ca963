// The order that docs/guide/interceptors.md recommends, and what follows from it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contextKey, type StatusError } from "../grpc/index.js";
import type { StringValue } from "../protobuf/index.js";
import type { ServerInterceptor } from "../server/index.js";
import { BothEnds, createGate, kinds } from "./both-ends.testing.js";
import {
  authenticate,
  limitConcurrency,
  limitTime,
  logCalls,
  sendToken,
  validateRequests,
} from "./index.js";

const user = contextKey<string | undefined>("user", undefined);

/** The whole list, with what each of them did. */
function recommended(did: string[]): ServerInterceptor[] {
  const write = ({ code }: { code?: string }) => did.push(`logged ${code}`);
  const logger = { info: write, error: write };
  return [
    logCalls(logger as never),
    limitTime({ maxMs: 1_000 }),
    limitConcurrency({ maxInFlight: 1, maxQueued: 1 }),
    authenticate(user, (token) => {
      did.push("authenticated");
      return token === "good" ? "Ann" : undefined;
    }),
    validateRequests((_, message) => {
      did.push("validated");
      return (message as StringValue).value === "bad"
        ? [{ field: "value", description: "is bad" }]
        : [];
    }),
  ];
}

describe("the recommended order of interceptors", () => {
  it("logs every outcome, and asks nothing of a request whose sender is not known", async () => {
    for (const kind of kinds) {
      const did: string[] = [];
      const tokens = ["good", "wrong", "good"];
      const ends = new BothEnds({
        client: [sendToken(() => tokens.shift()!)],
        server: recommended(did),
      });
      await ends.run(kind, "fine");
      assert.deepEqual(did.splice(0), ["authenticated", "validated", "logged OK"], kind);
      await ends.run(kind, "bad");
      assert.deepEqual(did.splice(0), ["authenticated", "logged UNAUTHENTICATED"]);
      await ends.run(kind, "bad");
      assert.deepEqual(did.splice(0), ["authenticated", "validated", "logged INVALID_ARGUMENT"]);
      await ends.finish();
    }
  });

  it("counts the wait for a turn as the call's time, and sheds before anything is checked", async () => {
    const did: string[] = [];
    const gate = createGate();
    const ends = new BothEnds({
      client: [sendToken("good")],
      server: recommended(did),
      handlers: {
        async say(request) {
          await gate.opened;
          return request;
        },
      },
    });
    const first = ends.call("say");
    await ends.clock.settle();
    const second = ends.call("say");
    await ends.clock.settle();
    assert.equal(((await ends.run("say")) as StatusError).codeName, "UNAVAILABLE");
    assert.deepEqual(did.splice(0), ["authenticated", "validated", "logged UNAVAILABLE"]);
    await ends.clock.advance(1_010);
    assert.equal(((await second) as StatusError).codeName, "DEADLINE_EXCEEDED");
    // The first one's handler is deaf: its line is written when it is through.
    assert.deepEqual(did.splice(0), ["logged DEADLINE_EXCEEDED"]);
    gate.open();
    await ends.clock.settle();
    assert.equal(((await first) as StatusError).codeName, "DEADLINE_EXCEEDED");
    assert.deepEqual(did, ["logged DEADLINE_EXCEEDED"]);
    await ends.finish();
  });
});
