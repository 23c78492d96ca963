import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Status, StatusError } from "../grpc/index.js";
import { BadRequest } from "../proto/index.js";
import { StringValue } from "../protobuf/index.js";
import { BothEnds, kinds } from "./both-ends.testing.js";
import { type Validate, validateRequests } from "./index.js";

const noShouting: Validate = (type, message) => {
  assert.equal(type, StringValue);
  const { value } = message as StringValue;
  return value === value.toLowerCase()
    ? []
    : [{ field: "value", description: "is written in capitals" }];
};

describe("validateRequests()", () => {
  for (const side of ["client", "server"] as const) {
    it(`ends a call of any kind at a ${side} with what is wrong`, async () => {
      for (const kind of kinds) {
        const ends = new BothEnds({ [side]: [validateRequests(noShouting)] });
        assert.deepEqual(await ends.run(kind, "quiet"), ["quiet"]);
        const outcome = await ends.run(kind, "LOUD");
        assert.ok(StatusError.is(outcome), `${kind}: ${outcome}`);
        assert.equal(outcome.code, Status.INVALID_ARGUMENT, kind);
        assert.equal(outcome.message, "The request is not valid: value is written in capitals");
        assert.deepEqual(
          outcome
            .detail(BadRequest)
            ?.fieldViolations.map(({ field, description }) => [field, description]),
          [["value", "is written in capitals"]],
        );
        assert.deepEqual(ends.reports, []);
        // A stream has begun before its first message is seen.
        const isStream = kind === "join" || kind === "chat";
        const started = side === "client" && !isStream ? 1 : 2;
        assert.equal(ends.server.stats.callsStarted, started);
        await ends.finish();
      }
    });
  }

  it("tells three violations in the text and all of them in the detail", async () => {
    const violations = ["a", "b", "c", "d", "e"].map((field) => ({ field, description: "is bad" }));
    const ends = new BothEnds({ server: [validateRequests(() => violations)] });
    const outcome = (await ends.run("say")) as StatusError;
    assert.equal(
      outcome.message,
      "The request is not valid: a is bad; b is bad; c is bad; and 2 more",
    );
    assert.equal(outcome.detail(BadRequest)?.fieldViolations.length, 5);
    await ends.finish();
  });

  it("takes undefined for nothing wrong", async () => {
    const ends = new BothEnds({ server: [validateRequests(() => undefined)] });
    assert.deepEqual(await ends.run("chat"), ["hi"]);
    await ends.finish();
  });

  it("lets nothing through where it gives a promise, or what is no list", async () => {
    const found = [{ field: "value", description: "is bad" }];
    const fails = async () => Promise.reject(new Error("no"));
    for (const [wrong, text] of [
      [async () => found, "it is a promise, and is wanted at once"],
      [fails, "it is a promise, and is wanted at once"],
      [() => null, "expected a list, or undefined"],
      [() => true, "expected a list, or undefined"],
    ] as const) {
      for (const kind of kinds) {
        const ends = new BothEnds({ server: [validateRequests(wrong as never)] });
        assert.ok(StatusError.is(await ends.run(kind)), kind);
        const [report] = ends.reports;
        assert.equal(String(report), `TypeError: Cannot use what validate gave: ${text}`, kind);
        await ends.finish();
      }
    }
  });

  it("refuses what is no function", () => {
    assert.throws(() => validateRequests(undefined as never), /^TypeError: Cannot validate/);
  });
});
