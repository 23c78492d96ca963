import assert from "node:assert/strict";
import { test } from "node:test";
import { Metadata } from "./metadata.js";
import { Status } from "./status.js";
import { StatusError } from "./status-error.js";

test("StatusError carries what it was made of, and the message without a prefix", () => {
  const cause = new Error("socket");
  const details = [{ typeUrl: "type.googleapis.com/a.B", value: new Uint8Array([1]) }];
  const metadata = new Metadata({ "x-id": "7" });
  const error = new StatusError(Status.NOT_FOUND, "no such user", { cause, details, metadata });
  assert.equal(error.message, "no such user");
  assert.equal(error.code, 5);
  assert.equal(error.codeName, "NOT_FOUND");
  assert.equal(error.cause, cause);
  assert.equal(error.details, details);
  assert.equal(error.metadata, metadata);
  assert.equal(String(error), "StatusError NOT_FOUND: no such user");
  assert.equal(error.name, "StatusError");
  assert.ok(error instanceof Error);
});

test("StatusError keeps what a client received to itself, unless it is put into a new error", () => {
  const metadata = new Metadata({ "x-id": "7" });
  const error = StatusError.received(Status.NOT_FOUND, "no such user", { metadata });
  assert.ok(StatusError.is(error));
  assert.equal(error.metadata.get("x-id"), "7");
  assert.equal(error.metadataToSend, undefined);
  const own = new StatusError(error.code, error.message, { metadata: error.metadata });
  assert.equal(own.metadataToSend, metadata);
});

test("StatusError makes empty metadata when it is asked for", () => {
  const error = new StatusError(Status.INTERNAL, "");
  assert.equal(error.metadataToSend === undefined, true);
  error.metadata.append("x-id", "7");
  assert.equal(error.metadataToSend?.size, 1);
  assert.equal("cause" in error, false);
});

test("StatusError takes what metadata is made from, and refuses what is none", () => {
  const make = (metadata: unknown) =>
    new StatusError(Status.INTERNAL, "", { metadata: metadata as never }).metadata;
  assert.deepEqual([...make({ "x-id": "7", tag: ["a", "b"] })].join(" "), "x-id,7 tag,a tag,b");
  assert.deepEqual([...make([["x-id", "7"]])].join(" "), "x-id,7");
  for (const wrong of [null, "x-id: 7", 7]) {
    assert.throws(() => make(wrong), {
      name: "TypeError",
      message:
        "Cannot make a StatusError with this metadata: expected Metadata, or a record of keys and values",
    });
  }
  assert.throws(() => make({ "grpc-status": "7" }), { name: "TypeError" });
});

test("StatusError refuses details that are none", () => {
  const one = { typeUrl: "type.googleapis.com/a.B", value: new Uint8Array([1]) };
  const message = { fieldViolations: [] };
  for (const wrong of [one, "a", [message], [one, null], ["a"], [{ typeUrl: "a.B" }]]) {
    assert.throws(() => new StatusError(Status.INTERNAL, "", { details: wrong as never }), {
      name: "TypeError",
      message:
        "Cannot make a StatusError with these details: expected a list of what detail(type, message) gives",
    });
  }
});

test("StatusError.is() goes by the brand", () => {
  const twin = Object.assign(Object.create({ [Symbol.for("trunkline.StatusError")]: true }), {});
  assert.equal(StatusError.is(new StatusError(Status.ABORTED, "")), true);
  assert.equal(StatusError.is(twin), true);
  for (const other of [new Error("x"), { code: 5 }, null, undefined, "StatusError"]) {
    assert.equal(StatusError.is(other), false);
  }
});

test("StatusError refuses OK and numbers that are no code", () => {
  for (const code of [0, 17, -1, 1.5, Number.NaN, "5"]) {
    assert.throws(() => new StatusError(code as Status, ""), {
      name: "RangeError",
      message: `Cannot make a StatusError with code ${code}: expected a code of Status other than OK`,
    });
  }
});
