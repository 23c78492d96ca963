// Features that a field sets itself must mean something for its type (Protobuf Editions "Feature Settings").

import type { FieldNode } from "../ast/index.js";
import {
  EDITIONS,
  type ExtensionDescriptor,
  type FieldDescriptor,
  type ValueType,
} from "../descriptor/index.js";
import * as errors from "./errors/index.js";
import { featureSettings } from "./features.js";
import type { FileLink } from "./file-link.js";
import { canBePacked } from "./scalar-types.js";

type Field = FieldDescriptor | ExtensionDescriptor;

/** Checks the features that `node` sets, and the presence that `field` has. */
export function checkFieldFeatures(link: FileLink, node: FieldNode, field: Field): void {
  if (link.edition < EDITIONS[2023]) return;
  for (const { name, value } of featureSettings(node.options)) {
    const why = whyWrong(field, name.text, String(value.value));
    if (why !== undefined) {
      link.diagnostics.add(errors.uselessFeature(link.span(name), name.text, why));
    }
  }
}

/** Enums of fields without presence must be open: an unknown value could not be told from 0. */
export function checkEnumOfField(link: FileLink, node: FieldNode, field: Field): void {
  const { value } = field.type;
  if (value.kind !== "enum") return;
  const at = link.span(node.type.kind === "map" ? node.type.value : node.type);
  const { fullName, features, values } = value.enum;
  const isClosed = features.enum_type === "CLOSED";
  if (isClosed && link.edition === EDITIONS.proto3) {
    link.diagnostics.add(errors.closedEnumInProto3(at, fullName));
  } else if (isClosed && field.type.kind === "singular" && !field.hasPresence) {
    link.diagnostics.add(errors.closedEnumWithoutPresence(at, fullName));
  }
  const [first] = values;
  if (field.type.kind === "map" && first !== undefined && first.number !== 0) {
    const firstAt = link.run.spanOf(first);
    link.diagnostics.add(errors.mapEnumWithoutZero(at, fullName, firstAt));
  }
}

/** Why the feature cannot be set on `field`, if so. */
function whyWrong(field: Field, feature: string, value: string): string | undefined {
  switch (feature) {
    case "field_presence":
      return whyNoPresence(field, value);
    case "repeated_field_encoding":
      // To a list of entries, as which a map is written, expanded is nothing new.
      if (field.type.kind === "map" && value === "EXPANDED") return undefined;
      if (field.type.kind !== "repeated") return "the field is not repeated";
      return value === "PACKED" && !isPackable(field.type.value)
        ? "only numbers, bools and enums can be packed"
        : undefined;
    case "utf8_validation":
      return hasStrings(field) ? undefined : "the field is not a string";
    case "message_encoding":
      return field.type.kind !== "map" && field.type.value.kind === "message"
        ? undefined
        : "the type of the field is not a message";
    default:
      return undefined;
  }
}

function whyNoPresence(field: Field, value: string): string | undefined {
  if (field.type.kind !== "singular") return "a repeated field or map is empty or not";
  // A required one has a diagnostic of its own.
  if (field.kind === "extension") {
    return value === "LEGACY_REQUIRED" ? undefined : "an extension is always present or not";
  }
  if (field.oneof !== undefined) return "a field of a oneof is always present or not";
  return value === "IMPLICIT" && field.type.value.kind === "message"
    ? "a message is always present or not"
    : undefined;
}

function isPackable(value: ValueType): boolean {
  return value.kind === "enum" || (value.kind === "scalar" && canBePacked(value.scalar));
}

function hasStrings({ type }: Field): boolean {
  const isString = type.value.kind === "scalar" && type.value.scalar === "string";
  return isString || (type.kind === "map" && type.key === "string");
}
