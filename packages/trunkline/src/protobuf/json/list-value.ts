// Lists as values of JSON: those whose values need nothing but a look at each, in a loop a kind.

import type { FieldInfo } from "../generated-type.js";
import { Kind } from "../message-plan.js";
import { rejectValue } from "../value-error.js";
import type { JsonValue } from "./json-value.js";
import {
  boolValue,
  doubleValue,
  int32Value,
  scalarValue,
  signedValue,
  stringValue,
  unsignedValue,
} from "./scalar-value.js";

/** @throws TypeError for a value that the kind does not have; `explainValue` then says where */
export function listValue(kind: Kind, as: FieldInfo["as"], list: readonly unknown[]): JsonValue[] {
  switch (kind) {
    case Kind.string:
      return stringsOf(list);
    case Kind.double:
      return doublesOf(list);
    default:
      return scalarsOf(kind, as, list);
  }
}

/** The most for which room is made at once: a list may be all holes, of which the first is refused. */
const MOST_AT_ONCE = 4096;

function stringsOf(list: readonly unknown[]): JsonValue[] {
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i] !== "string") rejectValue("string", list[i]);
  }
  const json = copyOf(list);
  for (let i = 0; i < json.length; i++) {
    const value = json[i];
    const text = stringValue(value);
    if (text !== value) json[i] = text;
  }
  return json;
}

function doublesOf(list: readonly unknown[]): JsonValue[] {
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i] !== "number") rejectValue("double", list[i]);
  }
  const json = copyOf(list);
  for (let i = 0; i < json.length; i++) {
    const value = json[i];
    if (!Number.isFinite(value)) json[i] = doubleValue(value);
  }
  return json;
}

/** What is mostly its own value is copied at once, and then looked through. */
function copyOf(list: readonly unknown[]): JsonValue[] {
  if (Object.getPrototypeOf(list) === Array.prototype && !Object.hasOwn(list, "constructor")) {
    return list.slice() as JsonValue[];
  }
  // Other classes would give lists of theirs: typed arrays, and what extends arrays.
  const json: JsonValue[] = [];
  for (let i = 0; i < list.length; i++) json.push(list[i] as JsonValue);
  return json;
}

function scalarsOf(kind: Kind, as: FieldInfo["as"], list: readonly unknown[]): JsonValue[] {
  const { length } = list;
  const json = new Array<JsonValue>(Math.min(length, MOST_AT_ONCE));
  switch (kind) {
    case Kind.bool:
      for (let i = 0; i < length; i++) json[i] = boolValue(list[i]);
      break;
    case Kind.int32:
      for (let i = 0; i < length; i++) json[i] = int32Value(list[i]);
      break;
    case Kind.int64:
      for (let i = 0; i < length; i++) json[i] = signedValue(list[i]);
      break;
    case Kind.uint64:
      for (let i = 0; i < length; i++) json[i] = unsignedValue(list[i]);
      break;
    default:
      for (let i = 0; i < length; i++) json[i] = scalarValue(kind, as, list[i]);
  }
  return json;
}
