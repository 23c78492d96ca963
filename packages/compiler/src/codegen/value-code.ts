// What one value of a field is in generated code: its type, its default, how it is read and written.

import type { ScalarType, ValueType } from "../descriptor/index.js";
import type { GeneratedFile } from "./generated-file.js";
import { holdingOf } from "./holding.js";
import type { packedHelpers } from "./runtime-names.js";
import type { ValueForm, WideType } from "./value-form.js";

/** Protobuf Encoding "Message Structure". */
export const wireTypes = {
  varint: 0,
  fixed64: 1,
  lengthDelimited: 2,
  group: 3,
  fixed32: 5,
} as const;

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
  if (value.kind === "message") {
    return value.isDelimited ? wireTypes.group : wireTypes.lengthDelimited;
  }
  return value.kind === "enum" ? wireTypes.varint : scalarWireTypes[value.scalar];
}

/** The key of a field on the wire; up to 2^32 - 1, hence no shift. */
export function tagOf(number: number, wireType: number): number {
  return number * 8 + wireType;
}

/** A value that is one number, string or array of bytes. */
export type PlainType = Exclude<ValueType, { kind: "message" }>;

/** The scalar that an enum is on the wire. */
function scalarOf(value: PlainType): ScalarType {
  return value.kind === "enum" ? "int32" : value.scalar;
}

type WideScalar = Extract<ScalarType, `${string}64`>;

/** What functions of the runtime for these values have in their names. */
function toHelper<T extends ScalarType>(
  scalar: T,
  wide: WideType,
): Capitalize<T> | `${Capitalize<T & WideScalar>}Number` {
  const name = (scalar.charAt(0).toUpperCase() + scalar.slice(1)) as Capitalize<T>;
  return isWide(scalar) && wide === "number"
    ? (`${name}Number` as `${Capitalize<T & WideScalar>}Number`)
    : name;
}

export function isWide(scalar: ScalarType): boolean {
  return scalar.endsWith("64");
}

/** An enum whose fields hold none but its values. */
export function isClosed(value: ValueType): value is ValueType & { kind: "enum" } {
  return value.kind === "enum" && value.enum.features.enum_type === "CLOSED";
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
  form: ValueForm,
  value: ValueType,
  as: "message" | "init",
): string {
  switch (value.kind) {
    case "scalar":
      return scalarType(file, value.scalar, form.wide);
    case "enum": {
      const name = file.useElementType(value.enum);
      return isClosed(value) ? name : `${file.useType("OpenEnum")}<${name}>`;
    }
    case "message": {
      const holding = holdingOf(value, form);
      if (holding !== undefined) return file.useGlobal(holding.type);
      return as === "init" ? file.useInitType(value.message) : file.useElementType(value.message);
    }
  }
}

/** The value that a field without presence has when it is not set. */
export function defaultOf(file: GeneratedFile, value: PlainType, { wide }: ValueForm): string {
  // That of an open enum is 0, and so is its first value.
  if (value.kind === "enum") return String(value.enum.values[0]?.number ?? 0);
  const { scalar } = value;
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
  value: PlainType,
  form: ValueForm,
): string {
  const scalar = scalarOf(value);
  if (scalar === "double" || scalar === "float") return `${file.use("isNonZero")}(${name})`;
  if (scalar === "bytes") return `${name}.length !== 0`;
  return `${name} !== ${defaultOf(file, value, form)}`;
}

/** An expression that reads a value which is not a message: of a closed enum, any number. */
export function readScalar(file: GeneratedFile, value: PlainType, form: ValueForm): string {
  const scalar = scalarOf(value);
  if (scalar === "bytes" && form.bytes === "view") return `${file.use("viewBytes")}(reader)`;
  if (scalar === "string" && form.isLossy) return `${file.use("readLossyString")}(reader)`;
  const read = `${file.use(`read${toHelper(scalar, form.wide)}`)}(reader)`;
  const isString = isWide(scalar) && form.wide === "string";
  return isString ? `${file.use("bigintToString")}(${read})` : read;
}

/**
 * What the helpers for a packed field of these values have in their names, `writePackedInt32`; undefined where
 * each value has to be converted or looked at.
 */
export function packedHelper(
  value: PlainType,
  { wide }: ValueForm,
): (typeof packedHelpers)[number] | undefined {
  const scalar = scalarOf(value);
  if (isClosed(value) || (isWide(scalar) && wide === "string")) return undefined;
  return scalar === "string" || scalar === "bytes" ? undefined : toHelper(scalar, wide);
}

/** A statement that writes a value which is not a message: with its key, or without for `tag` undefined. */
export function writeScalar(
  file: GeneratedFile,
  tag: number | undefined,
  name: string,
  value: PlainType,
  form: ValueForm,
): string {
  const scalar = scalarOf(value);
  const helper = file.use(`${tag === undefined ? "put" : "write"}${toHelper(scalar, form.wide)}`);
  const argument = toWritten(file, name, value, form);
  return tag === undefined
    ? `${helper}(out, ${argument});`
    : `${helper}(out, ${tag}, ${argument});`;
}

/** The value called `name` as the functions that write take it. */
function toWritten(file: GeneratedFile, name: string, value: PlainType, form: ValueForm): string {
  if (isClosed(value)) {
    return `${file.use("knownValue")}(${file.useNumbers(value.enum)}, ${name})`;
  }
  const isString = isWide(scalarOf(value)) && form.wide === "string";
  return isString ? `${file.use("bigintFromString")}(${name})` : name;
}
