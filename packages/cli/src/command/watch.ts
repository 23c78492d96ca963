// `trunkline generate --watch`: generates, and again after each change of a .proto file or of the
// configuration, until it is told to stop.

import { existsSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { FSWatcher } from "chokidar";
import type { Terminal } from "../deps/index.js";
import { CONFIG_NAME, readSettings } from "./config/index.js";
import { EXIT_OK } from "./exit-codes.js";
import { checkClean, type GenerateOptions } from "./generate.js";
import { isDescriptorSet, STANDARD } from "./proto-input.js";
import { reasonOf, UsageError } from "./usage-error.js";
import { attempt, WatchedGenerator } from "./watched-generator.js";

/** Returns the exit code once `terminal.stopSignal()` says so. @throws UsageError for a wrong use */
export async function watch(
  paths: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): Promise<number> {
  if (paths.some((path) => path === STANDARD || isDescriptorSet(path))) {
    throw new UsageError("Cannot watch a descriptor set or the standard input");
  }
  checkClean(paths, options);
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
  const settings = await attempt(() => readSettings(options, cwd), options, terminal, stop);
  const roots = (settings?.protoDirs ?? []).map((folder) => resolve(cwd, folder));
  const watcher = await openWatcher(config, roots);
  const generator = settings && new WatchedGenerator(paths, settings, options, terminal);
  const end = new AbortController();
  const ended = AbortSignal.any([stop, end.signal]);
  // From here on nothing is missed: what changes during the first run is for the next.
  watcher.on("all", (event, seen) => {
    const path = resolve(seen);
    if (path === config) end.abort();
    if (!path.endsWith(".proto") || event.endsWith("Dir")) return;
    if (event !== "change") generator?.forgetFiles();
    for (const root of roots.filter((one) => isIn(path, one))) {
      generator?.take(relative(root, path).split(sep).join("/"));
    }
  });
  const failed = new Promise<never>((_, fail) => {
    watcher.on("error", (error) => {
      fail(new UsageError(`Cannot watch "${cwd}" any longer: ${reasonOf(error)}`));
    });
  });
  try {
    const watching = async () => {
      await generator?.start(ended);
      if (!ended.aborted) terminal.writeError("Watching for changes\n");
      await (generator?.run(ended) ?? aborted(ended));
    };
    await Promise.race([watching(), failed]);
  } finally {
    end.abort();
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

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
}
