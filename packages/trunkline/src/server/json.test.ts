import assert from "node:assert/strict";
import { test } from "node:test";
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
