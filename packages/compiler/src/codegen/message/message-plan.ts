// A message as the generator sees it: its properties in order, and the names its functions have.

import type {
  FieldDescriptor,
  MessageDescriptor,
  OneofDescriptor,
} from "../../descriptor/index.js";
import { namesOfFile } from "../file-names.js";
import type { GeneratedFile } from "../generated-file.js";
import { isBodyName, isReservedWord, toKey } from "../local-name.js";
import { runtimeFunctions } from "../runtime-names.js";

/** One property of a message: a field, or a oneof with all its members. */
export type Property =
  | { readonly kind: "field"; readonly key: string; readonly field: FieldDescriptor }
  | { readonly kind: "oneof"; readonly key: string; readonly oneof: OneofDescriptor };

export interface MessagePlan {
  readonly message: MessageDescriptor;
  readonly name: string;
  readonly initName: string;
  /** In the order of the file; a oneof stands where its first member does. */
  readonly properties: readonly Property[];
  /** The variable with the keys; undefined for the holder of an extension, which users do not write. */
  readonly keysName: string | undefined;
  readonly createName: string;
  readonly writeName: string;
  readonly readName: string;
  /** Undefined where the field table alone says what becomes of the message in JSON. */
  readonly convertName: string | undefined;
}

/** Takes the names of the functions of `message`; called once for each message, before any prints. */
export function planMessage(file: GeneratedFile, message: MessageDescriptor): MessagePlan {
  const { names, initNames } = namesOfFile(message.file);
  const name = names.get(message)!;
  return {
    message,
    name,
    initName: initNames.get(message)!,
    properties: propertiesOf(message),
    keysName: file.declare(`${name.charAt(0).toLowerCase()}${name.slice(1)}Keys`),
    createName: file.declare(`create${name}`),
    writeName: file.declare(`write${name}`),
    readName: file.declare(`read${name}`),
    convertName: isConverted(message) ? file.declare(`convert${name}`) : undefined,
  };
}

/** The types of `google.protobuf` that have a form of their own in JSON. */
const wellKnownNames: ReadonlySet<string> = new Set(
  (
    "Any BoolValue BytesValue DoubleValue Duration FieldMask FloatValue Int32Value Int64Value ListValue StringValue " +
    "Struct Timestamp UInt32Value UInt64Value Value"
  )
    .split(" ")
    .map((name) => `google.protobuf.${name}`),
);

/**
 * Whether the message has a function that makes JSON of it. By their field table are converted: messages with a form
 * of their own, or without fields, or with required ones, and those with a name that objects inherit, which cannot
 * be assigned to everywhere.
 */
function isConverted({ fullName, fields }: MessageDescriptor): boolean {
  return (
    fields.length > 0 &&
    !wellKnownNames.has(fullName) &&
    !fields.some(({ isRequired, jsonName }) => isRequired || jsonName in {})
  );
}

export function propertiesOf(message: MessageDescriptor): readonly Property[] {
  const properties: Property[] = [];
  for (const field of message.fields) {
    const oneof = field.oneof;
    if (oneof === undefined) properties.push({ kind: "field", key: toKey(field.name), field });
    else if (oneof.fields[0] === field) {
      properties.push({ kind: "oneof", key: toKey(oneof.name), oneof });
    }
  }
  return properties;
}

/**
 * The variable that holds a property inside a function. Beside what the runtime exports it gets a `_`:
 * `readString$` may be what `readString` is imported as, by a line that is still to be printed.
 */
export function toLocal(file: GeneratedFile, key: string): string {
  let local = runtimeFunctions.has(key) ? `${key}_` : key;
  while (isBodyName(local) || isReservedWord(local) || file.isTaken(local)) local += "$";
  return local;
}

/** The longest line that is not broken. */
const LINE_LENGTH = 100;

/** A statement that takes `entries` out of the object called `from`: on one line where they fit. */
export function destructure(entries: readonly string[], from: string): string[] {
  const line = `  const { ${entries.join(", ")} } = ${from};`;
  if (line.length <= LINE_LENGTH) return [line];
  return ["  const {", ...entries.map((entry) => `    ${entry},`), `  } = ${from};`];
}

/** `address: address`, shortened where it can be. */
export function toEntry(key: string, value: string): string {
  return key === value ? key : `${key}: ${value}`;
}
