// What fields and extensions have in common: type, presence, packing, default.

import type { FieldNode, NameNode, OptionNode } from "../ast/index.js";
import {
  EDITIONS,
  type Features,
  type FieldLike,
  type FieldType,
  type ScalarType,
  type ValueType,
} from "../descriptor/index.js";
import { fieldName } from "./declare.js";
import { defaultValueOf } from "./default-value.js";
import * as errors from "./errors/index.js";
import { resolveFeatures, withFeature } from "./features.js";
import type { FileLink } from "./file-link.js";
import { jsonNameOf } from "./json-name.js";
import {
  checkOptions,
  convertOptions,
  isDeprecated,
  optionNamed,
  wordOf,
} from "./options/index.js";
import { resolveType } from "./resolve-type.js";
import { canBeMapKey, canBePacked, isScalarType } from "./scalar-types.js";
import { joinName, type Scope } from "./scope.js";

/** Where a field stands. */
export interface FieldContext {
  readonly scope: Scope;
  /** What it has of what it stands in. */
  readonly features: Features;
  readonly isExtension: boolean;
}

/** Undefined when its type is; the diagnostic is made then. */
export function linkFieldLike(
  link: FileLink,
  node: FieldNode,
  context: FieldContext,
): FieldLike | undefined {
  const { scope, isExtension } = context;
  checkOptions(link, { kind: "field", scope }, node.options);
  const inherited = resolveFeatures(link, "field", context.features, node.options);
  const features = inferFeatures(link, node, inherited);
  const type = linkFieldType(link, scope, node, features);
  if (type === undefined) return undefined;
  const name = fieldName(node);
  return {
    name,
    fullName: joinName(scope, name),
    jsonName: customJsonName(node.options) ?? jsonNameOf(name),
    number: node.number.value,
    type,
    hasPresence: hasPresence(node, type, features, isExtension),
    isRequired: features.field_presence === "LEGACY_REQUIRED" && type.kind === "singular",
    label: node.label?.text,
    defaultValue: defaultValueOf(link, node, type),
    features,
    jstype: jstypeOf(node.options),
    options: convertOptions(node.options),
    isDeprecated: isDeprecated(node.options),
    comments: node.comments,
  };
}

/** What proto2 and proto3 say with labels, groups and `packed`, editions say with features. */
function inferFeatures(link: FileLink, node: FieldNode, inherited: Features): Features {
  if (link.edition >= EDITIONS[2023]) return inherited;
  let features = inherited;
  const label = node.label?.text;
  if (label === "required") features = withFeature(features, "field_presence", "LEGACY_REQUIRED");
  if (label === "optional") features = withFeature(features, "field_presence", "EXPLICIT");
  if (node.type.kind === "group") features = withFeature(features, "message_encoding", "DELIMITED");
  const packed = wordOf(node.options, "packed");
  if (packed === "true") features = withFeature(features, "repeated_field_encoding", "PACKED");
  if (packed === "false") features = withFeature(features, "repeated_field_encoding", "EXPANDED");
  return features;
}

function linkFieldType(
  link: FileLink,
  scope: Scope,
  node: FieldNode,
  features: Features,
): FieldType | undefined {
  const { type } = node;
  if (type.kind === "map") {
    const key = linkMapKey(link, scope, type.key);
    const value = linkValueType(link, scope, type.value, false);
    return key && value && { kind: "map", key, value };
  }
  const name: NameNode = type.kind === "group" ? { ...node.name, text: node.name.text } : type;
  const value = linkValueType(link, scope, name, features.message_encoding === "DELIMITED");
  if (value === undefined) return undefined;
  if (node.label?.text !== "repeated") return { kind: "singular", value };
  return { kind: "repeated", value, isPacked: isPacked(value, features) };
}

function linkMapKey(link: FileLink, scope: Scope, key: NameNode): ScalarType | undefined {
  if (isScalarType(key.text)) {
    if (canBeMapKey(key.text)) return key.text;
  } else if (resolveType(link, scope, key) === undefined) {
    return undefined;
  }
  link.diagnostics.add(errors.badMapKey(link.span(key), key.text));
  return undefined;
}

function linkValueType(
  link: FileLink,
  scope: Scope,
  name: NameNode,
  isDelimited: boolean,
): ValueType | undefined {
  if (isScalarType(name.text)) return { kind: "scalar", scalar: name.text };
  const member = resolveType(link, scope, name);
  if (member === undefined) return undefined;
  return member.kind === "message"
    ? { kind: "message", message: member.descriptor, isDelimited }
    : { kind: "enum", enum: member.descriptor };
}

function hasPresence(
  node: FieldNode,
  type: FieldType,
  features: Features,
  isExtension: boolean,
): boolean {
  if (type.kind !== "singular") return false;
  if (type.value.kind === "message" || node.oneof !== undefined || isExtension) return true;
  return features.field_presence !== "IMPLICIT";
}

function isPacked(value: ValueType, features: Features): boolean {
  if (value.kind === "message") return false;
  if (value.kind === "scalar" && !canBePacked(value.scalar)) return false;
  return features.repeated_field_encoding === "PACKED";
}

function jstypeOf(options: readonly OptionNode[]): FieldLike["jstype"] {
  const word = wordOf(options, "jstype");
  return word === "JS_STRING" ? "string" : word === "JS_NUMBER" ? "number" : "normal";
}

function customJsonName(options: readonly OptionNode[]): string | undefined {
  const value = optionNamed(options, "json_name")?.value;
  return value?.kind === "string" ? value.value : undefined;
}
