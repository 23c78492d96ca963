// Loaded files to descriptors.

import type { OptionNode } from "../ast/index.js";
import type { FileDescriptor } from "../descriptor/index.js";
import type { DiagnosticCollector } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import { type DeclaredFile, declareFile } from "./declare.js";
import * as errors from "./errors/index.js";
import { FileLink, type Run } from "./file-link.js";
import type { CompilerLimits } from "./limits.js";
import { linkEnum } from "./link-enum.js";
import { linkMessage } from "./link-message.js";
import { linkService } from "./link-service.js";
import { exportedFiles, type LoadedFile } from "./loaded-file.js";
import type { Mutable } from "./mutable.js";
import { checkOptions, convertOptions, hasCustomOption, isDeprecated } from "./options/index.js";
import { createPackage } from "./scope.js";

export interface LinkedFiles {
  /** By path, imported files included. Sound only when no error was reported. */
  readonly files: ReadonlyMap<string, FileDescriptor>;
  /** Where the name of each descriptor stands. */
  readonly spans: ReadonlyMap<object, Span>;
}

/** Links `loaded`, which must be in the order of loadFiles(): every file after those it imports. */
export function linkFiles(
  loaded: readonly LoadedFile[],
  limits: CompilerLimits,
  diagnostics: DiagnosticCollector,
): LinkedFiles {
  const supported = loaded.filter((file) => file.isSupported);
  const files = new Map<string, Mutable<FileDescriptor>>();
  for (const file of supported) files.set(file.path, createFileDescriptor(file, files));
  const run: Run = {
    root: createPackage("", undefined),
    diagnostics,
    spans: new Map(),
  };
  // All names first, whatever the file, then what refers to them.
  const declared = supported.map((file) =>
    declareFile(file, files.get(file.path)!, run.root, limits, diagnostics),
  );
  for (const one of declared) linkFile(new FileLink(run, one), one);
  return { files, spans: run.spans };
}

function createFileDescriptor(
  { path, node, imports }: LoadedFile,
  files: ReadonlyMap<string, FileDescriptor>,
): Mutable<FileDescriptor> {
  const noComments = { leading: undefined, trailing: undefined, leadingDetached: [] };
  return {
    kind: "file",
    path,
    package: "",
    syntax: "proto3",
    imports: imports.flatMap((one) => {
      const file = files.get(one.file.path);
      return file === undefined ? [] : [{ file, isPublic: one.node.isPublic }];
    }),
    messages: [],
    enums: [],
    services: [],
    options: convertOptions(node.options),
    isDeprecated: isDeprecated(node.options),
    syntaxComments: node.syntax?.comments ?? noComments,
    packageComments: node.packages[0]?.comments ?? noComments,
  };
}

function linkFile(link: FileLink, declared: DeclaredFile): void {
  const { node } = link.file;
  link.run.spans.set(declared.descriptor, link.span(node.packages[0] ?? { start: 0, end: 0 }));
  checkOptions({ kind: "file", file: link.file }, node.options, link.diagnostics);
  for (const one of declared.messages) linkMessage(link, one);
  for (const one of declared.enums) linkEnum(link, one);
  declared.descriptor.services = declared.services.map((one) => linkService(link, one));
  for (const one of node.declarations) {
    if (one.kind === "extend") {
      link.diagnostics.add(errors.extendNotSupported(link.span(one.extendee)));
    }
  }
  warnUnusedImports(link);
}

/** Warns of imports none of whose names are used; where nothing is certain, of none. */
function warnUnusedImports(link: FileLink): void {
  const { file } = link;
  // Names may be used in text that was lost, and custom options are not looked up.
  if (file.node.lostNames.size > 0 || file.lacksImports || usesCustomOptions(file)) return;
  for (const { node, file: imported } of file.imports) {
    if (node.isPublic) continue;
    const isUsed = [...exportedFiles(imported)].some((one) => link.used.has(one));
    if (isUsed || link.diagnostics.isFull) continue;
    const at = link.span(node.path);
    link.diagnostics.add(errors.unusedImport(at, node.path.value, link.span(node)));
  }
}

function usesCustomOptions({ node }: LoadedFile): boolean {
  let isUsed = false;
  const look = (options: readonly OptionNode[]) => {
    isUsed ||= hasCustomOption(options);
  };
  look(node.options);
  const open = [...node.declarations];
  for (const one of open) {
    if (one.kind === "extend") continue;
    look(one.options);
    if (one.kind === "message") {
      for (const part of [...one.fields, ...one.oneofs]) look(part.options);
      for (const inner of one.messages) open.push(inner);
      for (const inner of one.enums) open.push(inner);
    } else {
      for (const part of one.kind === "enum" ? one.values : one.methods) look(part.options);
    }
  }
  return isUsed;
}
