// A command that could not do what it was asked, told in the format asked for.

import type { Terminal } from "../deps/index.js";
import type { ErrorFormat } from "./error-format.js";
import { versionOfPackage } from "./version.js";

/** Prints why a command could not do what it was asked. */
export async function printFailure(
  message: string,
  help: string | undefined,
  format: ErrorFormat,
  terminal: Terminal,
): Promise<void> {
  const whole = help === undefined ? message : `${message}\n${help}`;
  if (format === "json") {
    terminal.writeOut(`${JSON.stringify({ error: { message, ...(help && { help }) } })}\n`);
  } else if (format === "sarif") {
    const { toSarif } = await import("@trunkline/compiler");
    const log = toSarif([], { version: versionOfPackage(), failure: whole });
    terminal.writeOut(`${JSON.stringify(log)}\n`);
  } else if (format === "github-actions") {
    const data = whole.replaceAll("%", "%25").replaceAll("\n", "%0A");
    terminal.writeError(`::error::${data}\n`);
  } else {
    terminal.writeError(`error: ${message}\n`);
    if (help !== undefined) terminal.writeError(`  = help: ${help}\n`);
  }
}
