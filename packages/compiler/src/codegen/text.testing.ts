// Messages as protoc prints them, for tests: the text format, by descriptors. Protobuf "Text Format".

import { type Extension, getExtension } from "trunkline/protobuf";
import type {
  ExtensionDescriptor,
  FieldDescriptor,
  MessageDescriptor,
  ScalarType,
  ValueType,
} from "../descriptor/index.js";
import { formatDouble, formatFloat } from "../descriptor-set/index.js";
import { toKey } from "./local-name.js";

type Loose = Readonly<Record<string, unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: any extension of any message
export type AnyExtension = Extension<any, any>;

/** The generated constant of an extension. */
export type FindExtension = (extension: ExtensionDescriptor) => AnyExtension;

/** What `protoc --decode` prints for `message`. */
export function toText(
  descriptor: MessageDescriptor,
  message: unknown,
  extensions: readonly ExtensionDescriptor[],
  find: FindExtension,
): string {
  const print = (of: MessageDescriptor, value: unknown, indent: string): string => {
    const own = extensions.filter(({ extendee }) => extendee === of);
    return [...of.fields, ...own]
      .sort((left, right) => left.number - right.number)
      .map((field) => printField(field, valueIn(field, value as Loose), indent))
      .join("");
  };

  const valueIn = (field: FieldDescriptor | ExtensionDescriptor, holder: Loose): unknown => {
    if (field.kind === "extension") return getExtension(holder, find(field));
    if (field.oneof === undefined) return holder[toKey(field.name)];
    const oneof = holder[toKey(field.oneof.name)] as { case: string; value: unknown } | undefined;
    return oneof?.case === toKey(field.name) ? oneof.value : undefined;
  };

  const printField = (
    field: FieldDescriptor | ExtensionDescriptor,
    value: unknown,
    indent: string,
  ): string => {
    const { type } = field;
    const name = field.kind === "extension" ? `[${field.fullName}]` : nameOf(field);
    if (value === undefined) return "";
    switch (type.kind) {
      case "singular":
        if (!field.hasPresence && isZero(value)) return "";
        return printValue(name, type.value, value, indent);
      case "repeated":
        return (value as unknown[])
          .map((each) => printValue(name, type.value, each, indent))
          .join("");
      case "map": {
        const key: ValueType = { kind: "scalar", scalar: type.key };
        return [...(value as Map<unknown, unknown>)]
          .sort(([left], [right]) => compareKeys(left, right))
          .map(([each, element]) => {
            const inner = `${indent}  `;
            const entry = printValue("key", key, each, inner);
            return `${indent}${name} {\n${entry}${printValue("value", type.value, element, inner)}${indent}}\n`;
          })
          .join("");
      }
    }
  };

  const printValue = (name: string, type: ValueType, value: unknown, indent: string): string => {
    if (type.kind === "message") {
      return `${indent}${name} {\n${print(type.message, value, `${indent}  `)}${indent}}\n`;
    }
    if (type.kind === "scalar") return `${indent}${name}: ${scalarText(type.scalar, value)}\n`;
    const known = type.enum.values.find((each) => each.number === value);
    return `${indent}${name}: ${known?.name ?? value}\n`;
  };

  return print(descriptor, message, "");
}

/** A group by the name of its message. */
function nameOf({ name, type, message }: FieldDescriptor): string {
  const { value } = type;
  if (value.kind !== "message" || !value.isDelimited || value.message.parent !== message)
    return name;
  return value.message.name.toLowerCase() === name ? value.message.name : name;
}

function isZero(value: unknown): boolean {
  if (value instanceof Uint8Array) return value.length === 0;
  return value === 0n || value === false || value === "" || Object.is(value, 0);
}

function compareKeys(left: unknown, right: unknown): number {
  if (typeof left === "string") {
    return Buffer.compare(Buffer.from(left), Buffer.from(right as string));
  }
  return (left as number) < (right as number) ? -1 : 1;
}

function scalarText(scalar: ScalarType, value: unknown): string {
  switch (scalar) {
    case "double":
      return formatDouble(value as number);
    case "float":
      return formatFloat(value as number);
    case "string":
      return quote(Buffer.from(value as string));
    case "bytes":
      return quote(value as Uint8Array);
    default:
      return String(value);
  }
}

const escapes: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "'": "\\'",
  "\\": "\\\\",
};

function quote(bytes: Uint8Array): string {
  const parts = Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    if (byte < 0x20 || byte >= 0x7f || character in escapes) {
      return escapes[character] ?? `\\${byte.toString(8).padStart(3, "0")}`;
    }
    return character;
  });
  return `"${parts.join("")}"`;
}
