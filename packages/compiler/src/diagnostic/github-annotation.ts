// A diagnostic as a workflow command of GitHub Actions, which shows it at its line of a pull request.

import type { Diagnostic } from "./diagnostic.js";

/**
 * One line, without its end: `::error file=…,line=…,col=…,title=…::message`. `nameFile` says what to call a
 * file, from the root of the repository on; its import path by default.
 */
export function toGithubAnnotation(
  diagnostic: Diagnostic,
  nameFile: (path: string) => string = (path) => path,
): string {
  const { severity, ruleId, message, span, help, related } = diagnostic;
  const properties = [`file=${escapeProperty(nameFile(diagnostic.file))}`];
  if (span !== undefined) {
    const from = span.file.positionOf(span.start);
    const to = span.file.positionOf(span.end);
    properties.push(`line=${from.line}`, `endLine=${to.line}`, `col=${from.column}`);
    // Columns of the end count only where it is on the line of the beginning.
    if (from.line === to.line) properties.push(`endColumn=${to.column}`);
  }
  properties.push(`title=${escapeProperty(ruleId)}`);
  const lines = [message];
  for (const one of related) {
    const { line, column } = one.span.file.positionOf(one.span.start);
    lines.push(`${one.text}: ${nameFile(one.span.file.path)}:${line}:${column}`);
  }
  if (help !== undefined) lines.push(`help: ${help}`);
  return `::${severity} ${properties.join(",")}::${escapeData(lines.join("\n"))}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
