// Input that means harm: whatever the bytes, compiling ends, throws nothing and says what is wrong.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { type Diagnostic, renderDiagnostic, toJsonDiagnostic } from "./diagnostic/index.js";
import { goldenCases } from "./golden-cases.testing.js";
import { type CompilerLimits, compile } from "./linker/index.js";

/** Compiles `text` as x.proto. */
function compileText(text: string, limits: Partial<CompilerLimits> = {}): readonly Diagnostic[] {
  return compileBytes(new TextEncoder().encode(text), limits);
}

function compileBytes(
  bytes: Uint8Array,
  limits: Partial<CompilerLimits> = {},
): readonly Diagnostic[] {
  const fileSystem = { read: (path: string) => (path === "x.proto" ? bytes : undefined) };
  return compile(["x.proto"], { fileSystem, limits }).diagnostics;
}

const HEADER = 'syntax = "proto3";\n';

test("compile() refuses messages nested 10,000 deep with one diagnostic", () => {
  const text = HEADER + "message M {".repeat(10_000) + "}".repeat(10_000);
  const found = compileText(text);
  assert.deepEqual(
    found.map((one) => one.ruleId),
    ["nesting-too-deep"],
  );
  const open = compileText(HEADER + "message M {".repeat(10_000));
  assert.deepEqual(
    open.map((one) => one.ruleId),
    ["nesting-too-deep", "unclosed-body"],
  );
});

test("compile() reads everything else that nests without a stack", () => {
  const deep = 100_000;
  const braces = `${"{".repeat(deep)}${"}".repeat(deep)}`;
  const rules = (text: string) => new Set(compileText(HEADER + text).map((one) => one.ruleId));
  const values = `${"{ a ".repeat(deep)}${"}".repeat(deep)}`;
  assert.ok(rules(`option (x) = ${values};`).has("nesting-too-deep"));
  assert.ok(rules(`option (x) = ${"{ a < a ".repeat(deep)}`).has("nesting-too-deep"));
  assert.ok(rules(`option (x) = ${braces};`).has("syntax"));
  assert.ok(rules(`extend M ${braces}`).has("syntax"));
  assert.ok(rules(`extend M { ${"optional group G = 1 { ".repeat(deep)}`).has("nesting-too-deep"));
  assert.ok(rules(`message M { extensions ${"1,".repeat(deep)}`).has("syntax"));
  assert.ok(rules(`bogus ${"{".repeat(deep)}`).has("syntax"));
  assert.ok(rules("[".repeat(deep)).has("syntax"));
  assert.ok(rules(`message M { ${"map<string, ".repeat(deep)}`).has("map-of-maps"));
  assert.ok(rules(`option (x) = ${"{".repeat(deep)}`).has("syntax"));
  assert.ok(rules(`option ${"(".repeat(deep)}`).has("syntax"));
  assert.ok(rules(`package ${"a.".repeat(deep)}a;`).has("name-too-long"));
  assert.ok(rules(`message M { ${"a.".repeat(deep)}a x = 1; }`).has("undefined-type"));
  assert.ok(rules(`message ${"a".repeat(deep)} {}`).has("name-too-long"));
  assert.ok(rules(`message M { int32 x = ${"9".repeat(deep)}; }`).has("field-number-out-of-range"));
});

test("compile() reads a million tokens", () => {
  const fields = Array.from({ length: 200_000 }, (_, i) => `int32 f${i} = ${i + 20_000};`);
  assert.deepEqual(compileText(`${HEADER}message M {${fields.join("")}}`), []);
});

test("compile() stops at its limits and says so", () => {
  const tooLong = compileText(" ".repeat(2_000), { maxFileLength: 1_000 });
  assert.deepEqual(
    tooLong.map((one) => one.message),
    ["file has 2000 characters: at most 1000 are allowed"],
  );
  const rules = compileText(`${HEADER}${"bogus 1;\n".repeat(1_000)}`).map((one) => one.ruleId);
  assert.equal(rules.length, 101);
  assert.equal(rules[0], "too-many-syntax-errors");
  const many = compileText(`${HEADER}message M {${"Nope x = 1;\n".repeat(50_000)}}`);
  assert.equal(many.length, 501);
  assert.equal(many[500]!.message, "only the first 500 findings are shown");
});

test("compile() follows a chain of imports as long as its limit, and no longer", () => {
  const compileChain = (length: number) =>
    compile(["0.proto"], {
      limits: { maxFiles: 5_000 },
      fileSystem: {
        read(path) {
          const index = Number.parseInt(path, 10);
          const next = index < length ? `import public "${index + 1}.proto";` : "";
          return new TextEncoder().encode(`${HEADER}package p${index};${next}`);
        },
      },
    }).diagnostics.map((one) => one.ruleId);
  assert.deepEqual(compileChain(4_000), []);
  assert.deepEqual(compileChain(1_000_000), ["too-many-files"]);
});

const valid = goldenCases().flatMap(({ folder, files }) =>
  files.map((file) => readFileSync(join(folder, file))),
);

/** Everything one can do with diagnostics must hold, too. */
function checkDiagnostics(found: readonly Diagnostic[]): void {
  for (const one of found) {
    assert.match(one.message, /^[^\n]*[^.\n]$/);
    assert.ok(renderDiagnostic(one, { color: true }).endsWith("\n"));
    assert.doesNotThrow(() => JSON.stringify(toJsonDiagnostic(one)));
    for (const span of [one.span, one.edit?.span, ...one.related.map((label) => label.span)]) {
      if (span === undefined) continue;
      assert.ok(span.start >= 0 && span.start <= span.end && span.end <= span.file.text.length);
    }
  }
}

test("compile() never throws on random bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      checkDiagnostics(compileBytes(bytes));
    }),
  );
});

test("compile() never throws on random tokens", () => {
  const token = fc.constantFrom(
    ...["message", "enum", "oneof", "rpc", "service", "returns", "option", "reserved", "map", "to"],
    ...["import", "package", "extend", "extensions", "group", "repeated", "stream", "max", "int32"],
    ...[
      "{",
      "}",
      "(",
      ")",
      "[",
      "]",
      "<",
      ">",
      ";",
      ",",
      ".",
      "=",
      "-",
      "A",
      "b",
      "1",
      "0x1",
      "1.5",
    ],
    ...['"a"', "'", '"', "//", "/*", "*/", "\n", " ", "é", "\u0000", "😀"],
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 80 }), (tokens) => {
      checkDiagnostics(compileText(HEADER + tokens.join(" ")));
    }),
    { numRuns: 500 },
  );
});

test("compile() never throws on files that were damaged", () => {
  const damage = fc.record({
    file: fc.nat(valid.length - 1),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(40),
    inserted: fc.uint8Array({ maxLength: 8 }),
  });
  fc.assert(
    fc.property(damage, ({ file, at, removed, inserted }) => {
      const bytes = valid[file]!;
      const from = Math.floor(at * bytes.length);
      const damaged = [bytes.subarray(0, from), inserted, bytes.subarray(from + removed)];
      checkDiagnostics(compileBytes(Buffer.concat(damaged)));
    }),
    { numRuns: 500 },
  );
});

test("a single missing token is a single syntax error", () => {
  const lines = [
    ["message M {", "  int32 a = 1;", "  string b = 2;", "}"],
    ["enum E {", "  A = 0;", "  B = 1;", "}"],
    ["message M {}", "service S {", "  rpc A(M) returns (M);", "  rpc B(M) returns (M) {}", "}"],
    ["package a;", 'option java_package = "x";', "message M {}"],
  ];
  for (const file of lines) {
    for (const [index, line] of file.entries()) {
      for (const sign of [";", "=", "(", ")"]) {
        const at = line.indexOf(sign);
        if (at < 0) continue;
        const broken = line.slice(0, at) + line.slice(at + 1);
        const text = HEADER + file.map((one, i) => (i === index ? broken : one)).join("\n");
        assert.equal(compileText(text).length, 1, text);
      }
    }
  }
});
