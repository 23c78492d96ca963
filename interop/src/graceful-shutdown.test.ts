// The example: a server gets SIGTERM under load, and no call is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeCommand } from "./command.js";
import { assertPrinted } from "./greeter.testing.js";
import { Program, startServer } from "./program.js";
import { repositoryPath } from "./workspace.js";

const example = (name: string, ...args: string[]) =>
  nodeCommand(repositoryPath(`examples/graceful-shutdown/dist/${name}.js`), args);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`graceful-shutdown: ${signal} under load, and every call is answered`, async () => {
    await using first = await startServer(example("server", "127.0.0.1:0"));
    await using second = await startServer(example("server", "127.0.0.1:0"));
    const load = new Program(example("load", `${first.target},${second.target}`, "2000", "50"));
    await load.waitForLine();
    first.program.signal(signal);
    const result = await load.ended;
    assertPrinted(result, '1000 calls answered\n{"answered":2000,"failed":0,"connections":2}\n');
    const { exitCode, stdout, stderr } = await first.program.ended;
    assert.deepEqual([exitCode, stderr], [0, ""]);
    assert.match(
      stdout,
      /\nClosing with \d+ calls under way\nClosed: \d+ calls completed, 0 lost\n$/,
    );
    const answeredThere = Number(/(\d+) calls completed/.exec(stdout)?.[1]);
    const after = await second.program.stop();
    const answeredHere = Number(/(\d+) calls completed/.exec(after.stdout)?.[1]);
    assert.equal(answeredThere + answeredHere, 2_000);
  });
}
