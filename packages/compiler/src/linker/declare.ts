// First pass over the syntax: every name into its scope, every message and enum its empty descriptor.
//
// After it any name can be looked up, wherever in the run it is declared.

import type {
  EnumNode,
  ExtendNode,
  Extent,
  FieldNode,
  MessageNode,
  NameNode,
  ServiceNode,
} from "../ast/index.js";
import {
  type EnumDescriptor,
  type FileDescriptor,
  type MessageDescriptor,
  syntheticOneofNames,
} from "../descriptor/index.js";
import type { DiagnosticCollector } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import * as errors from "./errors/index.js";
import type { CompilerLimits } from "./limits.js";
import type { LoadedFile } from "./loaded-file.js";
import type { Mutable } from "./mutable.js";
import { convertOptions, isDeprecated, wordOf } from "./options/index.js";
import {
  createPackage,
  type DeclaredMember,
  type ExtensionMember,
  joinName,
  type PackageScope,
  type Scope,
} from "./scope.js";

/** A message whose fields are still to come. */
export interface DeclaredMessage {
  readonly node: MessageNode;
  readonly scope: Scope;
  readonly descriptor: Mutable<MessageDescriptor>;
  readonly messages: readonly DeclaredMessage[];
  readonly enums: readonly DeclaredEnum[];
  readonly extends: readonly DeclaredExtend[];
}

/** An `extend` block, in the scope it stands in. */
export interface DeclaredExtend {
  readonly node: ExtendNode;
  readonly scope: Scope;
  readonly members: readonly ExtensionMember[];
}

/** An enum whose values are still to come. */
export interface DeclaredEnum {
  readonly node: EnumNode;
  /** What it stands in: its values stand there too. */
  readonly scope: Scope;
  readonly descriptor: Mutable<EnumDescriptor>;
}

export interface DeclaredService {
  readonly node: ServiceNode;
  readonly scope: Scope;
}

/** A file's names, in scope. */
export interface DeclaredFile {
  readonly file: LoadedFile;
  readonly descriptor: Mutable<FileDescriptor>;
  readonly scope: Scope;
  readonly messages: readonly DeclaredMessage[];
  readonly enums: readonly DeclaredEnum[];
  readonly services: readonly DeclaredService[];
  readonly extends: readonly DeclaredExtend[];
}

/** protoc's own bounds on packages: 511 characters, 101 names. */
const MAX_PACKAGE_LENGTH = 511;
const MAX_PACKAGE_DEPTH = 101;

/** Declares everything in `file` below `root`. Files must come in the order of loadFiles(). */
export function declareFile(
  file: LoadedFile,
  descriptor: Mutable<FileDescriptor>,
  root: PackageScope,
  limits: CompilerLimits,
  diagnostics: DiagnosticCollector,
): DeclaredFile {
  return new Declarer(file, descriptor, limits, diagnostics).declare(root);
}

class Declarer {
  readonly #file: LoadedFile;
  readonly #descriptor: Mutable<FileDescriptor>;
  readonly #limits: CompilerLimits;
  readonly #diagnostics: DiagnosticCollector;

  constructor(
    file: LoadedFile,
    descriptor: Mutable<FileDescriptor>,
    limits: CompilerLimits,
    diagnostics: DiagnosticCollector,
  ) {
    this.#file = file;
    this.#descriptor = descriptor;
    this.#limits = limits;
    this.#diagnostics = diagnostics;
  }

  declare(root: PackageScope): DeclaredFile {
    const scope = this.#enterPackage(root);
    const messages: DeclaredMessage[] = [];
    const enums: DeclaredEnum[] = [];
    const services: DeclaredService[] = [];
    const extendBlocks: DeclaredExtend[] = [];
    for (const node of this.#file.node.declarations) {
      if (node.kind === "message") messages.push(...this.#declareMessage(node, scope, undefined));
      if (node.kind === "enum") enums.push(...this.#declareEnum(node, scope, undefined));
      if (node.kind === "service") services.push(...this.#declareService(node, scope));
      if (node.kind === "extend") extendBlocks.push(this.#declareExtend(node, scope));
    }
    this.#descriptor.package = scope.fullName;
    this.#descriptor.messages = messages.map((one) => one.descriptor);
    this.#descriptor.enums = enums.map((one) => one.descriptor);
    const descriptor = this.#descriptor;
    const file = this.#file;
    return { file, descriptor, scope, messages, enums, services, extends: extendBlocks };
  }

  /** The scope of the file's package, made where it is new. */
  #enterPackage(root: PackageScope): PackageScope {
    root.files.add(this.#file);
    const [statement, second] = this.#file.node.packages;
    if (statement === undefined) return root;
    const { name } = statement;
    if (second !== undefined) {
      const at = this.#span(second.name);
      this.#diagnostics.add(errors.secondPackage(at, this.#span(name)));
    }
    const parts = name.text.split(".");
    if (name.text.length > MAX_PACKAGE_LENGTH || parts.length > MAX_PACKAGE_DEPTH) {
      const at = this.#span(name);
      this.#diagnostics.add(errors.packageTooLong(at, MAX_PACKAGE_LENGTH, MAX_PACKAGE_DEPTH));
      return root;
    }
    let scope = root;
    for (const part of parts) {
      const found = scope.members.get(part);
      if (found !== undefined && found.kind !== "package") {
        const at = this.#span(name);
        const first = spanOfMember(found);
        this.#diagnostics.add(errors.packageIsTaken(at, joinName(scope, part), found.kind, first));
        return createPackage(name.text, root);
      }
      const next = found ?? createPackage(joinName(scope, part), scope);
      scope.members.set(part, next);
      next.files.add(this.#file);
      scope = next;
    }
    return scope;
  }

  /** A list of one, or none where the name is too long to be of use. */
  #declareMessage(
    node: MessageNode,
    scope: Scope,
    parent: MessageDescriptor | undefined,
  ): DeclaredMessage[] {
    const fullName = joinName(scope, node.name.text);
    if (!this.#checkLength(node.name, fullName)) return [];
    const descriptor: Mutable<MessageDescriptor> = {
      kind: "message",
      name: node.name.text,
      fullName,
      file: this.#descriptor,
      parent,
      visibility: node.visibility?.text,
      fields: [],
      oneofs: [],
      messages: [],
      enums: [],
      extensions: [],
      extensionRanges: [],
      reservedRanges: [],
      reservedNames: [],
      isMessageSet: wordOf(node.options, "message_set_wire_format") === "true",
      features: this.#descriptor.features,
      options: convertOptions(node.options),
      isDeprecated: isDeprecated(node.options),
      comments: node.comments,
    };
    const inner: Scope = { fullName, parent: scope, members: new Map() };
    this.#add(scope, {
      kind: "message",
      ...this.#declared(node.name),
      descriptor,
      scope: inner,
    });
    const enums: DeclaredEnum[] = [];
    const messages: DeclaredMessage[] = [];
    // In the order of the file: the first to take a name keeps it.
    const extendBlocks: DeclaredExtend[] = [];
    const parts = [
      ...node.messages,
      ...node.enums,
      ...node.fields,
      ...node.oneofs,
      ...node.extends,
    ];
    for (const part of parts.sort((a, b) => a.start - b.start)) {
      if (part.kind === "message") messages.push(...this.#declareMessage(part, inner, descriptor));
      else if (part.kind === "enum") enums.push(...this.#declareEnum(part, inner, descriptor));
      else if (part.kind === "field") this.#declareField(part, inner);
      else if (part.kind === "extend") extendBlocks.push(this.#declareExtend(part, inner));
      else this.#add(inner, { kind: "oneof", ...this.#declared(part.name) });
    }
    if (this.#descriptor.syntax === "proto3") this.#checkSyntheticOneofs(node, inner);
    descriptor.messages = messages.map((one) => one.descriptor);
    descriptor.enums = enums.map((one) => one.descriptor);
    return [{ node, scope: inner, descriptor, messages, enums, extends: extendBlocks }];
  }

  /** A map field declares its entry message too: `foo_bar` makes `FooBarEntry`. */
  #declareField(node: FieldNode, scope: Scope): void {
    // A group whose name begins with a small letter is one mistake, and reported as that.
    if (node.type.kind === "group" && fieldName(node) === node.name.text) return;
    this.#add(scope, { kind: "field", ...this.#declared(node.name), name: fieldName(node), node });
    if (node.type.kind !== "map") return;
    const name = mapEntryName(node.name.text);
    this.#add(scope, { kind: "map entry", ...this.#declared(node.name), name, node });
  }

  /**
   * An `optional` field of proto3 declares a oneof too: `foo` makes `_foo`, or `X_foo` where a field or a oneof has
   * that name. Of other things protoc takes no heed: then two have one name.
   */
  #checkSyntheticOneofs(node: MessageNode, scope: Scope): void {
    const optional = node.fields.filter(({ label }) => label?.text === "optional");
    if (optional.length === 0) return;
    const fields = node.fields.map((field) => fieldName(field));
    const oneofNames = syntheticOneofNames(
      optional.map(({ name }) => name.text),
      [...fields, ...node.oneofs.map(({ name }) => name.text)],
    );
    for (const [at, name] of oneofNames.entries()) {
      const first = scope.members.get(name);
      if (first === undefined || first.kind === "package") continue;
      const names = { fullName: joinName(scope, name), kind: "oneof", firstKind: first.kind };
      const label = "this optional field makes a oneof of that name";
      const span = this.#span(optional[at]!.name);
      const duplicate = { ...names, firstAt: spanOfMember(first), label };
      this.#diagnostics.add(errors.duplicateName(span, duplicate));
    }
  }

  #declareExtend(node: ExtendNode, scope: Scope): DeclaredExtend {
    const members = node.fields.map((field) => {
      const declared = { ...this.#declared(field.name), name: fieldName(field) };
      const member: ExtensionMember = {
        kind: "extension",
        ...declared,
        node: field,
        descriptor: undefined,
      };
      this.#add(scope, member);
      return member;
    });
    return { node, scope, members };
  }

  #declareEnum(
    node: EnumNode,
    scope: Scope,
    parent: MessageDescriptor | undefined,
  ): DeclaredEnum[] {
    const fullName = joinName(scope, node.name.text);
    if (!this.#checkLength(node.name, fullName)) return [];
    const descriptor: Mutable<EnumDescriptor> = {
      kind: "enum",
      name: node.name.text,
      fullName,
      file: this.#descriptor,
      parent,
      visibility: node.visibility?.text,
      values: [],
      reservedRanges: [],
      reservedNames: [],
      allowAlias: false,
      features: this.#descriptor.features,
      options: convertOptions(node.options),
      isDeprecated: isDeprecated(node.options),
      comments: node.comments,
    };
    this.#add(scope, { kind: "enum", ...this.#declared(node.name), descriptor });
    for (const value of node.values) {
      this.#add(scope, { kind: "enum value", ...this.#declared(value.name) });
    }
    return [{ node, scope, descriptor }];
  }

  #declareService(node: ServiceNode, scope: Scope): DeclaredService[] {
    const fullName = joinName(scope, node.name.text);
    if (!this.#checkLength(node.name, fullName)) return [];
    this.#add(scope, { kind: "service", ...this.#declared(node.name) });
    const inner: Scope = { fullName, parent: scope, members: new Map() };
    for (const method of node.methods) {
      this.#add(inner, { kind: "rpc", ...this.#declared(method.name) });
    }
    return [{ node, scope: inner }];
  }

  /** The first to take a name keeps it. */
  #add(scope: Scope, member: DeclaredMember): void {
    const first = scope.members.get(member.name);
    if (first === undefined) {
      scope.members.set(member.name, member);
      return;
    }
    if (this.#diagnostics.isFull) return;
    const at = spanOfMember(member);
    if (first.kind === "package") {
      this.#diagnostics.add(errors.nameIsPackage(at, member.kind, first.fullName));
    } else {
      const fullName = joinName(scope, member.name);
      const firstAt = spanOfMember(first);
      this.#diagnostics.add(
        errors.duplicateName(at, { fullName, kind: member.kind, firstKind: first.kind, firstAt }),
      );
    }
  }

  #checkLength(name: Extent, fullName: string): boolean {
    if (fullName.length <= this.#limits.maxNameLength) return true;
    this.#diagnostics.add(errors.nameTooLong(this.#span(name), this.#limits.maxNameLength));
    return false;
  }

  #declared(name: Extent & { readonly text: string }): {
    name: string;
    file: LoadedFile;
    extent: Extent;
  } {
    return { name: name.text, file: this.#file, extent: name };
  }

  #span({ start, end }: Extent): Span {
    return { file: this.#file.node.source, start, end };
  }
}

/** Where `member` is declared. */
export function spanOfMember({ file, extent }: DeclaredMember): Span {
  return { file: file.node.source, start: extent.start, end: extent.end };
}

/** What a field is called: a group's message has its name, and the field that in lower case. */
export function fieldName({ name, type }: FieldNode): string {
  return type.kind === "group" ? name.text.toLowerCase() : name.text;
}

/** The name of a field, with its place. */
export function nameNodeOf(node: FieldNode): NameNode {
  return { ...node.name, text: fieldName(node) };
}

/** The name of a map field's entry message: the field's in CamelCase, then `Entry`. */
function mapEntryName(fieldName: string): string {
  const words = fieldName.split("_").filter((word) => word !== "");
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Entry`;
}
