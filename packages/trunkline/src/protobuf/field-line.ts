// The field table as generated code has it: a line of text a field. TypeScript, bundlers and Node read text many
// times as fast as objects with functions in them, and most programs never ask for the table.
//
//   "2 user_id int64"                      number, name and type
//   "3 tags string repeated"               then what else there is to say, in any order
//   "4 kind enum:0 prefix:KIND_"           the first of the parts, whose constant leaves out the prefix
//   "5 ships message:1 map:int32"          the second of the parts, by keys that are int32
//   "6 email string optional oneof:contact"

import type { AnyGeneratedType, FieldInfo } from "./generated-type.js";

/** A field as a line, or as an object where a line cannot say it. */
export type FieldLine = string | FieldInfo;

/** Gives the enums and message types that lines refer to; a function because types may contain themselves. */
export type FieldParts = () => readonly unknown[];

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What `lines` say, in their order. */
export function readFieldLines(
  lines: readonly FieldLine[],
  parts: FieldParts | undefined,
): readonly FieldInfo[] {
  const all = parts === undefined ? [] : parts();
  return lines.map((line) => (typeof line === "string" ? readFieldLine(line, all) : line));
}

function readFieldLine(line: string, parts: readonly unknown[]): FieldInfo {
  const [number, name, what, ...rest] = line.split(" ") as [string, string, string, ...string[]];
  const [type, at] = what.split(":");
  const field: Writable<FieldInfo> = {
    name,
    number: Number(number),
    // Fields whose key is another come as objects.
    key: toCamelCase(name),
    type: type as FieldInfo["type"],
  };
  const part = parts[Number(at)];
  if (type === "enum") field.values = part as Readonly<Record<string, number>>;
  if (type === "message") field.message = () => part as AnyGeneratedType;
  for (const mark of rest) readMark(field, mark);
  return field;
}

/** What a mark says of a field: that it is so, or the text after its colon. */
const marks: Readonly<Record<string, keyof FieldInfo>> = {
  repeated: "isRepeated",
  typed: "typed",
  optional: "hasPresence",
  required: "isRequired",
  closed: "isClosed",
  delimited: "isDelimited",
  map: "map",
  keyAs: "keyAs",
  prefix: "valuePrefix",
  oneof: "oneof",
  as: "as",
};

function readMark(field: Writable<FieldInfo>, mark: string): void {
  const [name, value = true] = mark.split(":") as [string, string?];
  const key = marks[name];
  if (key === undefined) throw new TypeError(`"${mark}" is not known of the field "${field.name}"`);
  (field as Record<string, unknown>)[key] = value;
}

/** `user_id` is `userId`; a name that would not begin with a letter then stays as it is. */
export function toCamelCase(name: string): string {
  const camel = name.replace(/_+(.?)/g, (_, letter: string) => letter.toUpperCase());
  return /^[A-Za-z]/.test(camel) ? camel : name;
}
