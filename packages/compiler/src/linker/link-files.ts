// Loaded files to descriptors.

import { NO_COMMENTS, type OptionNode } from "../ast/index.js";
import { EDITION_FEATURES, type FileDescriptor } from "../descriptor/index.js";
import type { DiagnosticCollector } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import { type DeclaredFile, declareFile } from "./declare.js";
import * as errors from "./errors/index.js";
import { resolveFeatures } from "./features.js";
import { FileLink, type Run } from "./file-link.js";
import type { CompilerLimits } from "./limits.js";
import { linkEnum } from "./link-enum.js";
import { linkExtend } from "./link-extend.js";
import { linkMessage, prepareMessage } from "./link-message.js";
import { linkService } from "./link-service.js";
import { exportedFiles, type LoadedFile } from "./loaded-file.js";
import type { Mutable } from "./mutable.js";
import { checkOptions, convertOptions, hasCustomOption, isDeprecated } from "./options/index.js";
import { createPackage } from "./scope.js";

export interface LinkedFiles {
  /** By path, imported files included. Sound only when no error was reported. */
  readonly files: ReadonlyMap<string, FileDescriptor>;
  /** Where the name of a descriptor stands. */
  spanOf(descriptor: object): Span | undefined;
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
    nodes: new Map(),
    extensions: new Map(),
    spanOf: (descriptor) => findSpan(run.nodes, descriptor),
  };
  // All names first, whatever the file, then what refers to them.
  const declared = supported.map((file) =>
    declareFile(file, files.get(file.path)!, run.root, limits, diagnostics),
  );
  for (const one of declared) linkFile(new FileLink(run, one.file, one.descriptor), one);
  return { files, spanOf: run.spanOf };
}

function findSpan(nodes: Run["nodes"], descriptor: object): Span | undefined {
  for (const [file, ofFile] of nodes) {
    const node = ofFile.get(descriptor);
    if (node === undefined) continue;
    const { start, end } = node.name ?? { start: 0, end: 0 };
    return { file: file.node.source, start, end };
  }
  return undefined;
}

function createFileDescriptor(
  { path, node, imports, edition }: LoadedFile,
  files: ReadonlyMap<string, FileDescriptor>,
): Mutable<FileDescriptor> {
  const { keyword, value } = node.syntax ?? { keyword: "syntax", value: { value: "proto2" } };
  return {
    kind: "file",
    path,
    package: "",
    syntax: keyword === "edition" ? "editions" : value.value === "proto3" ? "proto3" : "proto2",
    edition,
    imports: imports.flatMap((one) => {
      const file = files.get(one.file.path);
      const modifier = one.node.modifier?.text;
      return file === undefined ? [] : [{ file, isPublic: modifier === "public", modifier }];
    }),
    messages: [],
    enums: [],
    services: [],
    extensions: [],
    features: EDITION_FEATURES[edition]!,
    options: convertOptions(node.options),
    isDeprecated: isDeprecated(node.options),
    syntaxComments: node.syntax?.comments ?? NO_COMMENTS,
    packageComments: node.packages[0]?.comments ?? NO_COMMENTS,
  };
}

function linkFile(link: FileLink, declared: DeclaredFile): void {
  const { node } = link.file;
  const { descriptor, scope } = declared;
  link.nodes.set(descriptor, { ...node.extent, name: node.packages[0]?.name });
  const features = resolveFeatures(link, "file", descriptor.features, node.options);
  descriptor.features = features;
  checkOptions(link, { kind: "file", scope }, node.options);
  for (const one of declared.enums) linkEnum(link, one, features);
  for (const one of declared.messages) prepareMessage(link, one, features);
  for (const one of declared.messages) linkMessage(link, one);
  descriptor.services = declared.services.map((one) => linkService(link, one));
  descriptor.extensions = declared.extends.flatMap((one) =>
    linkExtend(link, one, undefined, features),
  );
  warnUnusedImports(link);
}

/** Warns of imports none of whose names are used; where nothing is certain, of none. */
function warnUnusedImports(link: FileLink): void {
  const { file } = link;
  // Names may be used in text that was lost, and custom options are not looked up.
  if (file.node.lostNames.size > 0 || file.lacksImports || usesCustomOptions(file)) return;
  for (const { node, file: imported } of file.imports) {
    if (node.modifier?.text === "public") continue;
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
    if (one.kind === "extend") {
      for (const part of one.fields) look(part.options);
      continue;
    }
    look(one.options);
    if (one.kind === "message") {
      for (const part of [...one.fields, ...one.oneofs, ...one.extensions]) look(part.options);
      for (const inner of one.extends) open.push(inner);
      for (const inner of one.messages) open.push(inner);
      for (const inner of one.enums) open.push(inner);
    } else {
      for (const part of one.kind === "enum" ? one.values : one.methods) look(part.options);
    }
  }
  return isUsed;
}
