// Options set by plain name: known for what they stand on, once each, of the right type.
//
// Custom options, `(name)`, pass: what they are is said by proto2's extensions of descriptor.proto.

import type { OptionNode } from "../../ast/index.js";
import { EDITIONS, type Edition } from "../../descriptor/index.js";
import { closestName } from "../../diagnostic/index.js";
import { editionName } from "../edition-numbers.js";
import * as errors from "../errors/index.js";
import type { FileLink } from "../file-link.js";
import type { Scope } from "../scope.js";
import {
  type OptionOwnerKind,
  type OptionType,
  REPEATED_OPTIONS,
  STANDARD_OPTIONS,
} from "./standard-options.js";

/** What options are set on. */
export interface OptionOwner {
  readonly kind: OptionOwnerKind;
  /** Where the names of custom options are looked up. */
  readonly scope: Scope;
}

/** Checks all options of one element. */
export function checkOptions(
  link: FileLink,
  owner: OptionOwner,
  options: readonly OptionNode[],
): void {
  if (options.length === 0) return;
  const seen = new Map<string, OptionNode>();
  for (const option of options) {
    const [name = ""] = option.name.text.split(".", 1);
    if (name.startsWith("(")) continue;
    checkOption(link, owner, option, name);
    const first = seen.get(option.name.text);
    if (first !== undefined && !REPEATED_OPTIONS.has(name)) {
      const at = link.span(option.name);
      link.diagnostics.add(errors.optionSetTwice(at, option.name.text, link.span(first.name)));
    }
    seen.set(option.name.text, option);
  }
}

function checkOption(link: FileLink, owner: OptionOwner, option: OptionNode, name: string): void {
  const { diagnostics } = link;
  const table = STANDARD_OPTIONS[owner.kind];
  const at = link.span(option.name);
  if (!Object.hasOwn(table, name)) {
    if (diagnostics.isFull) return;
    const elsewhere = Object.entries(STANDARD_OPTIONS).find(([, other]) =>
      Object.hasOwn(other, name),
    )?.[0];
    const suggestion = closestName(name, Object.keys(table));
    diagnostics.add(errors.unknownOption(at, { name, owner: owner.kind, elsewhere, suggestion }));
    return;
  }
  checkRemoved(link, option, name, owner.kind);
  // What features may be set is checked where they are resolved.
  if (name === "features") return;
  const type = table[name]!;
  if (option.name.text !== name) {
    if (type !== "message") diagnostics.add(errors.optionHasNoParts(at, name));
    return;
  }
  const wanted = explainMismatch(type, option);
  if (wanted === undefined) return;
  const value = link.span(option.value);
  const names = typeof type === "object" ? type.oneOf : type === "bool" ? ["true", "false"] : [];
  const written = option.value.kind === "identifier" ? option.value.value : "";
  const suggestion = closestName(written, names);
  diagnostics.add(errors.badOptionValue(value, name, wanted, suggestion));
}

/** Options of files that later editions do not have. */
const REMOVED: { readonly [name: string]: { readonly edition: Edition; readonly help: string } } = {
  java_multiple_files: {
    edition: EDITIONS[2024],
    help: "files are several from 2024 on; features.(pb.java).nest_in_file_class = YES keeps one inside",
  },
  cc_enable_arenas: {
    edition: EDITIONS[2026],
    help: "leave it out: arenas are always on",
  },
};

function checkRemoved(link: FileLink, option: OptionNode, name: string, owner: string): void {
  if (owner !== "file") return;
  const at = link.span(option.name);
  const isTrue = option.value.kind === "identifier" && option.value.value === "true";
  if (name === "java_string_check_utf8" && isTrue && link.edition >= EDITIONS[2023]) {
    link.diagnostics.add(errors.javaUtf8InEdition(at));
  }
  const removed = Object.hasOwn(REMOVED, name) ? REMOVED[name] : undefined;
  if (removed === undefined || link.edition < removed.edition) return;
  const edition = editionName(removed.edition);
  link.diagnostics.add(errors.optionRemoved(at, name, edition, removed.help));
}

/** What the value should have been, when it is not. */
function explainMismatch(type: OptionType, { value }: OptionNode): string | undefined {
  if (type === "message") return undefined;
  if (type === "string") return value.kind === "string" ? undefined : "a string in quotes";
  const word = value.kind === "identifier" ? value.value : undefined;
  if (type === "bool") return word === "true" || word === "false" ? undefined : "true or false";
  if (word !== undefined && type.oneOf.includes(word)) return undefined;
  const most = 4;
  const shown = `one of ${type.oneOf.slice(0, most).join(", ")}`;
  return type.oneOf.length > most ? `${shown} and ${type.oneOf.length - most} more` : shown;
}
