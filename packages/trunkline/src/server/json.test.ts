import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeFramed } from "../grpc/index.js";
import { createDecodeLimits, StringValue } from "../protobuf/index.js";
import { createServer } from "./server.js";
import { post, rig } from "./server-rig.testing.js";

const json = (text: string): Uint8Array => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.of(0, 0, 0, 0, bytes.length), bytes]);
};

/** The fields of a request whose messages are JSON. */
const jsonPost = (path: string): string[] =>
  post(path).map((value) => (value === "application/grpc" ? "application/grpc+json" : value));

test("Server answers JSON with JSON, and an error with the content type of the request", async () => {
  const server = rig({ say: ({ value }) => ({ value: `${value}!` }) });
  const answer = server.open(jsonPost("/test.Echo/Say")).send(json('"hi"'), true);
  // The rig's reader knows the binary format alone.
  answer.receive = (chunk, start, end) => {
    answer.messages.push(Buffer.from(chunk.subarray(start + 5, end)).toString());
    answer.stream.consume(end - start);
  };
  await server.settle();
  assert.deepEqual(answer.messages, ['"hi!"']);
  assert.equal(answer.headers?.get("content-type"), "application/grpc+json");
  assert.equal(answer.status, "0");

  const wrong = server.open(jsonPost("/test.Echo/Say")).send(json("7"), true);
  const unknown = server.open(jsonPost("/test.Echo/Shout")).send(json('"hi"'), true);
  await server.settle();
  assert.match(wrong.status!, /^13 Cannot decode a google.protobuf.StringValue/);
  assert.match(unknown.status!, /^12 /);
  assert.equal(unknown.headers?.get("content-type"), "application/grpc+json");
  await server.finish();
});

test("decodeLimits hold for requests in either format, which fail as those do that cannot be decoded", async () => {
  const decodeLimits = createDecodeLimits({ maxStringBytes: 3 });
  const server = rig({ say: ({ value }) => ({ value }) }, { decodeLimits });
  const say = post("/test.Echo/Say");
  const short = server.open(say).send(encodeFramed(StringValue, { value: "abc" }), true);
  const long = server.open(say).send(encodeFramed(StringValue, { value: "abcd" }), true);
  const longJson = server.open(jsonPost("/test.Echo/Say")).send(json('"abcd"'), true);
  await server.settle();
  assert.equal(short.status, "0");
  assert.match(
    long.status!,
    /^13 .*value at offset 0 has length 4: expected at most 3 \(maxStringBytes\)$/,
  );
  assert.match(longJson.status!, /^13 .*\$: has length 4: expected at most 3 \(maxStringBytes\)$/);
  await server.finish();
});

test("createServer() refuses decodeLimits that createDecodeLimits() has not made", () => {
  assert.throws(() => createServer({ decodeLimits: { maxDepth: 7 } as never }), {
    name: "TypeError",
    message:
      "Cannot set decodeLimits: expected limits as createDecodeLimits({ … }) makes them, got an object (Object)",
  });
});
