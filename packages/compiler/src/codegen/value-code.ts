// What one value of a field is in generated code: its type, its default, how it is read and written.

import type { FieldDescriptor, ScalarType, ValueType } from "../descriptor/index.js";
import type { GeneratedFile } from "./generated-file.js";

/** Protobuf Encoding "Message Structure". */
export const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

const scalarWireTypes: Readonly<Record<ScalarType, number>> = {
  double: wireTypes.fixed64,
  float: wireTypes.fixed32,
  int32: wireTypes.varint,
  int64: wireTypes.varint,
  uint32: wireTypes.varint,
  uint64: wireTypes.varint,
  sint32: wireTypes.varint,
  sint64: wireTypes.varint,
  fixed32: wireTypes.fixed32,
  fixed64: wireTypes.fixed64,
  sfixed32: wireTypes.fixed32,
  sfixed64: wireTypes.fixed64,
  bool: wireTypes.varint,
  string: wireTypes.lengthDelimited,
  bytes: wireTypes.lengthDelimited,
};

export function wireTypeOf(value: ValueType): number {
  if (value.kind === "message") return wireTypes.lengthDelimited;
  return value.kind === "enum" ? wireTypes.varint : scalarWireTypes[value.scalar];
}

/** The key of a field on the wire; up to 2^32 - 1, hence no shift. */
export function tagOf(number: number, wireType: number): number {
  return number * 8 + wireType;
}

/** The scalar that an enum is on the wire. */
function scalarOf(value: Exclude<ValueType, { kind: "message" }>): ScalarType {
  return value.kind === "enum" ? "int32" : value.scalar;
}

function toHelper<T extends ScalarType>(scalar: T): Capitalize<T> {
  return (scalar.charAt(0).toUpperCase() + scalar.slice(1)) as Capitalize<T>;
}

/** What holds an integer of 64 bits. */
export type WideType = "bigint" | "string" | "number";

export function isWide(scalar: ScalarType): boolean {
  return scalar.endsWith("64");
}

/** The holder of the field's 64-bit values: by `jstype`, else by the options. */
export function wideTypeOf(file: GeneratedFile, field: FieldDescriptor): WideType {
  return field.jstype === "normal" ? (file.options.int64 ?? "bigint") : field.jstype;
}

/** The TypeScript type of a scalar as it is read and as it is written. */
export function scalarType(file: GeneratedFile, scalar: ScalarType, wide: WideType): string {
  if (isWide(scalar)) return wide;
  switch (scalar) {
    case "bool":
      return "boolean";
    case "string":
      return "string";
    case "bytes":
      return file.useGlobal("Uint8Array");
    default:
      return "number";
  }
}

/** The type of one value; `init` as it may be written. */
export function valueType(
  file: GeneratedFile,
  field: FieldDescriptor,
  value: ValueType,
  form: "message" | "init",
): string {
  switch (value.kind) {
    case "scalar":
      return scalarType(file, value.scalar, wideTypeOf(file, field));
    case "enum":
      return `${file.useType("OpenEnum")}<${file.useElementType(value.enum)}>`;
    case "message":
      return form === "init" ? file.useInitType(value.message) : file.useElementType(value.message);
  }
}

/** The value that a field without presence has when it is not set. */
export function defaultOf(
  file: GeneratedFile,
  value: Exclude<ValueType, { kind: "message" }>,
  wide: WideType,
): string {
  const scalar = scalarOf(value);
  if (isWide(scalar)) return { bigint: "0n", string: '"0"', number: "0" }[wide];
  switch (scalar) {
    case "bool":
      return "false";
    case "string":
      return '""';
    case "bytes":
      return file.use("noBytes");
    default:
      return "0";
  }
}

/** A condition that holds where `name` differs from its default. */
export function differsFromDefault(
  file: GeneratedFile,
  name: string,
  value: Exclude<ValueType, { kind: "message" }>,
  wide: WideType,
): string {
  const scalar = scalarOf(value);
  if (scalar === "double" || scalar === "float") return `${file.use("isNonZero")}(${name})`;
  if (scalar === "bytes") return `${name}.length !== 0`;
  return `${name} !== ${defaultOf(file, value, wide)}`;
}

/** An expression that reads a value which is not a message. */
export function readScalar(
  file: GeneratedFile,
  value: Exclude<ValueType, { kind: "message" }>,
  wide: WideType,
): string {
  const scalar = scalarOf(value);
  const read = `${file.use(`read${toHelper(scalar)}`)}(reader)`;
  if (!isWide(scalar) || wide === "bigint") return read;
  return wide === "string"
    ? `${file.use("bigintToString")}(${read})`
    : `${file.use("bigintToNumber")}(reader, ${read})`;
}

/** A statement that writes a value which is not a message: with its key, or without for `tag` undefined. */
export function writeScalar(
  file: GeneratedFile,
  tag: number | undefined,
  name: string,
  value: Exclude<ValueType, { kind: "message" }>,
  wide: WideType,
): string {
  const scalar = scalarOf(value);
  const helper = file.use(`${tag === undefined ? "put" : "write"}${toHelper(scalar)}`);
  let argument = name;
  if (isWide(scalar) && wide === "string") argument = `${file.use("bigintFromString")}(${name})`;
  if (isWide(scalar) && wide === "number") argument = `${file.use("bigintFromNumber")}(${name})`;
  return tag === undefined
    ? `${helper}(out, ${argument});`
    : `${helper}(out, ${tag}, ${argument});`;
}
