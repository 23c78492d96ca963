import assert from "node:assert/strict";
import { test } from "node:test";
import { TestProject } from "./project.testing.js";

const BAD = { "proto/bad.proto": 'syntax = "proto3";\nmessage A { strin b = 1; }\n' };

interface Log {
  readonly runs: readonly {
    readonly results: readonly { readonly ruleId: string }[];
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
  }[];
}

test("--error-format github-actions prints a workflow command for each finding", async () => {
  using project = new TestProject(BAD);
  for (const command of ["generate", "build"]) {
    const { code, out, error } = await project.run(command, "--error-format", "github-actions");
    assert.deepEqual({ code, out }, { code: 1, out: "" });
    const place = "file=proto/bad.proto,line=2,endLine=2,col=13,endColumn=18";
    assert.equal(
      error,
      `::error ${place},title=undefined-type::type "strin" is not defined%0Ahelp: did you mean "string"?\n` +
        "1 error in 1 file: nothing was written\n",
    );
  }
});

test("--error-format sarif prints one log to stdout, whatever the outcome", async () => {
  using project = new TestProject(BAD);
  for (const command of ["generate", "build"]) {
    const { code, out, error } = await project.run(command, "--error-format=sarif");
    assert.deepEqual({ code, error }, { code: 1, error: "" });
    const { runs } = JSON.parse(out) as Log;
    assert.deepEqual(
      runs[0]!.results.map(({ ruleId }) => ruleId),
      ["undefined-type"],
    );
  }
  project.write("proto/bad.proto", 'syntax = "proto3";\nmessage A {}\n');
  const good = await project.run("generate", "--error-format", "sarif");
  assert.equal(good.code, 0);
  assert.deepEqual((JSON.parse(good.out) as Log).runs[0]!.results, []);
});

test("--error-format is how a wrong use is told, too", async () => {
  using project = new TestProject({});
  const sarif = await project.run("generate", "--error-format", "sarif");
  assert.equal(sarif.code, 2);
  const { runs } = JSON.parse(sarif.out) as Log;
  assert.equal(runs[0]!.invocations[0]!.executionSuccessful, false);
  const github = await project.run("generate", "--error-format", "github-actions");
  assert.match(github.error, /^::error::Cannot find the proto directory "proto"/);
  const both = await project.run("build", "-o", "-", "--error-format", "sarif");
  assert.match(both.out, /Cannot print SARIF and the descriptor set to the same output/);
  const wrong = await project.run("generate", "--error-format", "xml");
  assert.equal(wrong.code, 2);
  assert.match(wrong.error, /text, json, github-actions, sarif/);
});
