// "Did you mean" for a type that is not defined: what other languages call it, the well-known types, and
// the nearest name in sight.

import { closestName } from "../diagnostic/index.js";
import type { FileLink } from "./file-link.js";
import { SCALAR_TYPES } from "./scalar-types.js";
import { isType, type Member, type PackageScope } from "./scope.js";
import { WELL_KNOWN_TYPES } from "./well-known/index.js";

export interface TypeSuggestion {
  readonly name: string;
  /** The file to import for it, where it is not imported yet. */
  readonly importPath: string | undefined;
}

/** What people write who come from elsewhere. */
const OTHER_NAMES: { readonly [name: string]: string } = {
  bigint: "int64",
  boolean: "bool",
  buffer: "bytes",
  byte: "bytes",
  date: "google.protobuf.Timestamp",
  datetime: "google.protobuf.Timestamp",
  int: "int32",
  int16: "int32",
  int8: "int32",
  integer: "int32",
  long: "int64",
  number: "double",
  object: "google.protobuf.Struct",
  short: "int32",
  str: "string",
  text: "string",
  uint: "uint32",
  uint16: "uint32",
  uint8: "uint32",
  void: "google.protobuf.Empty",
};

/** Types looked at for the nearest name; a run with more than that gives suggestions from the first. */
const MAX_CANDIDATES = 5_000;

/** What `name`, which is not defined, may have been meant to be. */
export function suggestType(link: FileLink, name: string): TypeSuggestion | undefined {
  if (link.suggestionsLeft-- <= 0) return undefined;
  const lower = name.toLowerCase();
  const other = Object.hasOwn(OTHER_NAMES, lower) ? OTHER_NAMES[lower]! : name;
  const simple = other.startsWith("google.protobuf.") ? other.slice(16) : other;
  const path = WELL_KNOWN_TYPES.get(simple);
  if (path !== undefined) {
    const isImported = [...link.visible].some((file) => file.path === path);
    return { name: `google.protobuf.${simple}`, importPath: isImported ? undefined : path };
  }
  if (other !== name) return { name: other, importPath: undefined };
  link.typeNames ??= typeNamesInSight(link);
  const nearest = closestName(name, [...SCALAR_TYPES, ...link.typeNames]);
  return nearest === undefined ? undefined : { name: nearest, importPath: undefined };
}

/** Names as they can be written in the file: without its own package. */
function typeNamesInSight(link: FileLink): readonly string[] {
  const own = `${link.descriptor.package}.`;
  return fullNamesInSight(link).map((fullName) =>
    own !== "." && fullName.startsWith(own) ? fullName.slice(own.length) : fullName,
  );
}

function fullNamesInSight(link: FileLink): string[] {
  const found: string[] = [];
  const open: Map<string, Member>[] = [(link.run.root satisfies PackageScope).members];
  for (const members of open) {
    for (const member of members.values()) {
      if (found.length >= MAX_CANDIDATES) return found;
      if (member.kind === "package") {
        if (link.seesPackage(member)) open.push(member.members);
      } else if (isType(member) && link.visible.has(member.file)) {
        found.push(member.descriptor.fullName);
        if (member.kind === "message") open.push(member.scope.members);
      }
    }
  }
  return found;
}
