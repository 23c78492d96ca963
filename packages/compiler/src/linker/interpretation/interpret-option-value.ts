// What is assigned to an option, as the type of its field has it (Protobuf Language "Constant").

import type { OptionNode, ScalarValueNode } from "../../ast/index.js";
import type {
  EnumDescriptor,
  ExtensionDescriptor,
  FieldDescriptor,
  ScalarType,
  SingleValue,
} from "../../descriptor/index.js";
import { closestName } from "../../diagnostic/index.js";
import * as errors from "../errors/index.js";
import type { FileLink } from "../file-link.js";
import { checkNumberUse } from "./check-use.js";
import { integerRange } from "./integer-ranges.js";
import { interpretAggregate } from "./interpret-aggregate.js";

/** The value of `option`, whose name leads to `field`. Reports one that does not fit, and returns undefined. */
export function interpretOptionValue(
  link: FileLink,
  field: FieldDescriptor | ExtensionDescriptor,
  option: OptionNode,
): SingleValue | undefined {
  const { value } = option;
  const type = field.type.value;
  // checkOptions() has looked at what plain names are set to.
  const isChecked = option.name.parts.length === 1 && !option.name.parts[0]!.isExtension;
  if (type.kind === "message" || field.type.kind === "map") {
    if (value.kind === "aggregate") return interpretAggregate(link, field, value);
    link.diagnostics.add(errors.optionNeedsMessage(link.span(value), option.name.text));
    return undefined;
  }
  if (value.kind === "aggregate") {
    if (!isChecked) {
      const wanted = type.kind === "enum" ? "the name of a value" : type.scalar;
      link.diagnostics.add(errors.optionValueMismatch(link.span(value), option.name.text, wanted));
    }
    return undefined;
  }
  const result = type.kind === "enum" ? readEnum(type.enum, value) : readScalar(type.scalar, value);
  if (!("wanted" in result)) {
    if (type.kind === "enum") checkNumberUse(link, type.enum, result.value, value);
    return result.value;
  }
  if (!isChecked) {
    const at = link.span(value);
    const { wanted, suggestion } = result;
    link.diagnostics.add(errors.optionValueMismatch(at, option.name.text, wanted, suggestion));
  }
  return undefined;
}

type Result =
  | { readonly value: SingleValue }
  | { readonly wanted: string; readonly suggestion?: string | undefined };

function readEnum(type: EnumDescriptor, node: ScalarValueNode): Result {
  const word = node.kind === "identifier" ? node.value : "";
  const found = type.values.find(({ name }) => name === word);
  if (found !== undefined) return { value: found.number };
  const names = type.values.map(({ name }) => name);
  return {
    wanted: `the name of a value of enum "${type.fullName}"`,
    suggestion: closestName(word, names),
  };
}

function readScalar(scalar: ScalarType, node: ScalarValueNode): Result {
  switch (scalar) {
    case "double":
    case "float":
      return readFloat(scalar, node);
    case "bool":
      if (node.kind === "identifier" && node.value === "true") return { value: true };
      if (node.kind === "identifier" && node.value === "false") return { value: false };
      return { wanted: "true or false" };
    case "string":
    case "bytes":
      if (node.kind === "string") return { value: node.bytes ?? node.value };
      return { wanted: "a string in quotes" };
    default:
      return readInteger(scalar, node);
  }
}

function readFloat(scalar: "double" | "float", node: ScalarValueNode): Result {
  const round = scalar === "float" ? Math.fround : (value: number) => value;
  if (node.kind === "float") return { value: round(node.value) };
  if (node.kind === "integer") return { value: round(Number(node.value)) };
  if (node.kind === "identifier" && node.value === "inf")
    return { value: Number.POSITIVE_INFINITY };
  if (node.kind === "identifier" && node.value === "nan") return { value: Number.NaN };
  return { wanted: "a number" };
}

function readInteger(scalar: ScalarType, node: ScalarValueNode): Result {
  const { min, max, isWide } = integerRange(scalar);
  const wanted = `a whole number from ${min} to ${max}`;
  if (node.kind !== "integer") return { wanted };
  // Even -0 is no unsigned number.
  if (node.value < min || node.value > max || (min === 0n && node.isNegative)) return { wanted };
  return { value: isWide ? node.value : Number(node.value) };
}
