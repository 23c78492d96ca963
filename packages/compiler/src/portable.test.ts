// The compiler is JavaScript alone: no file system, no process, nothing of Node or of a browser but the three
// names below, which all runtimes have. So it runs in an editor and in a web page.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const TSC = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));
const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

/** What there is besides the language itself. */
const GLOBALS = `
declare function btoa(octets: string): string;
declare class TextEncoder {
  encode(text: string): Uint8Array;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView): string;
}
`;

const OF_NODE = `
import "node:fs";
process.exit(Buffer.from([]).length);
`;

test("the compiler has no name that not every runtime has, and imports its own files alone", () => {
  const folder = mkdtempSync(join(tmpdir(), "trunkline-"));
  try {
    const compilerOptions = {
      target: "es2022",
      lib: ["es2023"],
      module: "nodenext",
      types: [],
      strict: true,
      noEmit: true,
      noUncheckedSideEffectImports: true,
    };
    const files = ["everywhere.d.ts", "of-node.ts", join(SOURCE, "index.ts")];
    writeFileSync(join(folder, "everywhere.d.ts"), GLOBALS);
    writeFileSync(join(folder, "of-node.ts"), OF_NODE);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const args = [TSC, "-p", folder, "--pretty", "false", "--listFiles"];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    const lines = stdout.trim().split("\n");
    // What is looked for is found where it is.
    assert.deepEqual(
      lines.flatMap(
        (line) => /^(\S+?)\(\d.*(?:name|module|import of) '(\S+)'/.exec(line)?.slice(1) ?? [],
      ),
      ["of-node.ts", "node:fs", "of-node.ts", "process", "of-node.ts", "Buffer"],
    );
    assert.deepEqual(
      lines.filter((line) => line.includes("error TS") && !line.startsWith("of-node.ts")),
      [],
    );
    const read = lines.filter((line) => line.endsWith(".ts") && !line.includes("error TS"));
    assert.ok(read.length > 100);
    assert.deepEqual(
      read.filter((path) => !path.startsWith(SOURCE) && !path.includes("/typescript")),
      [join(folder, "everywhere.d.ts"), join(folder, "of-node.ts")],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("compile() and what takes its result run where there is neither process nor Buffer", () => {
  const program = `
    const { log } = console;
    for (const name of ["process", "Buffer", "global", "console", "performance", "setTimeout", "setImmediate",
      "queueMicrotask", "navigator", "fetch", "URL", "structuredClone"]) delete globalThis[name];
    const { compile, encodeDescriptorSet, generateTypeScript, readDescriptorSet, renderDiagnostic } =
      await import(${JSON.stringify(new URL("./index.js", import.meta.url).href)});
    const text = 'edition = "2023"; import "google/protobuf/any.proto"; message A { google.protobuf.Any a = 1; }';
    const read = (path) => path === "a.proto" ? text : undefined;
    const result = compile(["a.proto"], { fileSystem: { read } });
    const set = encodeDescriptorSet(result, { includeImports: true, includeSourceInfo: true });
    const [again] = compile(["a.proto"], readDescriptorSet(set)).files;
    const code = generateTypeScript(again, { importSuffix: ".js", runtimeImport: "trunkline/protobuf" });
    const [wrong] = compile(["b.proto"], { fileSystem: { read: () => 'syntax = "proto3"; messag B {}' } }).diagnostics;
    log([code.includes("interface A"), renderDiagnostic(wrong).split("\\n")[0]].join());
  `;
  const run = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
  });
  assert.equal(run.stderr, "");
  assert.match(run.stdout, /^true,error: "messag" cannot begin a statement of a file/);
});
