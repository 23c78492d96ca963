// The `default` of a field: what it is, and whether it fits the type (Protobuf Language "Default Field
// Values").

import type { FieldNode, OptionNode } from "../ast/index.js";
import type { DefaultValue, EnumDescriptor, FieldType, ScalarType } from "../descriptor/index.js";
import { closestName } from "../diagnostic/index.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";
import { optionNamed } from "./options/index.js";

/** Undefined where the field sets none, or one that does not fit: that is reported. */
export function defaultValueOf(
  link: FileLink,
  node: FieldNode,
  type: FieldType,
): DefaultValue | undefined {
  const option = optionNamed(node.options, "default");
  if (option === undefined) return undefined;
  const at = link.span(option.name);
  if (type.kind !== "singular") {
    link.diagnostics.add(errors.defaultOfMany(at, type.kind));
    return undefined;
  }
  const { value } = type;
  if (value.kind === "message") {
    link.diagnostics.add(errors.defaultOfMessage(at));
    return undefined;
  }
  if (value.kind === "enum") return enumDefault(link, option, value.enum);
  const found = scalarDefault(value.scalar, option);
  if (found === undefined) {
    const wanted = WANTED[value.scalar] ?? "a whole number in the range of the type";
    link.diagnostics.add(errors.badDefault(link.span(option.value), value.scalar, wanted));
  }
  return found;
}

/** The value's descriptor, by its name: a number will not do. */
function enumDefault(
  link: FileLink,
  { value }: OptionNode,
  { name, values }: EnumDescriptor,
): DefaultValue | undefined {
  const at = link.span(value);
  if (value.kind !== "identifier") {
    link.diagnostics.add(errors.badDefault(at, name, "the name of one of its values"));
    return undefined;
  }
  const found = values.find((one) => one.name === value.value);
  if (found === undefined) {
    const names = values.map((one) => one.name);
    const suggestion = closestName(value.value, names);
    link.diagnostics.add(errors.unknownEnumDefault(at, value.value, name, suggestion));
  }
  return found;
}

const WANTED: { readonly [scalar: string]: string } = {
  bool: "true or false",
  string: "a string in quotes",
  bytes: "a string in quotes",
  double: "a number, inf or nan",
  float: "a number, inf or nan",
};

const SIGNED_32 = [-(2n ** 31n), 2n ** 31n - 1n] as const;
const SIGNED_64 = [-(2n ** 63n), 2n ** 63n - 1n] as const;
const UNSIGNED_32 = [0n, 2n ** 32n - 1n] as const;
const UNSIGNED_64 = [0n, 2n ** 64n - 1n] as const;

const RANGES: { readonly [scalar: string]: readonly [bigint, bigint] } = {
  int32: SIGNED_32,
  sint32: SIGNED_32,
  sfixed32: SIGNED_32,
  int64: SIGNED_64,
  sint64: SIGNED_64,
  sfixed64: SIGNED_64,
  uint32: UNSIGNED_32,
  fixed32: UNSIGNED_32,
  uint64: UNSIGNED_64,
  fixed64: UNSIGNED_64,
};

function scalarDefault(scalar: ScalarType, { value }: OptionNode): DefaultValue | undefined {
  if (scalar === "bool") {
    const word = value.kind === "identifier" ? value.value : undefined;
    return word === "true" ? true : word === "false" ? false : undefined;
  }
  if (scalar === "string" || scalar === "bytes") {
    if (value.kind !== "string") return undefined;
    if (scalar === "string") return value.bytes ?? value.value;
    return value.bytes ?? new TextEncoder().encode(value.value);
  }
  if (scalar === "double" || scalar === "float") {
    if (value.kind === "integer")
      return value.isNegative ? -Number(-value.value) : Number(value.value);
    if (value.kind === "float") return value.value;
    if (value.kind !== "identifier") return undefined;
    return value.value === "inf"
      ? Number.POSITIVE_INFINITY
      : value.value === "nan"
        ? Number.NaN
        : undefined;
  }
  if (value.kind !== "integer") return undefined;
  const [min, max] = RANGES[scalar]!;
  if (value.value < min || value.value > max || (value.isNegative && min === 0n)) return undefined;
  return scalar.endsWith("64") ? value.value : Number(value.value);
}
