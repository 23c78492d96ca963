// What keeps a client's process alive: calls do, a channel without calls does not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createServer } from "trunkline";
import { type MethodType, StringValue, type StringValueInit } from "trunkline/protobuf";
import { repositoryPath, runProgram } from "./index.js";

type Say = MethodType<"unary", StringValue, StringValueInit, StringValue, StringValueInit>;

const say: Say = {
  kind: "unary",
  name: "Say",
  localName: "say",
  path: "/test.Echo/Say",
  input: StringValue,
  output: StringValue,
};

const program = `
  import { createChannel, createClient } from "trunkline";
  import { StringValue } from "trunkline/protobuf";
  const say = ${JSON.stringify({ ...say, input: undefined, output: undefined })};
  Object.assign(say, { input: StringValue, output: StringValue });
  const channel = createChannel(process.argv[1]);
  const echo = createClient({ typeName: "test.Echo", methods: { say } }, channel);
  console.log((await echo.say({ value: "one" }, { timeoutMs: 60_000 })).value);
  console.log((await echo.say({ value: "two" })).value, channel.state);
`;

test("a program ends by itself although it never closed its channel, after its calls", async () => {
  const server = createServer();
  server.addService(
    { typeName: "test.Echo", methods: { say } },
    {
      // Answered in a later turn: an open call is all that the client has to wait for.
      say: ({ value }) =>
        new Promise((resolve) => {
          setImmediate(() => resolve({ value: value.toUpperCase() }));
        }),
    },
  );
  const target = await server.listen("127.0.0.1:0");
  const result = await runProgram({
    file: process.execPath,
    args: ["--input-type=module", "--eval", program, target],
    cwd: repositoryPath("interop"),
  });
  assert.deepEqual(result, { exitCode: 0, stdout: "ONE\nTWO ready\n", stderr: "" });
  await server.close();
});
