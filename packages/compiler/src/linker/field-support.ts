// What a field or enum value says of its own use as an option: `feature_support`, the editions that have it,
// and `targets`, the elements it may stand on (descriptor.proto, FieldOptions).
//
// Read from the syntax, and checked where it is declared; used where an option is set.

import type { OptionNode, OptionValueNode } from "../ast/index.js";
import type { EnumValueDescriptor, FieldLike } from "../descriptor/index.js";
import type { DeclaredSupport } from "./declared-support.js";
import { editionNumber } from "./edition-numbers.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";

/** Keeps what `options` of `element` say of its use, if they do, and checks that it can be. */
export function noteSupport(
  link: FileLink,
  element: FieldLike | EnumValueDescriptor,
  options: readonly OptionNode[],
): void {
  const isOne = ({ name }: OptionNode) => name.parts[0]?.text === "feature_support";
  const targets = options.flatMap(({ name, value }) =>
    name.text === "targets" && value.kind === "identifier" ? [value.value] : [],
  );
  const first = options.find(isOne);
  if (first === undefined && targets.length === 0) return;
  const settings: Settings = new Map(options.filter(isOne).flatMap(settingsOf));
  const support: DeclaredSupport = {
    introduced: editionOf(settings, "edition_introduced"),
    deprecated: editionOf(settings, "edition_deprecated"),
    warning: textOf(settings, "deprecation_warning"),
    removed: editionOf(settings, "edition_removed"),
    removal: textOf(settings, "removal_error"),
    targets,
  };
  link.run.support.set(element, support);
  const why = whyWrong(support);
  if (first === undefined || why === undefined) return;
  link.diagnostics.add(errors.badFeatureSupport(link.span(first.name), element.name, why));
}

/** The values of an enum-typed option must not outlive it. */
export function checkValuesSupport(
  link: FileLink,
  field: FieldLike,
  options: readonly OptionNode[],
): void {
  const { value } = field.type;
  const support = link.run.support.get(field);
  const option = options.find(({ name }) => name.parts[0]?.text === "feature_support");
  if (value.kind !== "enum" || support === undefined || option === undefined) return;
  for (const one of value.enum.values) {
    const ofValue = link.run.support.get(one);
    const why = ofValue && whyOutside(ofValue, support);
    if (why === undefined) continue;
    const problem = `of value "${one.name}" it says that ${why}`;
    link.diagnostics.add(errors.badFeatureSupport(link.span(option.name), field.name, problem));
  }
}

type Settings = ReadonlyMap<string, OptionValueNode>;

function settingsOf({ name, value }: OptionNode): (readonly [string, OptionValueNode])[] {
  const [, part] = name.parts;
  if (part !== undefined) return [[part.text, value]];
  if (value.kind !== "aggregate") return [];
  return value.fields.flatMap((field) =>
    field.value.kind === "list" ? [] : [[field.name.text, field.value] as const],
  );
}

/** Undefined for what is no edition, which is reported where the option is interpreted, and for none. */
function editionOf(settings: Settings, name: string): number | undefined {
  const value = settings.get(name);
  if (value?.kind === "identifier") return editionNumber(value.value);
  return value?.kind === "integer" ? Number(value.value) : undefined;
}

function textOf(settings: Settings, name: string): string | undefined {
  const value = settings.get(name);
  return value?.kind === "string" ? value.value : undefined;
}

function whyWrong(support: DeclaredSupport): string | undefined {
  const { introduced = 0, deprecated, warning, removed, removal } = support;
  if (deprecated !== undefined) {
    if (deprecated < introduced) return "it is deprecated before it is introduced";
    if (warning === undefined) return "it is deprecated without a deprecation_warning";
  } else if (warning !== undefined) {
    return "it has a deprecation_warning and no edition_deprecated";
  }
  if (removed === undefined) {
    return removal === undefined ? undefined : "it has a removal_error and no edition_removed";
  }
  // What is never deprecated counts as deprecated in EDITION_UNKNOWN, 0.
  if (removed <= (deprecated ?? 0)) return "it is not deprecated before it is removed";
  if (removed < introduced) return "it is removed before it is introduced";
  // What is removed as it is introduced nobody can have used.
  if (removal === undefined && removed !== support.introduced) {
    return "it is removed without a removal_error";
  }
  return undefined;
}

/** What a value leaves out holds of it as of the field. */
function whyOutside(value: DeclaredSupport, field: DeclaredSupport): string | undefined {
  const wrong = whyWrong({
    introduced: value.introduced ?? field.introduced,
    deprecated: value.deprecated ?? field.deprecated,
    warning: value.warning ?? field.warning,
    removed: value.removed ?? field.removed,
    removal: value.removal ?? field.removal,
    targets: [],
  });
  if (wrong !== undefined) return wrong;
  if (isBefore(value.introduced, field.introduced)) return "it is introduced before the field";
  if (isBefore(field.deprecated, value.deprecated)) return "it is deprecated after the field";
  if (isBefore(field.removed, value.removed)) return "it is removed after the field";
  return undefined;
}

function isBefore(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && one < other;
}
