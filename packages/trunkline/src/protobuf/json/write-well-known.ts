// The messages of google.protobuf that JSON has a form of its own for. ProtoJSON "Any", "Timestamp", "Duration",
// "FieldMask", "Struct", "Wrappers".

import { checkMember } from "../create-values.js";
import type { FieldPlan, MessagePlan } from "../message-plan.js";
import type { Moment } from "../moment-text.js";
import { describeValue, rejectValue } from "../value-error.js";
import { isUint8Array } from "../write-length.js";
import { decodeAny, planInAny } from "./any-type.js";
import { failJson } from "./json-error.js";
import { camelPath } from "./mask-path.js";
import { putSpan, putTime } from "./put-moment.js";
import { putAscii, putString } from "./put-text.js";
import type { WellKnownName } from "./well-known-name.js";
import { type JsonWriter, MAX_ANYS, MAX_WRITE_DEPTH } from "./writer.js";

type Values = Readonly<Record<string, unknown>>;

/** @throws JsonFault for what JSON has no form for; TypeError for a wrong value */
export function writeWellKnown(
  writer: JsonWriter,
  plan: MessagePlan,
  name: WellKnownName,
  message: Values,
): void {
  switch (name) {
    case "Any":
      writeAny(writer, message);
      break;
    case "Timestamp":
      putTime(writer.out, momentOf(message));
      break;
    case "Duration":
      putSpan(writer.out, momentOf(message));
      break;
    case "FieldMask":
      putString(writer.out, maskText(message));
      break;
    case "Value":
      writeValue(writer, plan, message);
      break;
    case "Struct":
    case "ListValue":
      writer.field(plan.fields[0]!, message[plan.fields[0]!.key]);
      break;
    default:
      writer.field(plan.fields[0]!, message.value);
  }
}

/** Of a Timestamp or a Duration. */
export function momentOf({ seconds = 0n, nanos = 0 }: Values): Moment {
  if (typeof seconds !== "bigint") rejectValue("int64", seconds);
  if (!Number.isInteger(nanos)) rejectValue("int32", nanos);
  return { seconds, nanos: nanos as number };
}

/** Of a FieldMask. */
export function maskText({ paths = [] }: Values): string {
  const list = paths as readonly string[];
  const camel = list.map((path) => {
    if (typeof path !== "string") rejectValue("string", path);
    const text = camelPath(path);
    if (text === undefined) failJson(`the path ${describeValue(path)} has no form in JSON`);
    return text;
  });
  return camel.join(",");
}

function writeValue(writer: JsonWriter, plan: MessagePlan, message: Values): void {
  const field = fieldOfValue(plan, message);
  if (++writer.depth > MAX_WRITE_DEPTH) {
    failJson(`nested deeper than ${MAX_WRITE_DEPTH} messages: a cycle?`);
  }
  writer.field(field, (message.kind as { value: unknown }).value);
  writer.depth--;
}

/** The member of a google.protobuf.Value that is set. @throws JsonFault where JSON has no form for it */
export function fieldOfValue(plan: MessagePlan, { kind }: Values): FieldPlan {
  if (kind === undefined) failJson("expected a google.protobuf.Value with a kind, got none");
  const { case: member, value } = kind as { case: string; value: unknown };
  if (member === "numberValue" && typeof value === "number" && !Number.isFinite(value)) {
    failJson(`expected a number that JSON has, got ${value}`);
  }
  const field = plan.properties[0]!.members!.get(member);
  if (field === undefined) {
    throw new TypeError(`expected a member of the oneof, got ${describeValue(member)}`);
  }
  checkMember(value);
  return field;
}

/** The message inside, with its type; under `value` where it is no object of fields itself. */
function writeAny(writer: JsonWriter, { typeUrl = "", value }: Values): void {
  const { out } = writer;
  if (typeof typeUrl !== "string") rejectValue("string", typeUrl);
  const bytes = value === undefined ? new Uint8Array(0) : value;
  if (!isUint8Array(bytes)) rejectValue("bytes", value);
  if (typeUrl === "" && bytes.length === 0) {
    putAscii(out, "{}");
    return;
  }
  if (++writer.anys > MAX_ANYS)
    failJson(`has more than ${MAX_ANYS} google.protobuf.Any in another`);
  const plan = planInAny(writer.registry, typeUrl);
  const message = decodeAny(plan, bytes);
  putAscii(out, '{"@type":');
  putString(out, typeUrl);
  if (plan.wellKnown === undefined) writer.fields(plan, message);
  else {
    putAscii(out, ',"value":');
    writer.message(plan, message);
  }
  writer.anys--;
  putAscii(out, "}");
}
