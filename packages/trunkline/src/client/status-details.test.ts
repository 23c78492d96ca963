import assert from "node:assert/strict";
import { test } from "node:test";
import { Status, type StatusError } from "../grpc/index.js";
import { RpcStatus } from "../proto/index.js";
import { ScriptedPeer, watch } from "./scripted-peer.testing.js";

test("the code and text in grpc-status-details-bin do not count beside grpc-status", async () => {
  const typeUrl = "type.googleapis.com/shop.Why";
  const details = RpcStatus.encode({
    code: Status.INVALID_ARGUMENT,
    message: "another text",
    details: [{ typeUrl, value: new Uint8Array([1, 2]) }],
  });
  const peer = new ScriptedPeer();
  peer.onCall = (call) => {
    call.sendOnly(
      ...[":status", "200", "content-type", "application/grpc"],
      ...["grpc-status", "5", "grpc-message", "no such user"],
      ...["grpc-status-details-bin", Buffer.from(details).toString("base64")],
    );
  };
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  const error = outcome.error as StatusError | undefined;
  assert.deepEqual([error?.code, error?.message], [Status.NOT_FOUND, "no such user"]);
  assert.deepEqual(
    error?.details.map((detail) => [detail.typeUrl, ...detail.value]),
    [[typeUrl, 1, 2]],
  );
  await peer.close();
});
