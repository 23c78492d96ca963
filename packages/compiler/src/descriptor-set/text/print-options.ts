// Options messages as the statements that set them, by the fields that descriptor.proto has for them.
// Options of one's own are left out: what declares them need not be in the set.

import {
  type FieldDescriptor,
  type MessageDescriptor,
  ProtoMessage,
  type RawField,
  type ScalarType,
} from "../../descriptor/index.js";
import { compile } from "../../linker/index.js";

/** `name = value` for each option that `bytes`, a message of `type` (`FieldOptions`), sets. */
export function optionSettings(bytes: Uint8Array | undefined, type: string): readonly string[] {
  if (bytes === undefined || bytes.length === 0) return [];
  const descriptor = optionsTypes().get(type);
  if (descriptor === undefined) return [];
  return valuesOf(new ProtoMessage(bytes), descriptor)
    .filter(({ name }) => name !== "map_entry" && name !== "uninterpreted_option")
    .map(({ name, text }) => `${name} = ${text}`);
}

let types: ReadonlyMap<string, MessageDescriptor> | undefined;

function optionsTypes(): ReadonlyMap<string, MessageDescriptor> {
  if (types === undefined) {
    const files = ["google/protobuf/descriptor.proto"];
    const [file] = compile(files, { fileSystem: { read: () => undefined } }).files;
    types = new Map(file?.messages.map((message) => [message.name, message]));
  }
  return types;
}

interface FieldText {
  readonly name: string;
  readonly text: string;
}

/** The fields of `message` that `type` knows and that text can be made of. */
function valuesOf(message: ProtoMessage, type: MessageDescriptor): readonly FieldText[] {
  return type.fields.flatMap((field) => {
    const { name } = field;
    const records = message.all(field.number);
    const held = field.type.kind === "singular" ? records.slice(-1) : records.flatMap(unpacked);
    return held.flatMap((record) => {
      const text = valueText(record, field);
      return text === undefined ? [] : [{ name, text }];
    });
  });

  /** Packed enums: repeated strings and messages stay as they are. */
  function unpacked(record: RawField): RawField[] {
    const field = type.fields.find(({ number }) => number === record.number);
    const isEnum = field?.type.kind === "repeated" && field.type.value.kind === "enum";
    if (!isEnum || record.bytes === undefined) return [record];
    const { number } = record;
    const integers = [...record.bytes].map((value) => BigInt(value));
    return integers.map((integer) => ({ number, integer, bytes: undefined }));
  }
}

function valueText({ integer, bytes }: RawField, { type }: FieldDescriptor): string | undefined {
  const { value } = type;
  if (value.kind === "enum") {
    const number = Number(BigInt.asIntN(32, integer));
    return value.enum.values.find((one) => one.number === number)?.name;
  }
  if (value.kind === "message") {
    const fields = valuesOf(new ProtoMessage(bytes ?? new Uint8Array()), value.message);
    if (fields.length === 0) return undefined;
    return `{ ${fields.map(({ name, text }) => `${name}: ${text}`).join(" ")} }`;
  }
  return scalarText(integer, bytes, value.scalar);
}

function scalarText(
  integer: bigint,
  bytes: Uint8Array | undefined,
  scalar: ScalarType,
): string | undefined {
  switch (scalar) {
    case "bool":
      return integer === 0n ? "false" : "true";
    case "string":
    case "bytes":
      return quote(new TextDecoder().decode(bytes));
    case "int32":
    case "int64":
      return `${BigInt.asIntN(64, integer)}`;
    case "uint32":
    case "uint64":
      return `${integer}`;
    default:
      // No option of descriptor.proto is of another type.
      return undefined;
  }
}

/** `text` as a string of a .proto file. */
export function quote(text: string): string {
  const escaped = text.replace(/[\\"\p{Cc}]/gu, (character) => {
    if (character === "\\" || character === '"') return `\\${character}`;
    const code = character.codePointAt(0)!;
    return code < 0x80
      ? `\\${code.toString(8).padStart(3, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}
