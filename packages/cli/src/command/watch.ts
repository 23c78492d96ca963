// `trunkline generate --watch`: generates, and again after each change of a .proto file or of the
// configuration, until it is told to stop.

import { existsSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { FSWatcher } from "chokidar";
import type { Terminal } from "../deps/index.js";
import { CONFIG_NAME, readSettings, type Settings } from "./config/index.js";
import { errorFormatOf } from "./error-format.js";
import { EXIT_OK } from "./exit-codes.js";
import { type GenerateOptions, printRun } from "./generate.js";
import { GenerateSession } from "./generate-session.js";
import { printFailure } from "./print-failure.js";
import { isDescriptorSet, type ProtoInput, readFolders, STANDARD } from "./proto-input.js";
import { UsageError } from "./usage-error.js";

/** Changes that come together, a checkout say, are one run: it waits so long for the next. */
const QUIET_MS = 5;
/** A write that follows another within 50 ms is not told of: so long after a run its files are looked at again. */
const SETTLED_MS = 150;

/** Returns the exit code once `terminal.stopSignal()` says so. @throws UsageError for a wrong use */
export async function watch(
  paths: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): Promise<number> {
  if (paths.some((path) => path === STANDARD || isDescriptorSet(path))) {
    throw new UsageError("Cannot watch a descriptor set or the standard input");
  }
  const stop = terminal.stopSignal();
  while (!stop.aborted) await watchSettings(paths, options, terminal, stop);
  return EXIT_OK;
}

/** Watches as the configuration says, until it changes. */
async function watchSettings(
  paths: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<void> {
  const { cwd } = terminal;
  const config = resolve(cwd, options.config ?? CONFIG_NAME);
  const settings = await attempt(() => readSettings(options, cwd), options, terminal);
  const roots = (settings?.protoDirs ?? []).map((folder) => resolve(cwd, folder));
  const watcher = await openWatcher(config, roots);
  try {
    const generator = settings && new WatchedGenerator(paths, settings, options, terminal);
    await generator?.runAll();
    terminal.writeError("Watching for changes\n");
    await new Promise<void>((done, fail) => {
      const changed = new Set<string>();
      const unsettled = new Set<string>();
      let timer: NodeJS.Timeout | undefined;
      const end = () => {
        clearTimeout(timer);
        done();
      };
      stop.addEventListener("abort", end, { once: true });
      if (stop.aborted) end();
      watcher.on("all", (event, seen) => {
        const path = resolve(seen);
        if (path === config) return end();
        if (!path.endsWith(".proto") || event.endsWith("Dir")) return;
        for (const root of roots.filter((one) => isIn(path, one))) {
          changed.add(relative(root, path).split(sep).join("/"));
        }
        if (event !== "change") generator?.forgetFiles();
        clearTimeout(timer);
        timer = setTimeout(() => {
          const all = [...changed];
          changed.clear();
          generator?.runChanged(all, performance.now() - QUIET_MS).catch(fail);
          for (const one of all) unsettled.add(one);
          timer = setTimeout(() => {
            const seen = [...unsettled];
            unsettled.clear();
            generator?.runStale(seen).catch(fail);
          }, SETTLED_MS);
        }, QUIET_MS);
      });
    });
  } finally {
    await watcher.close();
  }
}

/**
 * The watcher once it knows what there is; it tells of what comes after. The configuration's folder is watched
 * for what is to come in it, and of it only that is looked at.
 */
async function openWatcher(config: string, roots: readonly string[]): Promise<FSWatcher> {
  // Loaded only here: it costs the other commands time to start.
  const { watch: open } = await import("chokidar");
  const folder = dirname(config);
  const outside = roots.filter((root) => !isIn(root, folder) && existsSync(root));
  const isWatched = (path: string) =>
    path === folder ||
    path === config ||
    roots.some((root) => isIn(root, path) || (isIn(path, root) && !isHidden(relative(root, path))));
  const watcher = open([folder, ...outside], {
    ignoreInitial: true,
    ignored: (path) => !isWatched(resolve(path)),
  });
  await new Promise<void>((ready, fail) => {
    watcher.once("ready", ready).once("error", fail);
  });
  return watcher;
}

/** True where `path` is `folder` or lies in it. */
function isIn(path: string, folder: string): boolean {
  const from = relative(folder, path);
  return from !== ".." && !from.startsWith(`..${sep}`) && !isAbsolute(from);
}

/** True of a path, from its root on, in a folder that is not looked at for .proto files. */
function isHidden(path: string): boolean {
  return path.split(sep).some((part) => part === "node_modules" || part.startsWith("."));
}

/** A session that is begun when there is something to generate. */
class WatchedGenerator {
  readonly #paths: readonly string[];
  readonly #settings: Settings;
  readonly #options: GenerateOptions;
  readonly #terminal: Terminal;
  #session: GenerateSession | undefined;
  #input: ProtoInput | undefined;

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

  runAll(): Promise<void> {
    return this.#run(undefined, undefined);
  }

  /** Files have come or gone: they are listed anew in the next run. */
  forgetFiles(): void {
    this.#input = undefined;
  }

  /** `changed` are import paths; `startedAt` is when the first change was seen. */
  runChanged(changed: readonly string[], startedAt: number): Promise<void> {
    return this.#run(changed, startedAt);
  }

  /** Runs again where one of `paths` was written while it was read. */
  async runStale(paths: readonly string[]): Promise<void> {
    if (this.#session?.isStale(paths)) await this.#run(paths, performance.now());
  }

  async #run(changed: readonly string[] | undefined, startedAt: number | undefined): Promise<void> {
    const { cwd } = this.#terminal;
    const { protoDirs, targets } = this.#settings;
    const paths = this.#paths;
    const stdinName = this.#options.stdinName;
    const terminal = this.#terminal;
    await attempt(
      () => {
        this.#input ??= readFolders({ protoDirs, paths, stdinName }, cwd);
        const staleOutputs = paths.length === 0 ? "remove" : "ignore";
        this.#session ??= new GenerateSession(targets, this.#input, cwd, staleOutputs);
        this.#session.replaceInput(this.#input);
        const run = this.#session.run(changed);
        const elapsed = startedAt === undefined ? undefined : performance.now() - startedAt;
        printRun(run, this.#session, this.#options, terminal, elapsed);
      },
      this.#options,
      terminal,
    );
  }
}

/** What `action` gives; where it cannot be done, why is printed: the next change may make it right. */
async function attempt<T>(
  action: () => T | Promise<T>,
  options: GenerateOptions,
  terminal: Terminal,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    await printFailure(error.message, error.help, errorFormatOf(options), terminal);
    return undefined;
  }
}
