// Generating again after each change that is told of: one run at a time, and changes that come together in one.

import type { Terminal } from "../deps/index.js";
import type { Settings } from "./config/index.js";
import { errorFormatOf } from "./error-format.js";
import { type GenerateOptions, printRun } from "./generate.js";
import { GenerateSession } from "./generate-session.js";
import { printFailure } from "./print-failure.js";
import { type ProtoInput, readFolders } from "./proto-input.js";
import { UsageError } from "./usage-error.js";

/** Changes that come together, a checkout say, are one run: it waits so long for the next. */
const QUIET_MS = 5;
/** A write that follows another within 50 ms is not told of: so long after a run its files are looked at again. */
const SETTLED_MS = 150;

export class WatchedGenerator {
  readonly #paths: readonly string[];
  readonly #settings: Settings;
  readonly #options: GenerateOptions;
  readonly #terminal: Terminal;
  /** Import paths that changed since the last run. */
  readonly #changed = new Set<string>();
  #session: GenerateSession | undefined;
  #input: ProtoInput | undefined;
  #wake: (() => void) | undefined;

  constructor(
    paths: readonly string[],
    settings: Settings,
    options: GenerateOptions,
    terminal: Terminal,
  ) {
    this.#paths = paths;
    this.#settings = settings;
    this.#options = options;
    this.#terminal = terminal;
  }

  /** A file was written, or came or went. */
  take(path: string): void {
    this.#changed.add(path);
    this.#wake?.();
  }

  /** Files have come or gone: they are listed anew in the next run. */
  forgetFiles(): void {
    this.#input = undefined;
  }

  /** The first run. */
  start(stop: AbortSignal): Promise<void> {
    return this.#generate(undefined, undefined, stop);
  }

  /** Runs after each change, until it is to stop. */
  async run(stop: AbortSignal): Promise<void> {
    const unsettled = new Set<string>();
    while (!stop.aborted) {
      if (this.#changed.size === 0) {
        const isQuiet = await this.#nothingComes(unsettled.size > 0 ? SETTLED_MS : undefined, stop);
        if (stop.aborted) return;
        if (isQuiet) {
          const seen = [...unsettled];
          unsettled.clear();
          if (this.#session?.isStale(seen)) await this.#generate(seen, performance.now(), stop);
          continue;
        }
      }
      const startedAt = performance.now();
      while (!(await this.#nothingComes(QUIET_MS, stop))) {}
      const changed = [...this.#changed];
      this.#changed.clear();
      for (const path of changed) unsettled.add(path);
      await this.#generate(changed, startedAt, stop);
    }
  }

  /** True when no change came for so long; false once one comes, or all is to stop. */
  #nothingComes(milliseconds: number | undefined, stop: AbortSignal): Promise<boolean> {
    return new Promise((done) => {
      const settle = (isQuiet: boolean) => {
        clearTimeout(timer);
        stop.removeEventListener("abort", stopped);
        this.#wake = undefined;
        done(isQuiet);
      };
      const timer =
        milliseconds === undefined ? undefined : setTimeout(() => settle(true), milliseconds);
      // To stop is never to be waited for again, so it counts as quiet.
      const stopped = () => settle(true);
      this.#wake = () => settle(false);
      if (stop.aborted) settle(true);
      else stop.addEventListener("abort", stopped);
    });
  }

  async #generate(
    changed: readonly string[] | undefined,
    startedAt: number | undefined,
    stop: AbortSignal,
  ): Promise<void> {
    const { cwd } = this.#terminal;
    const { protoDirs, targets } = this.#settings;
    const paths = this.#paths;
    const stdinName = this.#options.stdinName;
    const terminal = this.#terminal;
    await attempt(
      async () => {
        this.#input ??= readFolders({ protoDirs, paths, stdinName }, cwd);
        const input = this.#input;
        this.#session ??= new GenerateSession({
          targets,
          input,
          cwd,
          programs: { signal: stop, say: (text) => terminal.writeError(text) },
          staleOutputs: paths.length === 0 ? "remove" : "ignore",
        });
        this.#session.replaceInput(input);
        const run = await this.#session.run(changed);
        const elapsed = startedAt === undefined ? undefined : performance.now() - startedAt;
        printRun(run, this.#session, this.#options, terminal, elapsed);
      },
      this.#options,
      terminal,
      stop,
    );
  }
}

/** What `action` gives; where it cannot be done, why is printed: the next change may make it right. */
export async function attempt<T>(
  action: () => Promise<T>,
  options: GenerateOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    // What was stopped on purpose is no failure.
    if (stop.aborted) return undefined;
    await printFailure(error.message, error.help, errorFormatOf(options), terminal);
    return undefined;
  }
}
