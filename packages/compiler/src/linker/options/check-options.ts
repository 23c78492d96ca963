// Options set by plain name: known for what they stand on, once each, of the right type.
//
// Custom options, `(name)`, pass: what they are is said by proto2's extensions of descriptor.proto.

import type { OptionNode } from "../../ast/index.js";
import { closestName, type DiagnosticCollector } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";
import * as errors from "../errors/index.js";
import type { LoadedFile } from "../loaded-file.js";
import {
  type OptionOwnerKind,
  type OptionType,
  REPEATED_OPTIONS,
  STANDARD_OPTIONS,
} from "./standard-options.js";

/** What options are set on. */
export interface OptionOwner {
  readonly kind: OptionOwnerKind;
  readonly file: LoadedFile;
}

/** Checks all options of one element. */
export function checkOptions(
  owner: OptionOwner,
  options: readonly OptionNode[],
  diagnostics: DiagnosticCollector,
): void {
  const seen = new Map<string, OptionNode>();
  for (const option of options) {
    const [name = ""] = option.name.text.split(".", 1);
    if (name.startsWith("(")) continue;
    checkOption(owner, option, name, diagnostics);
    const first = seen.get(option.name.text);
    if (first !== undefined && !REPEATED_OPTIONS.has(name)) {
      const at = spanOf(owner, option.name);
      diagnostics.add(errors.optionSetTwice(at, option.name.text, spanOf(owner, first.name)));
    }
    seen.set(option.name.text, option);
  }
}

function checkOption(
  owner: OptionOwner,
  option: OptionNode,
  name: string,
  diagnostics: DiagnosticCollector,
): void {
  const table = STANDARD_OPTIONS[owner.kind];
  const at = spanOf(owner, option.name);
  if (!Object.hasOwn(table, name)) {
    if (diagnostics.isFull) return;
    const elsewhere = Object.entries(STANDARD_OPTIONS).find(([, other]) =>
      Object.hasOwn(other, name),
    )?.[0];
    const suggestion = closestName(name, Object.keys(table));
    diagnostics.add(errors.unknownOption(at, { name, owner: owner.kind, elsewhere, suggestion }));
    return;
  }
  if (name === "features") {
    diagnostics.add(errors.featuresNeedEditions(at));
    return;
  }
  const type = table[name]!;
  if (option.name.text !== name) {
    if (type !== "message") diagnostics.add(errors.optionHasNoParts(at, name));
    return;
  }
  const wanted = explainMismatch(type, option);
  if (wanted === undefined) return;
  const value = spanOf(owner, option.value);
  const names = typeof type === "object" ? type.oneOf : type === "bool" ? ["true", "false"] : [];
  const written = option.value.kind === "identifier" ? option.value.value : "";
  const suggestion = closestName(written, names);
  diagnostics.add(errors.badOptionValue(value, name, wanted, suggestion));
}

/** What the value should have been, when it is not. */
function explainMismatch(type: OptionType, { value }: OptionNode): string | undefined {
  if (type === "message") return undefined;
  if (type === "string") return value.kind === "string" ? undefined : "a string in quotes";
  const word = value.kind === "identifier" ? value.value : undefined;
  if (type === "bool") return word === "true" || word === "false" ? undefined : "true or false";
  if (word !== undefined && type.oneOf.includes(word)) return undefined;
  const shown = type.oneOf.length > 4 ? [...type.oneOf.slice(0, 4), "..."] : type.oneOf;
  return `one of ${shown.join(", ")}`;
}

function spanOf({ file }: OptionOwner, { start, end }: { start: number; end: number }): Span {
  return { file: file.node.source, start, end };
}
