// The messages of google.protobuf that JSON has a form of its own for. ProtoJSON "Any", "Timestamp", "Duration",
// "FieldMask", "Struct", "Wrappers".

import type { FieldInfo } from "../generated-type.js";
import { holdDuration, holdTimestamp } from "../held-moment.js";
import type { MessagePlan } from "../message-plan.js";
import { isShortSpan, type Moment, parseSpan, parseTime } from "../moment-text.js";
import { shorten } from "../shorten.js";
import { planInAny } from "./any-type.js";
import { isJsonObject, rejectJson } from "./describe-json.js";
import { failJson, insideProperty } from "./json-error.js";
import { snakePath } from "./mask-path.js";
import { readString } from "./read-scalar.js";
import type { JsonReader, Message } from "./reader.js";
import type { WellKnownName } from "./well-known-name.js";

/** Fills in `message`, which is empty. */
export function readWellKnown(
  reader: JsonReader,
  plan: MessagePlan,
  name: WellKnownName,
  json: unknown,
  message: Message,
): Message {
  switch (name) {
    case "Any":
      readAny(reader, json, message);
      break;
    case "Timestamp":
      Object.assign(message, timeFrom(json));
      break;
    case "Duration":
      Object.assign(message, spanFrom(json));
      break;
    case "FieldMask":
      message.paths = pathsFrom(json);
      break;
    case "Value":
      readValue(reader, plan, json, message);
      break;
    case "Struct":
    case "ListValue":
      reader.enter();
      if (json === null) rejectJson(name === "Struct" ? "an object" : "an array", json);
      reader.field(plan.fields[0]!, message, json);
      reader.leave();
      break;
    default:
      if (json === null) rejectJson("a value", json);
      reader.field(plan.fields[0]!, message, json);
  }
  return message;
}

/** A Timestamp that is not held as a message. */
export function readTimestamp(as: FieldInfo["as"], json: unknown): unknown {
  return holdTimestamp(as, timeFrom(json));
}

/** A Duration that is not held as a message. */
export function readDuration(as: FieldInfo["as"], json: unknown): unknown {
  return holdDuration(as, spanFrom(json));
}

function timeFrom(json: unknown): Moment {
  return momentFrom(parseTime, json);
}

function spanFrom(json: unknown): Moment {
  const moment = momentFrom(parseSpan, json);
  if (!isShortSpan(moment)) rejectJson("a duration of at most 315576000000 s", json);
  return moment;
}

function momentFrom(parse: (text: string) => Moment, json: unknown): Moment {
  try {
    return parse(json as string);
  } catch (error) {
    failJson((error as Error).message);
  }
}

function pathsFrom(json: unknown): string[] {
  const text = readString(json);
  if (text === "") return [];
  return text
    .split(",")
    .map((path) => snakePath(path) ?? rejectJson("paths in lowerCamelCase", json));
}

function readValue(reader: JsonReader, plan: MessagePlan, json: unknown, message: Message): void {
  const member = memberFor(json);
  const field = plan.fields.find((each) => each.member === member);
  if (field === undefined) rejectJson("a value of JSON", json);
  reader.field(field, message, member === "numberValue" ? finite(json) : json);
}

function memberFor(json: unknown): string | undefined {
  switch (typeof json) {
    case "string":
      return "stringValue";
    case "boolean":
      return "boolValue";
    case "number":
    case "bigint":
      return "numberValue";
    case "object":
      return json === null ? "nullValue" : Array.isArray(json) ? "listValue" : "structValue";
    default:
      return undefined;
  }
}

function finite(json: unknown): number {
  const number = Number(json);
  if (!Number.isFinite(number)) rejectJson("a number that a double can hold", json);
  return number;
}

function readAny(reader: JsonReader, json: unknown, message: Message): void {
  if (!isJsonObject(json)) rejectJson("an object", json);
  const names = Object.keys(json);
  if (names.length === 0) return;
  if (!Object.hasOwn(json, "@type")) rejectJson('an object with "@type"', json);
  const plan = planInType(reader, json["@type"]);
  message.typeUrl = json["@type"];
  message.value = plan.type.encode(
    plan.wellKnown === undefined
      ? readAnyFields(reader, plan, json)
      : readAnyValue(reader, plan, json, names),
  );
}

function planInType(reader: JsonReader, type: unknown): MessagePlan {
  try {
    return planInAny(reader.registry, readString(type));
  } catch (error) {
    throw insideProperty(error, "@type");
  }
}

function readAnyFields(reader: JsonReader, plan: MessagePlan, json: object): Message {
  const outer = reader.any;
  reader.any = json;
  const inner = reader.fields(plan, json);
  reader.any = outer;
  return inner;
}

/** A type with a form of its own is under `value`. */
function readAnyValue(
  reader: JsonReader,
  plan: MessagePlan,
  json: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Message {
  reader.names += names.length;
  for (const name of names) {
    if (name === "@type" || name === "value") continue;
    if (!reader.ignoresUnknown)
      failJson(`expected nothing but "@type" and "value", got ${shorten(name)}`);
    reader.skip(json[name]);
  }
  if (!Object.hasOwn(json, "value")) failJson('expected "value" beside "@type"');
  reader.enter();
  try {
    return reader.message(plan, json.value);
  } catch (error) {
    throw insideProperty(error, "value");
  } finally {
    reader.leave();
  }
}
