// Scalars and enums in text formats, which allow more than an option alone: `t` for true, numbers for enums
// (Protobuf Text Format "Values").

import type { OptionValueNode } from "../../ast/index.js";
import type { EnumDescriptor, ScalarType, SingleValue, ValueType } from "../../descriptor/index.js";
import { integerRange } from "./integer-ranges.js";

/** `names` are those that could stand there. */
export type TextScalar =
  | { readonly value: SingleValue }
  | { readonly wanted: string; readonly names?: readonly string[] };

/** The value of `node` in `text`, for a type that is no message. */
export function interpretTextScalar(
  type: Exclude<ValueType, { kind: "message" }>,
  node: OptionValueNode,
  text: string,
): TextScalar {
  if (type.kind === "enum") return readEnum(type.enum, node);
  switch (type.scalar) {
    case "double":
    case "float":
      return readFloat(type.scalar, node, text);
    case "bool":
      return readBool(node);
    case "string":
    case "bytes":
      if (node.kind === "string") return { value: node.bytes ?? node.value };
      return { wanted: "a string in quotes" };
    default:
      return readInteger(type.scalar, node);
  }
}

function readEnum(type: EnumDescriptor, node: OptionValueNode): TextScalar {
  const names = type.values.map(({ name }) => name);
  const wanted = `the name of a value of enum "${type.fullName}"`;
  if (node.kind === "identifier") {
    const found = type.values.find(({ name }) => name === node.value);
    return found === undefined ? { wanted, names } : { value: found.number };
  }
  if (node.kind !== "integer") return { wanted };
  const number = Number(node.value);
  const isOpen = type.features.enum_type === "OPEN" && number === (number | 0);
  const isKnown = isOpen || type.values.some((one) => one.number === number);
  return isKnown ? { value: number } : { wanted };
}

function readBool(node: OptionValueNode): TextScalar {
  if (node.kind === "identifier") {
    if (/^(?:true|True|t)$/.test(node.value)) return { value: true };
    if (/^(?:false|False|f)$/.test(node.value)) return { value: false };
  }
  if (node.kind === "integer" && !node.isNegative && node.value <= 1n) {
    return { value: node.value === 1n };
  }
  return { wanted: "true or false" };
}

function readFloat(scalar: "double" | "float", node: OptionValueNode, text: string): TextScalar {
  const round = scalar === "float" ? Math.fround : (value: number) => value;
  // Only "-nan" is a float that is no number; "nan" is a name.
  if (node.kind === "float" && Number.isNaN(node.value)) return { value: "-nan" };
  if (node.kind === "float") return { value: round(node.value) };
  if (node.kind === "integer") {
    // Hexadecimal and octal numbers are no floats here.
    const isDecimal = !/^-?\s*0[0-9xX]/.test(text.slice(node.start, node.end));
    const value = round(Number(node.value));
    if (isDecimal) return { value: node.isNegative && value === 0 ? -0 : value };
  }
  if (node.kind === "identifier") {
    if (/^inf(?:inity)?$/i.test(node.value)) return { value: Number.POSITIVE_INFINITY };
    if (/^nan$/i.test(node.value)) return { value: Number.NaN };
  }
  return { wanted: "a number" };
}

function readInteger(scalar: ScalarType, node: OptionValueNode): TextScalar {
  const { min, max, isWide } = integerRange(scalar);
  const wanted = `a whole number from ${min} to ${max}`;
  if (node.kind !== "integer" || node.value < min || node.value > max) return { wanted };
  if (min === 0n && node.isNegative) return { wanted };
  return { value: isWide ? node.value : Number(node.value) };
}
