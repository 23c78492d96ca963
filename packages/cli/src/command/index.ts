// The commands. Each is loaded when it is run, so that none waits for what only others need.

import type { Terminal } from "../deps/index.js";
import type { BuildOptions } from "./build.js";
import type { GenerateOptions } from "./generate.js";
import type { HealthOptions } from "./health/index.js";

export type { BuildOptions } from "./build.js";
export { ERROR_FORMATS, errorFormatIn } from "./error-format.js";
export { EXIT_HEALTH_USAGE, EXIT_OK, EXIT_USAGE } from "./exit-codes.js";
export type { GenerateOptions } from "./generate.js";
export type { HealthOptions } from "./health/index.js";
export { withProbeSpellings } from "./health/probe-spellings.js";
export { importSuffixFor } from "./import-suffix.js";
export { printFailure } from "./print-failure.js";
export { withOwnSpellings } from "./protoc-spellings.js";
export { asPackage } from "./target/index.js";
export { reasonOf, UsageError } from "./usage-error.js";
export { versionOfPackage } from "./version.js";

export async function build(
  paths: readonly string[],
  options: BuildOptions,
  terminal: Terminal,
): Promise<number> {
  const command = await import("./build.js");
  return await command.build(paths, options, terminal);
}

export async function generate(
  paths: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): Promise<number> {
  const command = await import("./generate.js");
  return await command.generate(paths, options, terminal);
}

export async function health(
  target: string | undefined,
  service: string | undefined,
  options: HealthOptions,
  terminal: Terminal,
): Promise<number> {
  const command = await import("./health/index.js");
  return await command.health(target, service, options, terminal);
}

export async function watch(
  paths: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): Promise<number> {
  const command = await import("./watch.js");
  return await command.watch(paths, options, terminal);
}
