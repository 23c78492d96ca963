// Client-side health checking of grpc-go (gRFC A17): a connection is used while the server says SERVING.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createServer } from "trunkline";
import { withArgs } from "../command.js";
import { goCommand } from "../peer-programs.js";
import { Program } from "../program.js";
import { startServing } from "./serving.testing.js";

const watch = () =>
  goCommand(
    {
      folder: "interop/services/go",
      proto: "examples/user-stats/proto/user.proto",
      config: "examples/user-stats/trunkline.yaml",
    },
    "watch",
  );

/** Waits until the program prints `state` after its first `from` lines; the number of lines up to that. */
async function untilState(program: Program, from: number, state: string): Promise<number> {
  for (let at = from; ; at++) {
    if ((await program.lineAt(at)) === state) return at + 1;
  }
}

test("grpc-go uses a server while it says SERVING of the service, and no longer", async () => {
  await using serving = await startServing();
  const { server, health, target } = serving;
  health.setStatus("Greeter", "NOT_SERVING");
  const program = new Program(withArgs(watch(), target, "Greeter"));
  let seen = await untilState(program, 0, "TRANSIENT_FAILURE");
  assert.ok(!program.lines.includes("READY"));
  health.setStatus("Greeter", "SERVING");
  seen = await untilState(program, seen, "READY");
  health.setStatus("", "NOT_SERVING");
  health.clearStatus("Greeter");
  seen = await untilState(program, seen, "TRANSIENT_FAILURE");
  health.clearStatus("");
  seen = await untilState(program, seen, "READY");
  await server.close({ graceMs: 60_000 });
  await untilState(program, seen, "TRANSIENT_FAILURE");
  await program.stop();
});

test("grpc-go uses a server that has no health service", async () => {
  const server = createServer();
  const target = await server.listen("127.0.0.1:0");
  const program = new Program(withArgs(watch(), target, "Greeter"));
  await untilState(program, 0, "READY");
  await program.stop();
  await server.close({ graceMs: 0 });
});
