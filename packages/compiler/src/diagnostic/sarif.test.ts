// The SARIF log against the schema of SARIF 2.1.0, and the rules of its text that a schema cannot say.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Ajv } from "ajv";
import { invalidCases } from "../invalid-cases.testing.js";
import { compile } from "../linker/index.js";
import { SourceFile } from "../source/index.js";
import { createDiagnostic, type Diagnostic } from "./diagnostic.js";
import { toGithubAnnotation } from "./github-annotation.js";
import { RULES } from "./rules/index.js";
import { type SarifLog, toSarif } from "./sarif.js";

const require = createRequire(import.meta.url);
// The dialect of JSON Schema that it names is an old one, of which it uses nothing that has changed.
const {
  $schema: _,
  id: __,
  ...schema
} = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json") as {
  readonly $schema: string;
  readonly id: string;
};
const ajv = new Ajv({
  strict: false,
  allErrors: true,
  validateFormats: false,
  unicodeRegExp: false,
});
const isValid = ajv.compile(schema);

function assertValid(log: SarifLog): void {
  assert.ok(isValid(JSON.parse(JSON.stringify(log))), JSON.stringify(isValid.errors, null, 2));
}

function diagnosticsOf(text: string): readonly Diagnostic[] {
  const bytes = new TextEncoder().encode(text);
  const read = (path: string) => (path === "x.proto" ? bytes : undefined);
  return compile(["x.proto"], { fileSystem: { read } }).diagnostics;
}

test("toSarif() follows the schema for every diagnostic of the negative corpus", () => {
  const all = invalidCases().flatMap(({ invalid }) => diagnosticsOf(invalid));
  assert.ok(all.length >= 300);
  const log = toSarif(all, { version: "1.2.3" });
  assertValid(log);
  const [{ results, tool }] = log.runs;
  assert.equal(results.length, all.length);
  for (const { ruleId, ruleIndex } of results)
    assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
  assert.equal(new Set(tool.driver.rules.map(({ id }) => id)).size, tool.driver.rules.length);
});

test("the schema refuses a log that is wrong", () => {
  const [{ tool, invocations, columnKind }] = toSarif([], { version: "1.2.3" }).runs;
  const log = { version: "2.1.0", runs: [{ tool, invocations, columnKind, results: [{}] }] };
  assert.equal(isValid(log), false);
});

test("toSarif() says where, what else, and how to repair it", () => {
  const [found] = diagnosticsOf('syntax = "proto3";\nmessage A { strin b = 1; }\n');
  const log = toSarif([found!], { version: "1.2.3", nameFile: (path) => `my protos/${path}` });
  assertValid(log);
  const artifactLocation = { uri: "my%20protos/x.proto" };
  const region = { startLine: 2, startColumn: 13, endLine: 2, endColumn: 18 };
  assert.deepEqual(log.runs[0].results, [
    {
      ruleId: "undefined-type",
      ruleIndex: 0,
      level: "error",
      message: { text: 'type "strin" is not defined\ndid you mean "string"?' },
      locations: [{ physicalLocation: { artifactLocation, region } }],
      fixes: [
        {
          artifactChanges: [
            {
              artifactLocation,
              replacements: [{ deletedRegion: region, insertedContent: { text: "string" } }],
            },
          ],
        },
      ],
    },
  ]);
  assert.deepEqual(log.runs[0].tool.driver.rules[0]?.help.text, RULES["undefined-type"].fix);
});

test("toSarif() doubles braces, makes URIs of absolute paths and reports a failure", () => {
  const [found] = diagnosticsOf('syntax = "proto3";\nmessage A {');
  for (const [path, uri] of [
    ["/srv/a b.proto", "file:///srv/a%20b.proto"],
    ["C:/srv/a.proto", "file:///C:/srv/a.proto"],
  ] as const) {
    const log = toSarif([found!], { version: "1.2.3", nameFile: () => path, failure: "{no}" });
    assertValid(log);
    const [{ results, invocations }] = log.runs;
    assert.match(results[0]!.message.text, /before its "\}\}"/);
    assert.equal(results[0]!.locations[0]!.physicalLocation.artifactLocation.uri, uri);
    assert.deepEqual(invocations[0], {
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: "error", message: { text: "{{no}}" } }],
    });
  }
});

test("toGithubAnnotation() is one line whose parts cannot be mistaken", () => {
  const file = new SourceFile("a,b:c%.proto", "one two\nthree\n");
  const diagnostic = createDiagnostic({
    severity: "warning",
    ruleId: "syntax",
    message: "100 %: bad, bad",
    at: { file, start: 4, end: 7 },
    related: [{ span: { file, start: 8, end: 13 }, text: "as here" }],
    help: "try again",
  });
  assert.equal(
    toGithubAnnotation(diagnostic, (path) => `p/${path}`),
    "::warning file=p/a%2Cb%3Ac%25.proto,line=1,endLine=1,col=5,endColumn=8,title=syntax" +
      "::100 %25: bad, bad%0Aas here: p/a,b:c%25.proto:2:1%0Ahelp: try again",
  );
  const wide = createDiagnostic({ ruleId: "syntax", message: "m", at: { file, start: 0, end: 9 } });
  assert.match(toGithubAnnotation(wide), /line=1,endLine=2,col=1,title/);
  const whole = createDiagnostic({ ruleId: "syntax", message: "m", at: "x.proto" });
  assert.equal(toGithubAnnotation(whole), "::error file=x.proto,title=syntax::m");
});
