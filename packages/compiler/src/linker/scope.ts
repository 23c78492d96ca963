// Names as a tree: packages hold messages, enums, services and packages; messages hold fields, oneofs,
// messages and enums; the values of an enum stand beside it, not in it.
//
// Only simple names are keys, so that no full name is ever put together just to look something up.

import type { Extent, FieldNode } from "../ast/index.js";
import type {
  EnumDescriptor,
  ExtensionDescriptor,
  MessageDescriptor,
} from "../descriptor/index.js";
import type { LoadedFile } from "./loaded-file.js";

interface Declared {
  readonly name: string;
  readonly file: LoadedFile;
  /** Of the name where it is declared. */
  readonly extent: Extent;
}

/** Something a name stands for. */
export type Member =
  | PackageScope
  | (Declared & MessageMember)
  | (Declared & { readonly kind: "enum"; readonly descriptor: EnumDescriptor })
  | (Declared & { readonly kind: "service" | "oneof" | "enum value" | "rpc" })
  | (Declared & { readonly kind: "field"; readonly node: FieldNode })
  | ExtensionMember
  | (Declared & { readonly kind: "map entry"; readonly node: FieldNode });

export type DeclaredMember = Exclude<Member, PackageScope>;
export type TypeMember = Extract<Member, { kind: "message" | "enum" }>;

/** A field of another message; the descriptor is there once its file's fields are linked. */
export type ExtensionMember = Declared & {
  readonly kind: "extension";
  readonly node: FieldNode;
  descriptor: ExtensionDescriptor | undefined;
};

interface MessageMember {
  readonly kind: "message";
  readonly descriptor: MessageDescriptor;
  readonly scope: Scope;
}

/** A place that names are looked up in. */
export interface Scope {
  readonly fullName: string;
  readonly parent: Scope | undefined;
  readonly members: Map<string, Member>;
}

/** `user.v1`, or `` for the root of all names. It has no single place: several files may add to it. */
export interface PackageScope extends Scope {
  readonly kind: "package";
  readonly files: Set<LoadedFile>;
}

export function createPackage(fullName: string, parent: Scope | undefined): PackageScope {
  return { kind: "package", fullName, parent, members: new Map(), files: new Set() };
}

export function isType(member: Member): member is TypeMember {
  return member.kind === "message" || member.kind === "enum";
}

/** `name` in `scope`: with a dot between where the scope has a name. */
export function joinName(scope: Scope, name: string): string {
  return scope.fullName === "" ? name : `${scope.fullName}.${name}`;
}
