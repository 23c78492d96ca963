// A message as a value of JSON: the walk of write-message.ts, which ends in objects and not in text. ProtoJSON.

import { checkMessage } from "../check-message.js";
import { knownValue } from "../closed-enums.js";
import { checkMember, entriesOf, isEmptyMap, type MapInit, rejectCase } from "../create-values.js";
import { absentValueOf, isLeftOut } from "../field-zero.js";
import type { FieldInfo } from "../generated-type.js";
import { momentOfDuration, momentOfTimestamp } from "../held-moment.js";
import {
  type EnumPlan,
  type FieldPlan,
  Kind,
  type MessagePlan,
  type PropertyPlan,
  planOf,
  recordKeyOf,
  Shape,
} from "../message-plan.js";
import { checkElements } from "../typed-lists.js";
import { rejectValue } from "../value-error.js";
import { extensionsIn } from "./any-type.js";
import { failJson, insideElement, insideProperty } from "./json-error.js";
import type { JsonValue } from "./json-value.js";
import { listValue } from "./list-value.js";
import { areInOrder, isWritten } from "./message-walk.js";
import { spanValue, timeValue } from "./moment-value.js";
import type { JsonWriteOptions } from "./options.js";
import type { JsonFields, JsonOutput } from "./output.js";
import {
  boolValue,
  int32Value,
  scalarValue,
  signedValue,
  stringValue,
  wellFormed,
} from "./scalar-value.js";
import { borrowTextMemory, returnTextMemory, type TextMemory, textOf } from "./text-memory.js";
import { MessageWriter } from "./write-message.js";
import { fieldOfValue, maskText, momentOf } from "./write-well-known.js";
import { MAX_WRITE_DEPTH } from "./writer.js";

type Values = Readonly<Record<string, unknown>>;

type JsonObject = Record<string, JsonValue>;

/** Makes one message a value of JSON. */
export class ValueWriter implements JsonOutput {
  readonly #options: JsonWriteOptions;
  readonly #usesProtoNames: boolean;
  readonly #usesEnumNumbers: boolean;
  readonly #writesDefaults: boolean;
  /** Whether generated code is not asked: it knows one name of each field, leaves out defaults, and has no paths. */
  readonly #isByTable: boolean;
  #depth = 0;

  constructor(options: JsonWriteOptions, isByTable: boolean) {
    this.#options = options;
    this.#usesProtoNames = options.protoNames === true;
    this.#usesEnumNumbers = options.enumsAsNumbers === true;
    this.#writesDefaults = options.defaultValues === true;
    this.#isByTable = isByTable || this.#usesProtoNames || this.#writesDefaults;
  }

  message(plan: MessagePlan, message: unknown): JsonValue {
    if (plan.wellKnown !== undefined) return this.#wellKnown(plan, message);
    this.#enter();
    const json: JsonObject = {};
    if (plan.jsonFields !== undefined && !this.#isByTable) {
      checkMessage(message as object, plan.keys);
      plan.jsonFields(this, plan.fields, message as never, json);
      // Not loaded where it does not count: that takes long of messages of any type.
      if (this.#options.registry !== undefined && (message as Values).$unknown !== undefined) {
        this.#extensions(plan, message as Values, json);
      }
      this.#depth--;
      return json;
    }
    const isWhole = this.#writesDefaults || plan.hasRequired;
    if (!isWhole && areInOrder(plan.properties, message)) {
      this.#inOrder(plan, message as Values, json);
    } else this.#anyOrder(plan, message as Values, json);
    this.#depth--;
    return json;
  }

  string(field: FieldPlan, value: unknown): JsonValue | undefined {
    if (value === undefined || (value === "" && !field.hasPresence)) return undefined;
    return stringValue(value);
  }

  bool(field: FieldPlan, value: unknown): JsonValue | undefined {
    if (value === undefined || (value === false && !field.hasPresence)) return undefined;
    return boolValue(value);
  }

  int32(field: FieldPlan, value: unknown): JsonValue | undefined {
    if (value === undefined || (value === 0 && !field.hasPresence)) return undefined;
    return int32Value(value);
  }

  double(field: FieldPlan, value: unknown): JsonValue | undefined {
    if (typeof value === "number") {
      if (value === 0 && !field.hasPresence && Object.is(value, 0)) return undefined;
      return Number.isFinite(value) ? value : `${value}`;
    }
    if (value !== undefined) rejectValue("double", value);
    return undefined;
  }

  int64(field: FieldPlan, value: unknown): JsonValue | undefined {
    if (value === undefined || (value === 0n && !field.hasPresence)) return undefined;
    return signedValue(value);
  }

  enum(field: FieldPlan, value: unknown): JsonValue | undefined {
    if (value === undefined || (value === 0 && !field.hasPresence)) return undefined;
    return this.#enum(field.enum!, value);
  }

  inner(field: FieldPlan, value: unknown): JsonValue | undefined {
    return value === undefined ? undefined : this.message(field.message, value);
  }

  value(field: FieldPlan, value: unknown): JsonValue | undefined {
    if (value === undefined || isLeftOut(field, value)) return undefined;
    return this.#single(field, value);
  }

  list(field: FieldPlan, values: object | undefined): JsonValue | undefined {
    if (values === undefined) return undefined;
    checkElements(values as readonly unknown[], field.typed);
    if ((values as readonly unknown[]).length === 0) return undefined;
    return this.#elements(field, values as readonly unknown[]);
  }

  map(field: FieldPlan, entries: object | undefined): JsonValue | undefined {
    if (entries === undefined || isEmptyMap(entries as MapInit<unknown, unknown>)) return undefined;
    return this.#map(field, entries as MapInit<unknown, unknown>);
  }

  oneof(field: FieldPlan, value: object | undefined, json: JsonFields): void {
    if (value !== undefined) this.#oneof(field.members!, value, json);
  }

  #inOrder(plan: MessagePlan, message: Values, json: JsonObject): void {
    const { properties } = plan;
    let next = 0;
    let property: PropertyPlan | undefined;
    try {
      for (const key in message) {
        const value = message[key];
        if (key === "$unknown") {
          property = undefined;
          if (value !== undefined) this.#extensions(plan, message, json);
          continue;
        }
        for (property = properties[next++]!; property.key !== key; ) property = properties[next++]!;
        if (value === undefined) continue;
        const { field } = property;
        if (property.members !== undefined) this.#oneof(property.members, value, json);
        else if (typeof value === "string" && field.isText && field.isSafeName) {
          // Most fields of most messages: as below, but without asking what they are.
          if (value === "" && !field.hasPresence) continue;
          json[this.#usesProtoNames ? field.protoName : field.jsonName] = wellFormed(value);
        } else if (!isLeftOut(field, value)) {
          const name = this.#usesProtoNames ? field.protoName : field.jsonName;
          if (field.isSafeName) json[name] = this.#field(field, value);
          else setOwn(json, name, this.#field(field, value));
        }
      }
    } catch (error) {
      throw property === undefined || property.members !== undefined
        ? error
        : this.#inside(error, property.field);
    }
  }

  #anyOrder(plan: MessagePlan, message: Values, json: JsonObject): void {
    checkMessage(message, plan.keys);
    for (const { key, members, field } of plan.properties) {
      const value = message[key];
      if (members !== undefined) {
        if (value !== undefined) this.#oneof(members, value, json);
        continue;
      }
      try {
        if (isWritten(field, value, this.#writesDefaults)) this.#set(json, field, value);
      } catch (error) {
        throw this.#inside(error, field);
      }
    }
    if (message.$unknown !== undefined) this.#extensions(plan, message, json);
  }

  #oneof(members: ReadonlyMap<string, FieldPlan>, oneof: unknown, json: JsonObject): void {
    const { case: member, value } = oneof as { case: string; value: unknown };
    const field = members.get(member) ?? rejectCase({ case: member });
    checkMember(value);
    try {
      if (field.isSafeName) {
        const name = this.#usesProtoNames ? field.protoName : field.jsonName;
        json[name] = this.#member(field, value);
      } else this.#set(json, field, value);
    } catch (error) {
      throw this.#inside(error, field);
    }
  }

  #inside(error: unknown, field: FieldPlan): unknown {
    return insideProperty(error, this.#usesProtoNames ? field.protoName : field.jsonName);
  }

  #set(json: JsonObject, field: FieldPlan, value: unknown): void {
    const name = this.#usesProtoNames ? field.protoName : field.jsonName;
    setOwn(json, name, this.#field(field, value));
  }

  #field(field: FieldPlan, value: unknown): JsonValue {
    switch (field.shape) {
      case Shape.single:
        return this.#member(field, value);
      case Shape.list:
        return this.#list(field, (value === undefined ? [] : value) as readonly unknown[]);
      case Shape.map:
        return this.#map(
          field,
          (value === undefined ? new Map() : value) as MapInit<unknown, unknown>,
        );
    }
  }

  /** What may be left out where it is at its default. */
  #member(field: FieldPlan, value: unknown): JsonValue {
    return this.#single(field, value === undefined ? absentValueOf(field) : value);
  }

  #single(field: FieldPlan, value: unknown): JsonValue {
    switch (field.kind) {
      case Kind.message:
        return this.message(field.message, value);
      case Kind.enum:
        return this.#enum(field.enum!, value);
      case Kind.timestamp:
        return timeValue(momentOfTimestamp(field.as, value));
      case Kind.duration:
        return spanValue(momentOfDuration(field.as, value));
      default:
        return scalarValue(field.kind, field.as, value);
    }
  }

  #enum(plan: EnumPlan, value: unknown): JsonValue {
    if (plan.isNull) return null;
    const name = plan.names.get(value as number);
    if (name !== undefined && !this.#usesEnumNumbers) return name;
    if (plan.isClosed && name === undefined) knownValue(new Set(), value as number);
    return scalarValue(Kind.int32, undefined, value);
  }

  #list(field: FieldPlan, list: readonly unknown[]): JsonValue[] {
    checkElements(list, field.typed);
    return this.#elements(field, list);
  }

  #elements(field: FieldPlan, list: readonly unknown[]): JsonValue[] {
    const { kind } = field;
    if (kind < Kind.enum) return listValue(kind, field.as, list);
    const { length } = list;
    const json = new Array<JsonValue>(length);
    let index = 0;
    try {
      if (kind === Kind.message) {
        const plan = field.message;
        for (; index < length; index++) json[index] = this.message(plan, list[index]);
      } else for (; index < length; index++) json[index] = this.#single(field, list[index]);
    } catch (error) {
      throw insideElement(error, index);
    }
    return json;
  }

  #map(field: FieldPlan, map: MapInit<unknown, unknown>): JsonObject {
    const json: JsonObject = {};
    const isFrozen = Object.isFrozen(Object.prototype);
    const isText = field.kind === Kind.string;
    const { keyKind, keyAs } = field;
    const entries = map instanceof Map ? map : entriesOf(map, recordKeyOf(keyKind, keyAs));
    let at: unknown;
    try {
      for (const [key, each] of entries) {
        at = key;
        const name = keyValue(keyKind, keyAs, key);
        const value = isText ? stringValue(each) : this.#single(field, each);
        // Not by setOwn() alone: a store that only maps go through costs a fifth of one that all objects share.
        if (name === "__proto__" || isFrozen) setOwn(json, String(name), value);
        else json[name as string] = value;
      }
    } catch (error) {
      throw insideProperty(error, String(at));
    }
    return json;
  }

  #extensions(plan: MessagePlan, message: object, json: JsonObject): void {
    const { registry } = this.#options;
    for (const { extension, value } of extensionsIn(registry, plan, message)) {
      const field = planOf(extension.holder).fields[0]!;
      setOwn(json, field.protoName, this.#field(field, value));
    }
  }

  /** What holds other messages, or one scalar, is walked into; the rest is text, or rare. */
  #wellKnown(plan: MessagePlan, message: unknown): JsonValue {
    const field = plan.fields[0]!;
    switch (plan.wellKnown) {
      case "Any":
        return JSON.parse(
          written((out) =>
            new MessageWriter(out, this.#options, this.#isByTable).message(plan, message),
          ),
        ) as JsonValue;
      case "Timestamp":
        checkMessage(message as object, plan.keys);
        return timeValue(momentOf(message as Values));
      case "Duration":
        checkMessage(message as object, plan.keys);
        return spanValue(momentOf(message as Values));
      case "FieldMask":
        checkMessage(message as object, plan.keys);
        return wellFormed(maskText(message as Values));
      case "Value":
        return this.#value(plan, message as Values);
      default:
        checkMessage(message as object, plan.keys);
        return this.#field(field, (message as Values)[field.key]);
    }
  }

  #value(plan: MessagePlan, message: Values): JsonValue {
    checkMessage(message, plan.keys);
    this.#enter();
    const field = fieldOfValue(plan, message);
    const json = this.#member(field, (message.kind as { value: unknown }).value);
    this.#depth--;
    return json;
  }

  #enter(): void {
    if (++this.#depth <= MAX_WRITE_DEPTH) return;
    failJson(`nested deeper than ${MAX_WRITE_DEPTH} messages: a cycle?`);
  }
}

/** A number stays one: an object that has a number for a name finds it faster than by its digits. */
function keyValue(keyKind: Kind, keyAs: FieldInfo["keyAs"], key: unknown): string | number {
  if (keyKind === Kind.string) return stringValue(key);
  if (keyKind === Kind.int32) return int32Value(key);
  return String(scalarValue(keyKind, keyAs, key));
}

function written(put: (out: TextMemory) => void): string {
  const out = borrowTextMemory("string");
  put(out);
  const text = textOf(out);
  returnTextMemory(out);
  return text;
}

function setOwn(json: JsonObject, name: string, value: JsonValue): void {
  if (!(name in Object.prototype)) json[name] = value;
  else {
    const configurable = true;
    Object.defineProperty(json, name, {
      value,
      configurable,
      enumerable: true,
      writable: true,
    });
  }
}
