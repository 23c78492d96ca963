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

  /** Runs `trunkline` with `args` in the project. */
  run(...args: string[]): { code: number; out: string; error: string } {
    let out = "";
    let error = "";
    const code = runProgram(args, {
      cwd: this.root,
      hasColor: false,
      writeOut: (text) => {
        out += text;
      },
      writeError: (text) => {
        error += text;
      },
    });
    return { code, out, error };
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true });
  }
}
