import assert from "node:assert/strict";
import { test } from "node:test";
import { Status } from "./status.js";
import { decodeStatusDetails, encodeStatusDetails } from "./status-details.js";
import { StatusError } from "./status-error.js";

test("encodeStatusDetails() writes a google.rpc.Status", () => {
  const details = [{ typeUrl: "t/a.B", value: new Uint8Array([1, 2]) }];
  const value = encodeStatusDetails(new StatusError(Status.NOT_FOUND, "gone", { details }));
  assert.equal(
    Buffer.from(value, "base64").toString("hex"),
    `0805${"1204"}676f6e65${"1a0b"}${"0a05"}742f612e42${"1202"}0102`,
  );
  assert.deepEqual(decodeStatusDetails(value), details);
});

test("decodeStatusDetails() gives none for what cannot be read", () => {
  for (const value of [undefined, "", "!", "CP"]) {
    assert.deepEqual(decodeStatusDetails(value), [], String(value));
  }
});
