// A project in a folder of its own, and a terminal that keeps what is written; for tests only.

import assert from "node:assert/strict";
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

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  /** A file, or a folder with all that is in it. */
  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  readBytes(path: string): Uint8Array {
    return readFileSync(join(this.root, path));
  }

  /** Runs `trunkline` with `args` in the project. */
  async run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
    const { code, out, error } = await this.runWithInput(new Uint8Array(), ...args);
    return { code, out, error };
  }

  /** The same with `input` on the standard input; `bytes` are what was written that is no text. */
  async runWithInput(
    input: Uint8Array,
    ...args: string[]
  ): Promise<{ code: number; out: string; bytes: Uint8Array; error: string }> {
    let bytes = new Uint8Array();
    let out = "";
    let error = "";
    const code = await runProgram(args, {
      cwd: this.root,
      hasColor: false,
      writeOut: (text) => {
        out += text;
      },
      writeBytes: (written) => {
        bytes = written.slice();
      },
      readInput: async () => input,
      writeError: (text) => {
        error += text;
      },
      stopSignal: () => AbortSignal.abort(),
    });
    return { code, out, bytes, error };
  }

  /** Starts `trunkline` with `args`, for a command that goes on until it is stopped. */
  watch(...args: string[]): Watching {
    return new Watching(this.root, args);
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true });
  }
}

/** A command that goes on; what it prints, both outputs in one, is taken in turn. */
export class Watching {
  readonly #stop = new AbortController();
  readonly #ended: Promise<number>;
  #text = "";
  #waiting: (() => void) | undefined;

  constructor(root: string, args: readonly string[]) {
    const write = (text: string) => {
      this.#text += text;
      this.#waiting?.();
    };
    this.#ended = runProgram(args, {
      cwd: root,
      hasColor: false,
      writeOut: write,
      writeBytes: () => {},
      readInput: async () => new Uint8Array(),
      writeError: write,
      stopSignal: () => this.#stop.signal,
    });
  }

  /** What is printed up to what matches `pattern`, and is taken with that. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.#text);
      if (match !== null) {
        const end = match.index + match[0].length;
        const taken = this.#text.slice(0, end);
        this.#text = this.#text.slice(end);
        return taken;
      }
      const more = new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
      await Promise.race([more, this.#ended.then(() => assert.fail(`ended with: ${this.#text}`))]);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    assert.equal(await this.#ended, 0);
  }
}
