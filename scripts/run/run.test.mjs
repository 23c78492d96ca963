import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import countTests from "./count-reporter.mjs";
import { readCounts } from "./counts.mjs";
import { hasProperties } from "./properties.mjs";
import { runStep, summarise } from "./step.mjs";
import { peersOf, tierOf } from "./tiers.mjs";

test("tierOf() goes by the folder, and by the peer that the name says", () => {
  const tiers = {
    "packages/trunkline/dist/grpc/timeout.test.js": "unit",
    "scripts/run/run.test.mjs": "house",
    "test/dist/spec/http2/6.9-window-update.test.js": "spec",
    "examples/greeter/dist/greeter.test.js": "examples",
    "examples/greeter/dist/greeter.python.test.js": "peers: python",
    "interop/dist/calls.test.js": "peers: npm",
    "interop/dist/relay.go.python.test.js": "peers: go",
    "packages/trunkline/dist/http2/h2load.debian.test.js": "peers: debian",
    "packages/trunkline/dist/grpc/v1.2.test.js": "unit",
  };
  for (const [path, tier] of Object.entries(tiers)) assert.equal(tierOf(path), tier, path);
});

test("peersOf() tells every peer in the name", () => {
  assert.deepEqual(peersOf("interop/dist/relay.go.python.test.js"), ["go", "python"]);
  assert.deepEqual(peersOf("interop/dist/go.test.js"), []);
});

const result = (name, passed, failed, skipped, more = {}) => ({
  name,
  counts: { passed, failed, skipped },
  seconds: 1.25,
  ...more,
});

test("summarise() is a table closed by the sum, and says what was left out and why", () => {
  const text = summarise([
    result("unit", 12, 0, 1),
    result("peers: go", 0, 0, 0, { leftOut: "go: it is not set up" }),
    result("house", 3, 1, 0),
  ]);
  assert.deepEqual(text.split("\n"), [
    "tier       passed  failed skipped      time",
    "unit           12       0       1     1.3 s",
    "peers: go  left out: go: it is not set up",
    "house           3       1       0     1.3 s",
    "",
    "15 passed, 1 failed, 1 skipped",
  ]);
});

test("summarise() says of a tier that had to run that it failed, and why it had to", () => {
  const leftOut = "go: it is not set up";
  assert.deepEqual(summarise([result("peers: go", 0, 1, 0, { leftOut })]).split("\n"), [
    "tier       passed  failed skipped      time",
    "peers: go  failed: go: it is not set up, and TRUNKLINE_PEERS=required",
    "",
    "0 passed, 1 failed",
  ]);
});

/** Runs `use` with the path of a program of that text. */
function withProgram(text, use) {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-house-"));
  const path = join(folder, "program.test.mjs");
  writeFileSync(path, text);
  try {
    use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("runStep() counts a program that records nothing as one check, by its exit code", () => {
  withProgram("process.exitCode = 0;", (path) => {
    assert.deepEqual(runStep("x", [path]).counts, { passed: 1, failed: 0, skipped: 0 });
  });
  withProgram("process.exitCode = 3;", (path) => {
    assert.deepEqual(runStep("x", [path]).counts, { passed: 0, failed: 1, skipped: 0 });
  });
});

test("readCounts() does not believe a step that recorded success and then failed", () => {
  withProgram('{ "passed": 4, "failed": 0, "skipped": 0 }', (path) => {
    assert.deepEqual(readCounts(path, false), { passed: 4, failed: 1, skipped: 0 });
  });
});

/** What scripts/run/test-files.mjs says of one test file. */
function runTestFile(text) {
  let outcome;
  withProgram(text, (path) => {
    const countsFile = `${path}.json`;
    const { status, stderr } = spawnSync(
      process.execPath,
      [fileURLToPath(new URL("test-files.mjs", import.meta.url)), path],
      {
        encoding: "utf8",
        env: { ...cleanEnvironment(), TRUNKLINE_COUNTS_FILE: countsFile },
      },
    );
    outcome = { status, stderr, counts: readCounts(countsFile, status === 0) };
  });
  return outcome;
}

/** The runner marks its children, and would take a runner among them for a test file. */
function cleanEnvironment() {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  return environment;
}

test("test-files counts tests and not suites or files", () => {
  const { status, counts } = runTestFile(`
    import { describe, test } from "node:test";
    test("a", () => {});
    describe("s", () => { test("b", () => {}); test("c", { skip: true }, () => {}); });
  `);
  assert.equal(status, 0);
  assert.deepEqual(counts, { passed: 2, failed: 0, skipped: 1 });
});

test("test-files fails, and shows why, where a test fails", () => {
  const { status, counts, stderr } = runTestFile(`
    import { test } from "node:test";
    test("a", () => {});
    test("b", () => { throw new Error("on purpose"); });
  `);
  assert.equal(status, 1);
  assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 0 });
  assert.match(stderr, /on purpose/);
});

test("test-files fails where a file cannot be loaded", () => {
  const { status, counts, stderr } = runTestFile('import "./is-not-there.mjs";');
  assert.equal(status, 1);
  assert.deepEqual(counts, { passed: 0, failed: 1, skipped: 0 });
  assert.match(stderr, /is-not-there/);
});

test("hasProperties() looks into the files that a test shares with others", () => {
  const folder = mkdtempSync(join(tmpdir(), "properties-"));
  try {
    const files = {
      "none.test.js": 'import { test } from "node:test";\n// no fast-check',
      "own.test.js": 'import fc from "fast-check";',
      "shared.test.js": 'import { arbitrary } from "./messages.testing.js";',
      "messages.testing.js": 'import fc from "fast-check";',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const found = Object.keys(files).filter((name) => hasProperties(join(folder, name)));
    assert.deepEqual(found, ["own.test.js", "shared.test.js", "messages.testing.js"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("properties are tried with the same input in every run, and with another where one is asked for", () => {
  // Below the packages, where fast-check is found.
  const cache = fileURLToPath(new URL("../../.cache/", import.meta.url));
  mkdirSync(cache, { recursive: true });
  const file = join(mkdtempSync(join(cache, "properties-")), "a.mjs");
  writeFileSync(
    file,
    'import fc from "fast-check";\nconsole.log(fc.sample(fc.integer(), 3).join());',
  );
  const preload = new URL("configure-properties.mjs", import.meta.url).href;
  const inputs = (seed) =>
    spawnSync(process.execPath, [`--import=${preload}`, file], {
      encoding: "utf8",
      env: { ...process.env, PROPERTY_SEED: seed },
    }).stdout;
  try {
    assert.match(inputs("1"), /^-?\d+,-?\d+,-?\d+\n$/);
    assert.equal(inputs("1"), inputs("1"));
    assert.notEqual(inputs("1"), inputs("2"));
  } finally {
    rmSync(dirname(file), { recursive: true });
  }
});

test("countTests() counts tests, and tells which had not ended where a file took too long", async () => {
  const timeout = { error: { failureType: "testTimeoutFailure" } };
  const events = [
    ["test:dequeue", { name: "/a.test.js", file: "/a.test.js", nesting: 0 }],
    ["test:dequeue", { name: "one", file: "/a.test.js", nesting: 0 }],
    ["test:complete", { name: "one", file: "/a.test.js", nesting: 0 }],
    ["test:pass", { name: "one", file: "/a.test.js", nesting: 0, details: {} }],
    ["test:dequeue", { name: "a suite", file: "/a.test.js", nesting: 0 }],
    ["test:dequeue", { name: "two", file: "/a.test.js", nesting: 1 }],
    ["test:fail", { name: "/a.test.js", file: "/a.test.js", nesting: 0, details: timeout }],
    ["test:fail", { name: "three", file: "/b.test.js", nesting: 0, details: {} }],
    ["test:pass", { name: "four", file: "/b.test.js", nesting: 0, details: {}, skip: "why" }],
  ].map(([type, data]) => ({ type, data }));
  let printed = "";
  for await (const text of countTests(events)) printed += text;
  assert.deepEqual(JSON.parse(printed), {
    passed: 1,
    failed: 1,
    skipped: 1,
    hung: [{ file: "/a.test.js", tests: ["a suite", "two"] }],
  });
});
