// Loaded files to descriptors.

import { NO_COMMENTS } from "../ast/index.js";
import {
  EDITION_FEATURES,
  EDITIONS,
  type FileDescriptor,
  type MessageDescriptor,
} from "../descriptor/index.js";
import { DiagnosticCollector } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import { checkLite } from "./check-lite.js";
import { type DeclaredFile, declareFile } from "./declare.js";
import * as errors from "./errors/index.js";
import { resolveFeatures } from "./features.js";
import { FileLink, type Run } from "./file-link.js";
import {
  type InterpretedOptions,
  interpretFile,
  type OptionsTypes,
  scopeNamed,
} from "./interpretation/index.js";
import type { CompilerLimits } from "./limits.js";
import { linkEnum } from "./link-enum.js";
import { linkExtend } from "./link-extend.js";
import { linkMessage, prepareMessage } from "./link-message.js";
import { linkService } from "./link-service.js";
import { loadFiles } from "./load-files.js";
import { exportedFiles, type LoadedFile } from "./loaded-file.js";
import type { Mutable } from "./mutable.js";
import { checkNameStyle } from "./naming-style.js";
import { checkOptions, convertOptions, isDeprecated } from "./options/index.js";
import { createPackage, type Scope } from "./scope.js";
import { readWellKnownFile } from "./well-known/index.js";

export interface LinkedFiles {
  /** By path, imported files included. Sound only when no error was reported. */
  readonly files: ReadonlyMap<string, FileDescriptor>;
  /** Where the name of a descriptor stands. */
  spanOf(descriptor: object): Span | undefined;
  /** What the options of elements say, by descriptor; those of a range of extensions by the range. */
  readonly options: ReadonlyMap<object, InterpretedOptions>;
}

/** What a run has for linking its files. */
export interface LinkRun {
  readonly limits: CompilerLimits;
  readonly diagnostics: DiagnosticCollector;
  readonly isPrecompiled: boolean;
}

/** Links `loaded`, which must be in the order of loadFiles(): every file after those it imports. */
export function linkFiles(loaded: readonly LoadedFile[], linkRun: LinkRun): LinkedFiles {
  const { files, run, declared, links } = linkNames(loaded, linkRun);
  const options = new Map<object, InterpretedOptions>();
  const types = optionsTypes(run.root, linkRun.limits);
  for (const [index, one] of declared.entries()) interpretFile(links[index]!, one, types, options);
  for (const link of links) warnUnusedImports(link);
  return { files, spanOf: run.spanOf, options };
}

/** All but the options: what these mean can only be said once every extension is known. */
function linkNames(loaded: readonly LoadedFile[], { limits, diagnostics, isPrecompiled }: LinkRun) {
  const supported = loaded.filter((file) => file.isSupported);
  const files = new Map<string, Mutable<FileDescriptor>>();
  for (const file of supported) files.set(file.path, createFileDescriptor(file, files));
  const run: Run = {
    root: createPackage("", undefined),
    diagnostics,
    isPrecompiled,
    nodes: new Map(),
    extensions: new Map(),
    declaredRanges: new Map(),
    support: new Map(),
    spanOf: (descriptor) => findSpan(run.nodes, descriptor),
  };
  // All names first, whatever the file, then what refers to them.
  const declared = supported.map((file) =>
    declareFile(file, files.get(file.path)!, run.root, limits, diagnostics),
  );
  const links = declared.map((one) => new FileLink(run, one.file, one.descriptor));
  for (const [index, one] of declared.entries()) linkFile(links[index]!, one);
  return { files, run, declared, links };
}

/** The messages that hold options: those of the run's own descriptor.proto, or of the built-in one. */
function optionsTypes(root: Scope, limits: CompilerLimits): OptionsTypes {
  const own = scopeNamed(root, "google.protobuf");
  return (name) => {
    const member = own.fullName === "google.protobuf" ? own.members.get(name) : undefined;
    return member?.kind === "message" ? member.descriptor : builtInType(name, limits);
  };
}

let builtIn: FileDescriptor | undefined;

function builtInType(name: string, limits: CompilerLimits): MessageDescriptor | undefined {
  if (builtIn === undefined) {
    const diagnostics = new DiagnosticCollector(1);
    const path = "google/protobuf/descriptor.proto";
    const run = { limits, diagnostics, parsed: new Map(), isPrecompiled: true };
    const loaded = loadFiles([path], { read: readWellKnownFile, list: () => [] }, run);
    builtIn = linkNames(loaded, run).files.get(path);
  }
  return builtIn?.messages.find((one) => one.name === name);
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
  const [statement] = node.packages;
  if (statement !== undefined) checkNameStyle(link, "package", statement.name, features);
  checkImports(link);
  for (const { node: one } of [...declared.messages, ...declared.enums]) {
    if (one.visibility === undefined || link.edition >= EDITIONS[2024]) continue;
    const { text } = one.visibility;
    link.diagnostics.add(errors.visibilityTooNew(link.span(one.visibility), text));
  }
  for (const one of declared.enums) linkEnum(link, one, features);
  for (const one of declared.messages) prepareMessage(link, one, features);
  for (const one of declared.messages) linkMessage(link, one);
  descriptor.services = declared.services.map((one) => linkService(link, one));
  descriptor.extensions = declared.extends.flatMap((one) =>
    linkExtend(link, one, undefined, features),
  );
  checkLite(link, descriptor.services);
}

/** What not every edition has: `weak` until 2023, `option` from 2024 on, after all others. */
function checkImports(link: FileLink): void {
  const { imports } = link.file.node;
  const firstOption = imports.find(({ modifier }) => modifier?.text === "option");
  for (const { path, modifier, start } of imports) {
    const word = modifier && link.span(modifier);
    if (modifier?.text === "option") {
      if (link.edition < EDITIONS[2024]) link.diagnostics.add(errors.importOptionTooNew(word!));
      continue;
    }
    if (modifier?.text === "weak" && link.edition >= EDITIONS[2024]) {
      link.diagnostics.add(errors.weakImportTooOld(word!));
    }
    if (firstOption !== undefined && firstOption.start < start) {
      const at = link.span(firstOption);
      link.diagnostics.add(errors.importAfterOptionImport(link.span(path), at));
    }
  }
}

/** Warns of imports none of whose names are used; where nothing is certain, of none. */
function warnUnusedImports(link: FileLink): void {
  const { file } = link;
  // Names may be used in text that was lost.
  if (file.node.lostNames.size > 0 || file.lacksImports || link.hasUnknownName) return;
  for (const { node, file: imported } of file.imports) {
    if (node.modifier?.text === "public") continue;
    const isUsed = [...exportedFiles(imported)].some((one) => link.used.has(one));
    if (isUsed || link.diagnostics.isFull) continue;
    const at = link.span(node.path);
    link.diagnostics.add(errors.unusedImport(at, node.path.value, link.span(node)));
  }
}
