import assert from "node:assert/strict";
import { test } from "node:test";
import { startServer } from "@trunkline/interop";
import { createAuthority } from "@trunkline/scripts/certificates";
import { secured } from "../../subjects/secured.js";
import { bulkSubjects } from "../../subjects/subjects.js";
import { type BulkReceiver, isExpected, nextPiece, PATTERN } from "./bulk-request.js";
import { runBulk } from "./run-bulk.js";

const TOTAL_BYTES = 3_000_001;

const authority = createAuthority();
const certificate = authority.issue();

for (const { name, secureName, ownReceiver, command } of bulkSubjects) {
  const receivers: BulkReceiver[] = ownReceiver === "raw" ? ["raw"] : [ownReceiver, "frames"];
  for (const receiver of receivers) {
    test(`bulk from ${name} to ${receiver}: every byte is the one expected`, async () => {
      await using server = await startServer(command());
      const streams = receiver === "raw" ? 1 : 7;
      const result = await runBulk({
        target: server.target,
        receiver,
        totalBytes: TOTAL_BYTES,
        streams,
        windowBytes: 65_535,
        serverPid: server.program.pid,
      });
      assert.equal(result.receivedBytes, TOTAL_BYTES);
    });
  }

  test(`bulk from ${secureName} over TLS: every byte is the one expected`, async () => {
    await using server = await startServer(secured(command(), certificate));
    const result = await runBulk({
      target: server.target,
      receiver: ownReceiver,
      authority: authority.cert,
      totalBytes: TOTAL_BYTES,
      streams: ownReceiver === "raw" ? 1 : 7,
      windowBytes: 65_535,
      serverPid: server.program.pid,
    });
    assert.equal(result.receivedBytes, TOTAL_BYTES);
  });
}

test("isExpected() finds a wrong byte, wherever the pattern begins anew", () => {
  const bytes = Buffer.concat([PATTERN, PATTERN]).subarray(10, PATTERN.length + 20);
  assert.ok(isExpected(bytes, 0, bytes.length, 10));
  assert.ok(!isExpected(bytes, 0, bytes.length, 11));
  bytes[PATTERN.length] = bytes[PATTERN.length]! ^ 1;
  assert.ok(!isExpected(bytes, 0, bytes.length, 10));
});

test("nextPiece() ends with the pattern and with the whole", () => {
  assert.equal(nextPiece(0, 10).length, 10);
  assert.equal(nextPiece(PATTERN.length - 10, 2 * PATTERN.length).length, 10);
  assert.deepEqual(nextPiece(PATTERN.length, PATTERN.length + 5), PATTERN.subarray(0, 5));
});
