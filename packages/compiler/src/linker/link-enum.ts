// An enum's descriptor, and what its values must be to each other.

import type { EnumNode, EnumValueNode } from "../ast/index.js";
import type { EnumValueDescriptor } from "../descriptor/index.js";
import { reservedNames } from "./check-message.js";
import type { DeclaredEnum } from "./declare.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";
import { checkOptions, convertOptions, isDeprecated, wordOf } from "./options/index.js";
import { checkReserved } from "./reserved-numbers.js";

const MIN_NUMBER = -2_147_483_648n;
const MAX_NUMBER = 2_147_483_647n;
const RESERVED_BOUNDS = { min: MIN_NUMBER, max: MAX_NUMBER, limit: MAX_NUMBER };

/** Fills in `declared` and checks it. */
export function linkEnum(link: FileLink, declared: DeclaredEnum): void {
  const { node, descriptor } = declared;
  link.run.spans.set(descriptor, link.span(node.name));
  checkOptions({ kind: "enum", file: link.file }, node.options, link.diagnostics);
  descriptor.allowAlias = wordOf(node.options, "allow_alias") === "true";
  descriptor.values = node.values.map((value) => linkValue(link, value));
  if (node.values.length === 0) {
    // Values that could not be read have their own diagnostics.
    if (!link.file.node.lostNames.size) {
      link.diagnostics.add(errors.emptyEnum(link.span(node.name), node.name.text));
    }
    return;
  }
  checkNumbers(link, node, descriptor.allowAlias);
  checkReservedValues(link, node);
  checkNames(link, node);
}

function linkValue(link: FileLink, node: EnumValueNode): EnumValueDescriptor {
  checkOptions({ kind: "enum value", file: link.file }, node.options, link.diagnostics);
  const value: EnumValueDescriptor = {
    name: node.name.text,
    number: Number(node.number.value),
    options: convertOptions(node.options),
    isDeprecated: isDeprecated(node.options),
    comments: node.comments,
  };
  link.run.spans.set(value, link.span(node.name));
  return value;
}

function checkNumbers(link: FileLink, node: EnumNode, allowAlias: boolean): void {
  const enumName = node.name.text;
  const [first] = node.values;
  const isFirstLost = link.file.node.lostNames.size > 0;
  if (first !== undefined && first.number.value !== 0n && !isFirstLost) {
    const at = link.span(first.number);
    link.diagnostics.add(errors.firstValueNotZero(at, enumName, first.name.text));
  }
  const byNumber = new Map<bigint, EnumValueNode>();
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
  const numbers = checkReserved(link, node.reserved, RESERVED_BOUNDS);
  const names = reservedNames(link, node.reserved);
  for (const { name, number } of node.values) {
    const range = numbers.rangeWith(number.value);
    if (range !== undefined) {
      const at = link.span(number);
      link.diagnostics.add(
        errors.reservedEnumNumber(at, name.text, number.value, link.span(range)),
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
  if (wordOf(node.options, "deprecated_legacy_json_field_conflicts") === "true") return;
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
