// What commands say: results to stdout, findings and their count to stderr; or, for programs, one document
// to stdout (error-format.ts).

import {
  type Diagnostic,
  renderDiagnostic,
  toGithubAnnotation,
  toJsonDiagnostic,
  toSarif,
} from "@trunkline/compiler";
import type { Terminal } from "../deps/index.js";
import { type ErrorFormat, ownsStandardOutput } from "./error-format.js";
import { versionOfPackage } from "./version.js";

/** What a run found. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  /** What to call a file given its import path. */
  nameFile(path: string): string;
}

/** What a run did. */
export interface Outcome {
  /** For people: lines, without the last line's end; empty for nothing. */
  readonly text: string;
  /** For programs: what stands beside the findings in JSON. */
  readonly json: object;
}

/** Prints what a run found, and what came of it; `outcome` is shown only where there is no error. */
export function printReport(
  findings: Findings,
  outcome: Outcome,
  format: ErrorFormat,
  terminal: Terminal,
): void {
  const { diagnostics } = findings;
  const nameFile = (path: string) => findings.nameFile(path);
  if (format === "json") {
    const found = diagnostics.map((one) => toJsonDiagnostic(one, nameFile));
    const json = { ...countsOf(findings), diagnostics: found, ...outcome.json };
    terminal.writeOut(`${JSON.stringify(json)}\n`);
  } else if (format === "sarif") {
    const log = toSarif(diagnostics, { version: versionOfPackage(), nameFile });
    terminal.writeOut(`${JSON.stringify(log)}\n`);
  } else {
    for (const one of diagnostics) {
      const line =
        format === "github-actions"
          ? toGithubAnnotation(one, nameFile)
          : renderDiagnostic(one, { color: terminal.hasColor, nameFile });
      terminal.writeError(`${line}\n`);
    }
    printCounts(findings, terminal);
  }
  if (ownsStandardOutput(format) || outcome.text === "" || countsOf(findings).errors > 0) return;
  terminal.writeOut(`${outcome.text}\n`);
}

/** A line with the count of what was found; none where that is nothing. */
function printCounts(found: Findings, terminal: Terminal): void {
  const { errors, warnings } = countsOf(found);
  const counts = [
    ...(errors > 0 ? [plural(errors, "error")] : []),
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
  ];
  if (counts.length === 0) return;
  const files = new Set(found.diagnostics.map((one) => one.file)).size;
  const outcome = errors > 0 ? ": nothing was written" : "";
  terminal.writeError(`${counts.join(" and ")} in ${plural(files, "file")}${outcome}\n`);
}

function countsOf({ diagnostics }: Findings): { errors: number; warnings: number } {
  const errors = diagnostics.filter((one) => one.severity === "error").length;
  return { errors, warnings: diagnostics.length - errors };
}

/** `2 files`, `1 file`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
