// A running program of any make: its output by line, its end, and the certainty that it ends with us.
//
// The servers here print the target they are bound to as their first line, so a test starts them on
// port 0 and reads where they are.

import { type ChildProcess, spawn } from "node:child_process";
import type { Command } from "./command.js";

/** How a program ended and what it had printed. */
export interface ProgramResult {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

interface LineWaiter {
  readonly wanted: (line: string) => boolean;
  readonly resolve: (line: string) => void;
  readonly reject: (error: Error) => void;
}

/** A program that was started; it is killed at the latest when this process ends. */
export class Program {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #lines: string[] = [];
  readonly #waiters = new Set<LineWaiter>();
  #unfinishedLine = "";
  #stdout = "";
  #stderr = "";
  /** Settles when the program has ended and its output is read; never rejects. */
  readonly ended: Promise<ProgramResult>;

  /** @param command what to start; its standard input stays empty */
  constructor(command: Command) {
    this.#name = [command.file, ...command.args].join(" ");
    this.#child = spawn(command.file, command.args, {
      cwd: command.cwd,
      env: { ...process.env, ...command.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(this.#child);
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => this.#receive(text));
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    this.ended = new Promise((resolve) => {
      const settle = (exitCode: number | null) => {
        running.delete(this.#child);
        const result = { exitCode, stdout: this.#stdout, stderr: this.#stderr };
        for (const waiter of this.#waiters) waiter.reject(this.#endedEarly(result));
        this.#waiters.clear();
        resolve(result);
      };
      this.#child.once("close", settle);
      this.#child.once("error", (error) => {
        this.#stderr += error.message;
        settle(null);
      });
    });
  }

  /** What was started: the file and its arguments. */
  get name(): string {
    return this.#name;
  }

  /** Its process id; 0 when it could not be started. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Every whole line of standard output until now. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The first line of standard output that is `wanted`, printed already or yet to come. */
  waitForLine(wanted: (line: string) => boolean = () => true): Promise<string> {
    const printed = this.#lines.find(wanted);
    if (printed !== undefined) return Promise.resolve(printed);
    return new Promise((resolve, reject) => {
      const waiter: LineWaiter = { wanted, resolve, reject };
      if (running.has(this.#child)) this.#waiters.add(waiter);
      else void this.ended.then((result) => reject(this.#endedEarly(result)));
    });
  }

  /** Line number `index` of standard output, counted from 0, printed already or yet to come. */
  lineAt(index: number): Promise<string> {
    let seen = 0;
    return this.waitForLine(() => seen++ === index);
  }

  /** Asks the program to end (SIGTERM, SIGKILL after two seconds) and waits until it has. */
  async stop(): Promise<ProgramResult> {
    this.#child.kill("SIGTERM");
    const killing = setTimeout(() => this.#child.kill("SIGKILL"), 2_000);
    const result = await this.ended;
    clearTimeout(killing);
    return result;
  }

  /** Sends it a signal. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  #receive(text: string): void {
    this.#stdout += text;
    const parts = (this.#unfinishedLine + text).split("\n");
    this.#unfinishedLine = parts.pop() ?? "";
    for (const line of parts) {
      this.#lines.push(line);
      for (const waiter of this.#waiters) {
        if (!waiter.wanted(line)) continue;
        this.#waiters.delete(waiter);
        waiter.resolve(line);
      }
    }
  }

  #endedEarly(result: ProgramResult): Error {
    const output = (result.stderr || result.stdout).trim();
    return new Error(
      `Program ended with exit code ${result.exitCode} before it printed what was waited for: "${this.#name}"${output && `\n${output}`}`,
    );
  }
}

/** A server program and where it listens. */
export interface ServerProgram extends AsyncDisposable {
  readonly program: Program;
  readonly target: string;
}

/** Starts a server and waits for its first line, the bound target. */
export async function startServer(command: Command): Promise<ServerProgram> {
  const program = new Program(command);
  const target = await program.waitForLine();
  return {
    program,
    target,
    async [Symbol.asyncDispose]() {
      await program.stop();
    },
  };
}

/** Runs a program to its end. */
export function runProgram(command: Command): Promise<ProgramResult> {
  return new Program(command).ended;
}
