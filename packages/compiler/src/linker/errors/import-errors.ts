// What the linker says about files and imports.

import { closestName, createDiagnostic, type Diagnostic } from "../../diagnostic/index.js";
import type { SourceFile, Span } from "../../source/index.js";

export function fileNotFound(path: string): Diagnostic {
  return createDiagnostic({
    ruleId: "file-not-found",
    message: "file does not exist",
    at: path,
  });
}

export function notUtf8(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "not-utf8",
    message: "file is not UTF-8 from here on",
    at,
    help: "save the file as UTF-8",
  });
}

/** `known` are the paths that could be imported, where they can be listed. */
export function importNotFound(at: Span, path: string, known: readonly string[]): Diagnostic {
  const suggestion = suggestPath(path, known);
  return createDiagnostic({
    ruleId: "import-not-found",
    message: `imported file "${path}" does not exist`,
    at,
    help:
      suggestion === undefined
        ? "paths of imports start at the proto directory, not at the importing file"
        : `did you mean "${suggestion}"?`,
    edit: suggestion === undefined ? undefined : { span: at, replacement: `"${suggestion}"` },
  });
}

/** The path that ends like it, as when the proto directory was written too; else the closest in letters. */
function suggestPath(path: string, known: readonly string[]): string | undefined {
  const base = path.slice(path.lastIndexOf("/") + 1);
  const sameBase = known.filter((one) => one === base || one.endsWith(`/${base}`));
  const isSuffix = (one: string) => path.endsWith(`/${one}`) || one.endsWith(`/${path}`);
  return (
    sameBase.find(isSuffix) ?? (sameBase.length === 1 ? sameBase[0] : closestName(path, known))
  );
}

export function badImportPath(at: Span, path: string): Diagnostic {
  const plain = path.replaceAll("\\", "/").split("/");
  const rest = plain.filter((part) => part !== "" && part !== ".");
  const canEdit = rest.length > 0 && !rest.includes("..");
  return createDiagnostic({
    ruleId: "bad-import-path",
    message: `import path "${path}" is not plain`,
    at,
    help: 'an import path starts at the proto directory and has no "\\", "//", "." or ".." in it',
    edit: canEdit ? { span: at, replacement: `"${rest.join("/")}"` } : undefined,
  });
}

export function importedTwice(at: Span, path: string, first: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "imported-twice",
    message: `file "${path}" is imported twice`,
    at,
    label: "imported again here",
    related: [{ span: first, text: "first imported here" }],
  });
}

/** The imports that lead from a file back to it. */
export function importCycle(steps: readonly Span[]): Diagnostic {
  const [first, ...rest] = steps;
  const last = rest.at(-1) ?? first!;
  const paths = steps.map((step) => step.file.path);
  // A long way round would be no clearer for being printed whole.
  const shown = paths.length > 8 ? [...paths.slice(0, 4), "...", ...paths.slice(-3)] : paths;
  return createDiagnostic({
    ruleId: "import-cycle",
    message:
      steps.length === 1
        ? "file imports itself"
        : `import cycle: ${[...shown, paths[0]].join(" imports ")}`,
    at: last,
    related: steps
      .filter((step) => step !== last)
      .slice(0, 7)
      .map((span) => ({ span, text: "" })),
    help: steps.length === 1 ? "remove the import" : "move what both need into a file of its own",
  });
}

export function tooManyFiles(at: Span, maxFiles: number): Diagnostic {
  return createDiagnostic({
    ruleId: "too-many-files",
    message: `too many files: at most ${maxFiles} are read in a run`,
    at,
  });
}

/** `known` are the words that could stand there. */
export function unknownEdition(
  at: Span,
  keyword: "syntax" | "edition",
  written: string,
  known: readonly string[],
): Diagnostic {
  const quoted = known.map((name) => `"${name}"`).join(", ");
  const suggestion =
    keyword === "syntax" ? (closestName(written, known) ?? "proto3") : closestName(written, known);
  return createDiagnostic({
    ruleId: `unknown-${keyword}`,
    message: `unknown ${keyword} "${written}"`,
    at,
    help: `known are ${quoted}`,
    edit: suggestion === undefined ? undefined : { span: at, replacement: `"${suggestion}"` },
  });
}

export function noSyntax(file: SourceFile): Diagnostic {
  const at = { file, start: 0, end: 0 };
  return createDiagnostic({
    severity: "warning",
    ruleId: "no-syntax",
    message: "file has no syntax statement, which makes it proto2",
    at,
    help: 'begin the file with: syntax = "proto3";',
  });
}

export function unusedImport(at: Span, path: string, statement: Span): Diagnostic {
  return createDiagnostic({
    severity: "warning",
    ruleId: "unused-import",
    message: `import "${path}" is not used`,
    at,
    edit: { span: statement, replacement: "" },
  });
}

export function weakImportTooOld(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "weak-import",
    message: 'edition 2024 and later have no "import weak"',
    at,
    help: 'leave out "weak", or write "import option" for a file of options',
  });
}

export function importAfterOptionImport(at: Span, first: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "import-order",
    message: 'imports stand before those with "import option"',
    at,
    related: [{ span: first, text: "the first of these is here" }],
  });
}

export function importedForOptions(at: Span, name: string, statement: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "type-not-imported",
    message: `type "${name}" is defined in a file that is imported for options only`,
    at,
    related: [{ span: statement, text: "imported here" }],
    help: 'leave out "option" there',
  });
}
