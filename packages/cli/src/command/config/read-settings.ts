// trunkline.yaml, the command line and what holds where neither says anything, to one.

import { dirname, relative, resolve } from "node:path";
import { UsageError } from "../usage-error.js";
import { CONFIG_NAME, readConfigFile } from "./config-file.js";
import { findProtoDirs } from "./find-proto-dirs.js";
import { DEFAULT_TYPESCRIPT, type Settings, type Target } from "./settings.js";

/** What the command line says; it goes before the file. */
export interface SettingsOptions {
  readonly config?: string;
  readonly protoDir?: readonly string[];
  /** Only targets of these names. */
  readonly target?: readonly string[];
  /** Those of the TypeScript target. */
  readonly out?: string;
  readonly runtimeImport?: string;
}

/**
 * The settings for a command that is run in `cwd`. Without a file: proto/ in, gen/ out.
 *
 * @throws UsageError when the file is wrong, or does not fit the command line.
 */
export async function readSettings(options: SettingsOptions, cwd: string): Promise<Settings> {
  const name = options.config ?? CONFIG_NAME;
  const path = resolve(cwd, name);
  const file = await readConfigFile(path, name);
  if (file === undefined && options.config !== undefined) {
    throw new UsageError(`Cannot find the configuration "${name}" in ${cwd}`);
  }
  const base = dirname(path);
  const fromBase = (folder: string) => relative(cwd, resolve(base, folder)) || ".";
  const targets = (file?.targets ?? [DEFAULT_TYPESCRIPT]).map((target) => ({
    ...target,
    out: fromBase(target.out),
    ...(target.kind === "plugin" && { program: atBase(target.program, base) }),
    ...(target.kind === "python" && { python: atBase(target.python, base) }),
  }));
  return {
    protoDirs: options.protoDir ?? (file?.protoDirs ?? (await findProtoDirs(base))).map(fromBase),
    targets: withOptions(chosen(targets, options.target), options),
  };
}

/** A program's path starts at the file; a name is looked for on PATH. */
function atBase(program: string, base: string): string {
  return program.includes("/") ? resolve(base, program) : program;
}

function chosen(targets: readonly Target[], names: readonly string[] = []): readonly Target[] {
  for (const name of names) {
    if (targets.some((one) => one.name === name)) continue;
    const known = targets.map((one) => `"${one.name}"`).join(", ");
    throw new UsageError(`No target is called "${name}": there are ${known}`);
  }
  return names.length === 0 ? targets : targets.filter((one) => names.includes(one.name));
}

function withOptions(targets: readonly Target[], options: SettingsOptions): readonly Target[] {
  const { out, runtimeImport } = options;
  if (out === undefined && runtimeImport === undefined) return targets;
  const count = targets.filter((one) => one.kind === "typescript").length;
  if (count !== 1) {
    const option = out === undefined ? "--runtime-import" : "--out";
    throw new UsageError(
      `Cannot use ${option}: it is for one TypeScript target, and there are ${count}`,
      "say it in the configuration",
    );
  }
  return targets.map((one) =>
    one.kind === "typescript"
      ? {
          ...one,
          ...(out !== undefined && { out }),
          ...(runtimeImport !== undefined && { runtimeImport }),
        }
      : one,
  );
}
