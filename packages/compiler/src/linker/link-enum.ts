// An enum's descriptor, and what its values must be to each other.

import type { EnumNode, EnumValueNode } from "../ast/index.js";
import {
  EDITIONS,
  type EnumDescriptor,
  type EnumValueDescriptor,
  type Features,
} from "../descriptor/index.js";
import { checkEnumLimits } from "./check-limits.js";
import { rangesOf, reservedNames } from "./check-message.js";
import type { DeclaredEnum } from "./declare.js";
import * as errors from "./errors/index.js";
import { resolveFeatures } from "./features.js";
import { noteSupport } from "./field-support.js";
import type { FileLink } from "./file-link.js";
import { checkNameStyle } from "./naming-style.js";
import { checkRanges } from "./number-ranges.js";
import { checkOptions, convertOptions, isDeprecated, wordOf } from "./options/index.js";
import { toRange } from "./to-range.js";

const MIN_NUMBER = -2_147_483_648;
const MAX_NUMBER = 2_147_483_647;
const BOUNDS = { min: MIN_NUMBER, max: MAX_NUMBER };

/** Fills in `declared` and checks it. */
export function linkEnum(link: FileLink, declared: DeclaredEnum, inherited: Features): void {
  const { node, descriptor } = declared;
  link.nodes.set(descriptor, node);
  const { scope } = declared;
  checkOptions(link, { kind: "enum", scope }, node.options);
  const features = resolveFeatures(link, "enum", inherited, node.options);
  descriptor.features = features;
  descriptor.reservedRanges = node.reserved.flatMap(({ ranges }) => ranges.map(toRange));
  descriptor.reservedNames = node.reserved.flatMap(({ names }) => names.map((one) => one.value));
  descriptor.allowAlias = wordOf(node.options, "allow_alias") === "true";
  descriptor.values = node.values.map((value) => linkValue(link, value, declared));
  if (node.values.length === 0) {
    // Values that could not be read have their own diagnostics.
    if (!link.file.node.lostNames.size) {
      link.diagnostics.add(errors.emptyEnum(link.span(node.name), node.name.text));
    }
    return;
  }
  checkNumbers(link, node, descriptor);
  checkNameStyle(link, "enum", node.name, features);
  checkEnumLimits(link, node, descriptor);
  checkReservedValues(link, node);
  checkNames(link, node);
}

function linkValue(
  link: FileLink,
  node: EnumValueNode,
  { scope, descriptor }: DeclaredEnum,
): EnumValueDescriptor {
  const features = resolveFeatures(link, "enum value", descriptor.features, node.options);
  checkNameStyle(link, "enum value", node.name, features);
  checkOptions(link, { kind: "enum value", scope }, node.options);
  const value: EnumValueDescriptor = {
    name: node.name.text,
    number: node.number.value,
    options: convertOptions(node.options),
    isDeprecated: isDeprecated(node.options),
    comments: node.comments,
  };
  link.nodes.set(value, node);
  noteSupport(link, value, node.options);
  return value;
}

function checkNumbers(
  link: FileLink,
  node: EnumNode,
  { allowAlias, features }: EnumDescriptor,
): void {
  const enumName = node.name.text;
  const [first] = node.values;
  const isFirstLost = link.file.node.lostNames.size > 0;
  const isOpen = features.enum_type === "OPEN";
  if (isOpen && first !== undefined && first.number.value !== 0 && !isFirstLost) {
    const at = link.span(first.number);
    link.diagnostics.add(errors.firstValueNotZero(at, enumName, first.name.text));
  }
  const byNumber = new Map<number, EnumValueNode>();
  let hasAlias = false;
  for (const value of node.values) {
    const { value: number } = value.number;
    const at = link.span(value.number);
    if (number < MIN_NUMBER || number > MAX_NUMBER) {
      link.diagnostics.add(errors.enumNumberOutOfRange(at, value.name.text));
    }
    const holder = byNumber.get(number);
    if (holder === undefined) {
      byNumber.set(number, value);
      continue;
    }
    hasAlias = true;
    if (!allowAlias) {
      const other = { name: holder.name.text, at: link.span(holder.number) };
      link.diagnostics.add(errors.duplicateEnumNumber(at, number, enumName, other));
    }
  }
  const option = node.options.find(({ name }) => name.text === "allow_alias");
  if (option === undefined) return;
  if (allowAlias && !hasAlias) {
    link.diagnostics.add(errors.aliasWithoutUse(link.span(option), enumName));
  } else if (wordOf(node.options, "allow_alias") === "false") {
    link.diagnostics.add(errors.aliasSetFalse(link.span(option)));
  }
}

function checkReservedValues(link: FileLink, node: EnumNode): void {
  const ranges = rangesOf(node.reserved, "reserved");
  const numbers = checkRanges(link, ranges, { reserved: BOUNDS, extension: BOUNDS });
  const names = reservedNames(link, node.reserved);
  for (const { name, number } of node.values) {
    const range = numbers.rangeWith(number.value);
    if (range !== undefined) {
      const at = link.span(number);
      link.diagnostics.add(
        errors.reservedEnumNumber(at, name.text, number.value, link.span(range.node)),
      );
    }
    const reservedAt = names.get(name.text);
    if (reservedAt !== undefined) {
      const at = link.span(name);
      link.diagnostics.add(errors.reservedName(at, "enum value", name.text, link.span(reservedAt)));
    }
  }
}

/** Names must differ without case and prefix; aliases of one number need not. */
function checkNames(link: FileLink, node: EnumNode): void {
  const isLegacy = wordOf(node.options, "deprecated_legacy_json_field_conflicts") === "true";
  if (isLegacy && link.edition === EDITIONS.proto2) return;
  const byName = new Map<string, EnumValueNode>();
  for (const value of node.values) {
    const bare = bareName(value.name.text, node.name.text);
    const first = byName.get(bare);
    if (first === undefined) {
      byName.set(bare, value);
    } else if (first.number.value !== value.number.value && first.name.text !== value.name.text) {
      const at = link.span(value.name);
      const holder = { name: first.name.text, at: link.span(first.name) };
      link.diagnostics.add(errors.enumNameConflict(at, value.name.text, holder));
    }
  }
}

/**
 * What generated code may call a value: `ORDER_STATE_HALF_OPEN` of `OrderState` is `HalfOpen`. A name that
 * is nothing but the prefix stays whole.
 */
function bareName(valueName: string, enumName: string): string {
  const prefix = enumName.replaceAll("_", "").toLowerCase();
  let at = 0;
  let matched = 0;
  while (at < valueName.length && matched < prefix.length) {
    const character = valueName.charAt(at).toLowerCase();
    if (character !== "_") {
      if (character !== prefix.charAt(matched)) break;
      matched++;
    }
    at++;
  }
  const rest = valueName.slice(at).replace(/^_+/, "");
  const bare = matched === prefix.length && rest !== "" ? rest : valueName;
  return bare
    .toLowerCase()
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
