import assert from "node:assert/strict";
import { test } from "node:test";
import { HeaderBlock, HpackDecoder } from "trunkline/http2";
import { varyingRequests } from "./varying-requests.js";

const origin = { authority: "127.0.0.1:50051", scheme: "http" } as const;

test("varyingRequests() are whole requests, each with fields of its own", () => {
  const decoder = new HpackDecoder();
  const requests = varyingRequests("grpc", origin, {});
  const seen = new Set<string>();
  // More than there are before they begin again.
  for (let at = 0; at < 10_000; at++) {
    const { bytes } = requests.at(at);
    const block = decoder.decode(bytes, 9, 9 + bytes.readUIntBE(0, 3));
    assert.ok(block instanceof HeaderBlock);
    assert.equal(block.get(":path"), "/Greeter/SayHello");
    assert.equal(block.get("user-agent"), "trunkline-bench");
    assert.match(block.get("x-request-id")!, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.match(block.get("traceparent")!, /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    assert.match(block.get("grpc-timeout")!, /^49\d{5}u$/);
    seen.add(block.get("traceparent")!);
  }
  assert.equal(seen.size, 256 * 15);
});

test("varyingRequests() with names of 65,500 bytes have frames that every peer takes", () => {
  const requests = varyingRequests("grpc", origin, { nameBytes: 65_500 });
  const { bytes, idsAt, windowBytes, reply } = requests.at(1);
  const lengths = idsAt.map((at) => bytes.readUIntBE(at - 5, 3));
  assert.deepEqual(lengths.slice(1), [16_384, 16_384, 16_384, 16_357]);
  assert.equal(windowBytes, 65_509);
  assert.ok(windowBytes <= 65_535);
  assert.match(reply.toString("latin1"), /Hello friend 1 abc.*, I am a gRPC server!$/);
  assert.notDeepEqual(requests.at(2).reply, reply);
});
