// Lists as values of JSON: those whose values need nothing but a look at each, in a loop a kind.

import type { FieldInfo } from "../generated-type.js";
import { Kind } from "../message-plan.js";
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

function stringsOf(list: readonly unknown[]): JsonValue[] {
  const json = copyOf(list);
  for (let i = 0; i < json.length; i++) {
    const value = json[i];
    const text = stringValue(value);
    if (text !== value) json[i] = text;
  }
  return json;
}

function doublesOf(list: readonly unknown[]): JsonValue[] {
  const json = copyOf(list);
  for (let i = 0; i < json.length; i++) {
    const value = json[i];
    if (!Number.isFinite(value)) json[i] = doubleValue(value);
  }
  return json;
}

/** What is mostly its own value is copied at once, and then looked through. */
function copyOf(list: readonly unknown[]): JsonValue[] {
  // Other classes would give lists of theirs: typed arrays, and what extends arrays.
  return ((list.constructor as unknown) === Array ? list.slice() : Array.from(list)) as JsonValue[];
}

function scalarsOf(kind: Kind, as: FieldInfo["as"], list: readonly unknown[]): JsonValue[] {
  const { length } = list;
  const json = new Array<JsonValue>(length);
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
