// From the name in `(name)` or `[name]` to the extension it means (Protobuf Language "Name resolution").
//
// Unlike a type's, the name is found in the innermost scope that has something of that name, whatever that is.

import type { ExtensionDescriptor, MessageDescriptor } from "../../descriptor/index.js";
import type { FileLink } from "../file-link.js";
import type { Member, Scope } from "../scope.js";

export type ExtensionLookup =
  | { readonly kind: "extension"; readonly extension: ExtensionDescriptor }
  /** A message: how text formats may name the one that stands for it in a message set. */
  | { readonly kind: "message"; readonly message: MessageDescriptor }
  | { readonly kind: "other"; readonly member: Member }
  /** The scope that has the name's first part does not have the rest. */
  | { readonly kind: "shadowed"; readonly resolved: string }
  | { readonly kind: "undefined" };

/** What `name` means in `scope`, among the names that options may use. */
export function findExtension(link: FileLink, scope: Scope, name: string): ExtensionLookup {
  const isAbsolute = name.startsWith(".");
  const [first = "", ...rest] = (isAbsolute ? name.slice(1) : name).split(".");
  for (let at: Scope | undefined = isAbsolute ? link.run.root : scope; at; at = at.parent) {
    const member = at.members.get(first);
    if (member === undefined || !canUse(link, member)) continue;
    if (rest.length === 0) return toLookup(link, member);
    if (!holdsNames(member)) continue;
    const found = descend(link, member, rest);
    if (found !== undefined) return toLookup(link, found);
    const prefix = at.fullName === "" ? "" : `${at.fullName}.`;
    return { kind: "shadowed", resolved: `${prefix}${first}.${rest.join(".")}` };
  }
  return { kind: "undefined" };
}

/** The scope called `fullName`, if there is one. */
export function scopeNamed(root: Scope, fullName: string): Scope {
  let scope = root;
  for (const part of fullName === "" ? [] : fullName.split(".")) {
    const member = scope.members.get(part);
    const inner = member && innerScope(member);
    if (inner === undefined) return scope;
    scope = inner;
  }
  return scope;
}

function canUse(link: FileLink, member: Member): boolean {
  if (member.kind === "package") return link.seesPackageForOptions(member);
  return link.visibleToOptions.has(member.file);
}

function holdsNames({ kind }: Member): boolean {
  return kind === "package" || kind === "message" || kind === "enum" || kind === "service";
}

function innerScope(member: Member): Scope | undefined {
  if (member.kind === "package") return member;
  return member.kind === "message" ? member.scope : undefined;
}

function descend(link: FileLink, from: Member, rest: readonly string[]): Member | undefined {
  let member: Member | undefined = from;
  for (const part of rest) {
    member = innerScope(member)?.members.get(part);
    if (member === undefined || !canUse(link, member)) return undefined;
  }
  return member;
}

function toLookup(link: FileLink, member: Member): ExtensionLookup {
  if (member.kind === "extension" && member.descriptor !== undefined) {
    link.used.add(member.file);
    return { kind: "extension", extension: member.descriptor };
  }
  if (member.kind === "message") {
    link.used.add(member.file);
    return { kind: "message", message: member.descriptor };
  }
  return { kind: "other", member };
}
