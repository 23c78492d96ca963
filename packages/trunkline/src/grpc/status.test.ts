import assert from "node:assert/strict";
import { test } from "node:test";
import { isStatus, parseStatus, Status, statusName } from "./status.js";

test("Status has the seventeen codes in order", () => {
  assert.equal(Object.keys(Status).length, 17);
  assert.deepEqual(
    Object.values(Status),
    Array.from({ length: 17 }, (_, code) => code),
  );
});

test("statusName() names codes and other numbers", () => {
  assert.equal(statusName(5), "NOT_FOUND");
  assert.equal(statusName(16), "UNAUTHENTICATED");
  assert.equal(statusName(17), "STATUS_17");
  assert.equal(isStatus(17), false);
  assert.equal(isStatus(1.5), false);
  assert.equal(isStatus(0), true);
});

test("parseStatus() takes decimal codes and makes everything else UNKNOWN", () => {
  assert.equal(parseStatus("0"), Status.OK);
  assert.equal(parseStatus("16"), Status.UNAUTHENTICATED);
  for (const text of [undefined, "", "17", "-1", "05", " 5", "5 ", "5.0", "NOT_FOUND", "1e1"]) {
    assert.equal(parseStatus(text), Status.UNKNOWN, String(text));
  }
});
