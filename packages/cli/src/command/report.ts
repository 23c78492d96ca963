// What commands say: results to stdout, diagnostics and their count to stderr; or all of it
// as one JSON object to stdout.

import { type Diagnostic, renderDiagnostic, toJsonDiagnostic } from "@trunkline/compiler";
import type { Terminal } from "./terminal.js";

export interface GeneratedOutput {
  readonly path: string;
  readonly proto: string;
  readonly state: "written" | "unchanged";
}

export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly outputs: readonly GeneratedOutput[];
  /** What to call a file given its import path. */
  nameFile(path: string): string;
}

/** What is about diagnostics alone. */
export type Findings = Pick<Report, "diagnostics" | "nameFile">;

/** The diagnostics, and a line with their count. */
export function printFindings(report: Findings, terminal: Terminal): void {
  const { diagnostics, nameFile } = report;
  const color = terminal.hasColor;
  for (const one of diagnostics) {
    terminal.writeError(`${renderDiagnostic(one, { color, nameFile })}\n`);
  }
  const { errors, warnings } = countsOf(report);
  const findings = [
    ...(errors > 0 ? [plural(errors, "error")] : []),
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
  ];
  if (findings.length > 0) {
    const files = new Set(diagnostics.map((one) => one.file)).size;
    const outcome = errors > 0 ? ": nothing was written" : "";
    terminal.writeError(`${findings.join(" and ")} in ${plural(files, "file")}${outcome}\n`);
  }
}

export function printReport(report: Report, terminal: Terminal): void {
  printFindings(report, terminal);
  const { outputs } = report;
  if (countsOf(report).errors > 0) return;
  const written = outputs.filter((one) => one.state === "written");
  for (const { path } of written) terminal.writeOut(`${path}\n`);
  const unchanged = outputs.length - written.length;
  if (written.length === 0) {
    terminal.writeOut(`${plural(unchanged, "file")} up to date\n`);
  } else {
    const rest = unchanged > 0 ? `, ${unchanged} up to date` : "";
    terminal.writeOut(`${plural(written.length, "file")} written${rest}\n`);
  }
}

export function printJson(report: Report, terminal: Terminal): void {
  printJsonFindings(report, { files: report.outputs }, terminal);
}

/** Counts and diagnostics, and what `more` adds, as one object. */
export function printJsonFindings(report: Findings, more: object, terminal: Terminal): void {
  const { diagnostics, nameFile } = report;
  const json = {
    ...countsOf(report),
    diagnostics: diagnostics.map((one) => toJsonDiagnostic(one, (path) => nameFile(path))),
    ...more,
  };
  terminal.writeOut(`${JSON.stringify(json)}\n`);
}

function countsOf({ diagnostics }: Findings): { errors: number; warnings: number } {
  const errors = diagnostics.filter((one) => one.severity === "error").length;
  return { errors, warnings: diagnostics.length - errors };
}

/** `2 files`, `1 file`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
