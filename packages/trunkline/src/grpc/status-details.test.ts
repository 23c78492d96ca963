import assert from "node:assert/strict";
import { test } from "node:test";
import { BadRequest, ErrorInfo, RetryInfo } from "../proto/index.js";
import { Status } from "./status.js";
import { decodeStatusDetails, detail, encodeStatusDetails } from "./status-details.js";
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

test("detail() is found again by its type, beside details of other types and ones that are broken", () => {
  const sent = new StatusError(Status.INVALID_ARGUMENT, "wrong", {
    details: [
      detail(ErrorInfo, { reason: "NO_CITY", metadata: { field: "city" } }),
      { typeUrl: "type.googleapis.com/google.rpc.BadRequest", value: Uint8Array.of(0xff) },
      detail(BadRequest, { fieldViolations: [{ field: "city", description: "is empty" }] }),
      detail(BadRequest, { fieldViolations: [{ field: "street" }] }),
    ],
  });
  const details = decodeStatusDetails(encodeStatusDetails(sent));
  const received = new StatusError(Status.INVALID_ARGUMENT, "wrong", { details });
  assert.equal(received.detail(ErrorInfo)?.metadata.get("field"), "city");
  assert.equal(received.detail(BadRequest)?.fieldViolations[0]?.field, "city");
  assert.deepEqual(
    received.detailsOf(BadRequest).map(({ fieldViolations }) => fieldViolations[0]?.description),
    ["is empty", ""],
  );
  assert.equal(received.detail(RetryInfo), undefined);
});

test("detail() says what is wrong with the message at once", () => {
  const wrong = { fieldViolations: [{ field: 7 }] } as unknown as BadRequest;
  assert.throws(
    () => detail(BadRequest, wrong),
    /BadRequest\.field_violations\[0\]\.field: expected a string, got 7/,
  );
});
