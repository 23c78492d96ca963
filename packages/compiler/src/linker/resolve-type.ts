// From a type's name to the message or enum it means (Protobuf Language "Name resolution").
//
// The first part of a name is looked for from the innermost scope outwards; the scope that has it decides,
// and the other parts must be in there. A name with a leading dot begins at the outermost scope. What is
// neither a type nor holds types is passed over while looking for a first part.

import type { NameNode } from "../ast/index.js";
import { spanOfMember } from "./declare.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";
import { isType, joinName, type Member, type Scope, type TypeMember } from "./scope.js";
import { suggestType } from "./suggest-type.js";
import { isExported, localByDefault } from "./visibility.js";
import { WELL_KNOWN_TYPES } from "./well-known/index.js";

type Resolution =
  | { readonly kind: "type"; readonly member: TypeMember }
  | { readonly kind: "notAType"; readonly member: Member }
  /** The rest of the name is not in the scope that has its first part. */
  | { readonly kind: "shadowed"; readonly resolved: string }
  | { readonly kind: "undefined" };

/**
 * The type that `name` means in `scope`; reports and returns undefined when there is none. What is no type is
 * passed over where the type of a field is wanted, and hides types further out where `isHidden` says so, as it
 * does for the types of an rpc and for what is extended.
 */
export function resolveType(
  link: FileLink,
  scope: Scope,
  name: NameNode,
  isHidden = false,
): TypeMember | undefined {
  const canSee = (member: Member) =>
    member.kind === "package" ? link.seesPackage(member) : link.visible.has(member.file);
  const resolution = lookUp(link.run.root, scope, name.text, canSee, isHidden);
  if (resolution.kind === "type") {
    const { member } = resolution;
    link.used.add(member.file);
    const isSeen = member.file === link.file || link.run.isPrecompiled || isExported(member);
    if (!isSeen) reportLocal(link, name, member);
    return member;
  }
  if (!link.diagnostics.isFull) reportUnresolved(link, scope, name, resolution, canSee);
  return undefined;
}

function reportLocal(link: FileLink, name: NameNode, member: TypeMember): void {
  const declared = spanOfMember(member);
  const reason = localByDefault(member);
  link.diagnostics.add(
    errors.typeIsLocal(link.span(name), name.text, member.file.path, declared, reason),
  );
}

function reportUnresolved(
  link: FileLink,
  scope: Scope,
  name: NameNode,
  resolution: Exclude<Resolution, { kind: "type" }>,
  canSee: (member: Member) => boolean,
): void {
  const at = link.span(name);
  if (resolution.kind === "notAType") {
    link.hasUnknownName = true;
    const { member } = resolution;
    link.diagnostics.add(
      member.kind === "package"
        ? errors.packageNotAType(at, name.text)
        : errors.notAType(at, name.text, member.kind, spanOfMember(member)),
    );
    return;
  }
  // It may have been declared in text that could not be read; that has its own diagnostic.
  const parts = name.text.split(".");
  for (const file of link.visible) {
    if (parts.some((part) => file.node.lostNames.has(part))) return;
  }
  if (resolution.kind === "shadowed") {
    if (lookUp(link.run.root, link.run.root, name.text, canSee).kind === "type") {
      link.hasUnknownName = true;
      link.diagnostics.add(errors.shadowedType(at, name.text, resolution.resolved));
      return;
    }
  }
  const elsewhere = lookUp(link.run.root, scope, name.text, () => true);
  const path = elsewhere.kind === "type" ? elsewhere.member.file.path : wellKnownPath(name.text);
  if (path !== undefined) {
    const forOptions = link.file.imports.find(({ node, file }) => {
      return node.modifier?.text === "option" && file.path === path;
    });
    if (forOptions !== undefined) {
      link.diagnostics.add(errors.importedForOptions(at, name.text, link.span(forOptions.node)));
      return;
    }
    // An import that is there and failed has its own diagnostic.
    if (link.file.node.imports.some((one) => one.path.value === path)) return;
    const edit = importEdit(link, path);
    link.diagnostics.add(errors.typeNotImported(at, name.text, path, edit));
    return;
  }
  const suggestion = suggestType(link, name.text);
  if (suggestion === undefined && lacksImports(link)) return;
  link.hasUnknownName = true;
  link.diagnostics.add(errors.undefinedType(at, name.text, suggestion));
}

/** The file of a well-known type that is named in full. */
function wellKnownPath(name: string): string | undefined {
  const match = /^\.?google\.protobuf\.(\w+)$/.exec(name);
  return match === null ? undefined : WELL_KNOWN_TYPES.get(match[1]!);
}

/** A name that is nowhere may come from an import that failed, which has its own diagnostic. */
function lacksImports(link: FileLink): boolean {
  return [...link.visible].some((file) => file.lacksImports);
}

/** `import "path";` after the last import, or after the package or syntax statement. */
function importEdit(link: FileLink, path: string) {
  const { imports, packages, syntax } = link.file.node;
  const after = imports.at(-1) ?? packages[0];
  const end = after?.end ?? syntax?.end ?? 0;
  const gap = imports.length > 0 ? "\n" : "\n\n";
  return { span: link.span({ start: end, end }), replacement: `${gap}import "${path}";` };
}

function lookUp(
  root: Scope,
  scope: Scope,
  name: string,
  canSee: (member: Member) => boolean,
  isHidden = false,
): Resolution {
  const isAbsolute = name.startsWith(".");
  const [first = "", ...rest] = (isAbsolute ? name.slice(1) : name).split(".");
  let passedOver: Member | undefined;
  for (let at: Scope | undefined = isAbsolute ? root : scope; at !== undefined; at = at.parent) {
    const member = at.members.get(first);
    if (member === undefined || !canSee(member)) continue;
    if (rest.length === 0) {
      if (isType(member)) return { kind: "type", member };
      passedOver ??= member;
      if (isHidden) break;
      continue;
    }
    // Enums and services are scopes too, though nothing that is a type is in them.
    if (!["package", "message", "enum", "service"].includes(member.kind)) continue;
    return descend(member, rest, canSee, joinName(at, first));
  }
  if (passedOver !== undefined) return { kind: "notAType", member: passedOver };
  return { kind: "undefined" };
}

function descend(
  from: Member,
  rest: readonly string[],
  canSee: (member: Member) => boolean,
  fullName: string,
): Resolution {
  let member: Member = from;
  for (const part of rest) {
    const inner: Member | undefined = scopeOf(member)?.members.get(part);
    if (inner === undefined || !canSee(inner)) {
      return { kind: "shadowed", resolved: `${fullName}.${rest.join(".")}` };
    }
    member = inner;
  }
  return isType(member) ? { kind: "type", member } : { kind: "notAType", member };
}

function scopeOf(member: Member): Scope | undefined {
  if (member.kind === "package") return member;
  return member.kind === "message" ? member.scope : undefined;
}
