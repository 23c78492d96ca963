// A project in a folder of its own, and a terminal that keeps what is written; for tests only.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runProgram } from "./program.js";

export class TestProject {
  readonly root: string;

  /** `files` by path. */
  constructor(files: { readonly [path: string]: string }) {
    this.root = mkdtempSync(join(tmpdir(), "trunkline-cli-"));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  readBytes(path: string): Uint8Array {
    return readFileSync(join(this.root, path));
  }

  /** Runs `trunkline` with `args` in the project. */
  run(...args: string[]): { code: number; out: string; error: string } {
    const { code, out, error } = this.runWithInput(new Uint8Array(), ...args);
    return { code, out, error };
  }

  /** The same with `input` on the standard input; `bytes` are what was written that is no text. */
  runWithInput(
    input: Uint8Array,
    ...args: string[]
  ): { code: number; out: string; bytes: Uint8Array; error: string } {
    let bytes = new Uint8Array();
    let out = "";
    let error = "";
    const code = runProgram(args, {
      cwd: this.root,
      hasColor: false,
      writeOut: (text) => {
        out += text;
      },
      writeBytes: (written) => {
        bytes = written.slice();
      },
      readInput: () => input,
      writeError: (text) => {
        error += text;
      },
    });
    return { code, out, bytes, error };
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true });
  }
}
