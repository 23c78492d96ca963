import assert from "node:assert/strict";
import { test } from "node:test";
import { HeaderBlock, HpackDecoder } from "trunkline/http2";
import { varyingRequests } from "./varying-requests.js";

test("varyingRequests() are whole requests, each with fields of its own", () => {
  const decoder = new HpackDecoder();
  const requests = varyingRequests("grpc", "127.0.0.1:50051");
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
