// A message as JSON, property by property, appended as bytes: that is faster than to join strings, or to build objects
// for JSON.stringify. ProtoJSON.

import type { OutputBuffer } from "../../base/index.js";
import { checkMessage } from "../check-message.js";
import { knownValue } from "../closed-enums.js";
import { checkList, entriesOf, rejectCase } from "../create-values.js";
import { getExtension } from "../extension.js";
import { momentOfDuration, momentOfTimestamp } from "../held-moment.js";
import {
  type FieldPlan,
  Kind,
  type MessagePlan,
  type PropertyPlan,
  planOf,
  recordKeyOf,
  Shape,
} from "../message-plan.js";
import type { Registry } from "../registry.js";
import { requireValue } from "../required.js";
import { isUint8Array } from "../write-length.js";
import { failJson, insideElement, insideProperty } from "./json-error.js";
import type { JsonWriteOptions } from "./options.js";
import { putScalar } from "./put-scalar.js";
import { putAscii, putByte, putLabel } from "./put-text.js";
import { spanText, timeText, writeWellKnown } from "./write-well-known.js";
import { type JsonWriter, MAX_WRITE_DEPTH } from "./writer.js";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

type Values = Readonly<Record<string, unknown>>;

export class MessageWriter implements JsonWriter {
  readonly out: OutputBuffer;
  readonly registry: Registry | undefined;
  readonly usesProtoNames: boolean;
  readonly usesEnumNumbers: boolean;
  readonly writesDefaults: boolean;
  isAscii = true;
  depth = 0;

  constructor(
    out: OutputBuffer,
    { registry, protoNames, enumsAsNumbers, defaultValues }: JsonWriteOptions,
  ) {
    this.out = out;
    this.registry = registry;
    this.usesProtoNames = protoNames === true;
    this.usesEnumNumbers = enumsAsNumbers === true;
    this.writesDefaults = defaultValues === true;
  }

  message(plan: MessagePlan, message: unknown): void {
    if (plan.wellKnown === undefined) {
      putByte(this.out, OPEN_BRACE);
      this.fields(plan, message);
      putByte(this.out, CLOSE_BRACE);
      return;
    }
    checkMessage(message as object, plan.keys);
    writeWellKnown(this, plan, plan.wellKnown, message as Values);
  }

  fields(plan: MessagePlan, message: unknown): void {
    if (++this.depth > MAX_WRITE_DEPTH) {
      failJson(`nested deeper than ${MAX_WRITE_DEPTH} messages: a cycle?`);
    }
    const isWhole = this.writesDefaults || plan.hasRequired;
    if (!isWhole && areInOrder(plan.properties, message)) this.#inOrder(plan, message as Values);
    else this.#anyOrder(plan, message as Values);
    this.depth--;
  }

  /** Walks along the keys of the message, which a loop over them loads several times faster than by name. */
  #inOrder(plan: MessagePlan, message: Values): void {
    const { properties } = plan;
    let next = 0;
    for (const key in message) {
      const value = message[key];
      if (key === "$unknown") {
        if (value !== undefined) this.#extensions(plan, message);
        continue;
      }
      while (properties[next]!.key !== key) next++;
      if (value !== undefined) this.#property(properties[next]!, value);
    }
  }

  /** Walks along the fields, for inits whose keys have an order of their own, and where absent fields count. */
  #anyOrder(plan: MessagePlan, message: Values): void {
    checkMessage(message, plan.keys);
    for (const property of plan.properties) this.#property(property, message[property.key]);
    if (message.$unknown !== undefined) this.#extensions(plan, message);
  }

  #property(property: PropertyPlan, given: unknown): void {
    let { field } = property;
    let value = given;
    try {
      if (property.members !== undefined) {
        if (value === undefined) return;
        const { case: member, value: held } = value as { case: string; value: unknown };
        field = property.members.get(member) ?? rejectCase({ case: member });
        value = held;
      } else if (!this.#isWritten(field, value)) return;
      putLabel(this.out, this.usesProtoNames ? field.protoLabel : field.label);
      this.field(field, value);
    } catch (error) {
      throw insideProperty(error, this.usesProtoNames ? field.protoName : field.jsonName);
    }
  }

  field(field: FieldPlan, value: unknown): void {
    switch (field.shape) {
      case Shape.single:
        this.#single(field, value === undefined ? defaultOf(field) : value);
        break;
      case Shape.list:
        this.#list(field, (value ?? []) as readonly unknown[]);
        break;
      case Shape.map:
        this.#map(field, (value ?? new Map()) as ReadonlyMap<unknown, unknown>);
    }
  }

  #isWritten(field: FieldPlan, value: unknown): boolean {
    if (field.hasPresence) {
      if (field.info.isRequired) requireValue(value);
      return value !== undefined;
    }
    if (this.writesDefaults) return true;
    if (value === undefined) return false;
    switch (field.shape) {
      case Shape.single:
        return field.kind === Kind.bytes
          ? !isUint8Array(value) || value.length > 0
          : !Object.is(value, field.zero);
      case Shape.list:
        checkList(value as unknown[]);
        return (value as unknown[]).length > 0;
      case Shape.map:
        return !(value instanceof Map) || value.size > 0;
    }
  }

  #single(field: FieldPlan, value: unknown): void {
    switch (field.kind) {
      case Kind.message:
        this.message(field.message, value);
        break;
      case Kind.enum:
        this.#enum(field, value);
        break;
      case Kind.timestamp:
        putAscii(this.out, timeText(momentOfTimestamp(field.as, value)));
        break;
      case Kind.duration:
        putAscii(this.out, spanText(momentOfDuration(field.as, value)));
        break;
      default:
        if (!putScalar(this.out, field.kind, field.as, value)) this.isAscii = false;
    }
  }

  #enum(field: FieldPlan, value: unknown): void {
    const plan = field.enum!;
    const text = plan.isNull ? "null" : plan.texts.get(value as number);
    if (text !== undefined && (plan.isNull || !this.usesEnumNumbers)) putAscii(this.out, text);
    else {
      if (plan.isClosed && text === undefined) knownValue(new Set(), value as number);
      putScalar(this.out, Kind.int32, undefined, value);
    }
  }

  #list(field: FieldPlan, list: readonly unknown[]): void {
    checkList(list);
    putByte(this.out, OPEN_BRACKET);
    let index = 0;
    try {
      for (; index < list.length; index++) {
        if (index > 0) putByte(this.out, COMMA);
        this.#single(field, list[index]);
      }
    } catch (error) {
      throw insideElement(error, index);
    }
    putByte(this.out, CLOSE_BRACKET);
  }

  #map(field: FieldPlan, map: ReadonlyMap<unknown, unknown>): void {
    putByte(this.out, OPEN_BRACE);
    let isFirst = true;
    let key: unknown;
    try {
      for (const entry of entriesOf(map, recordKeyOf(field.keyKind, field.keyAs))) {
        key = entry[0];
        if (isFirst) isFirst = false;
        else putByte(this.out, COMMA);
        this.#key(field, key);
        this.#single(field, entry[1]);
      }
    } catch (error) {
      throw insideProperty(error, String(key));
    }
    putByte(this.out, CLOSE_BRACE);
  }

  /** A key of a map: a string, whatever it is. */
  #key({ keyKind, keyAs }: FieldPlan, key: unknown): void {
    const isBare = keyKind === Kind.int32 || keyKind === Kind.uint32 || keyKind === Kind.bool;
    if (isBare) putByte(this.out, QUOTE);
    if (!putScalar(this.out, keyKind, keyAs, key)) this.isAscii = false;
    if (isBare) putByte(this.out, QUOTE);
    putByte(this.out, COLON);
  }

  /** The extensions that the registry knows, out of the unknown fields. */
  #extensions(plan: MessagePlan, message: object): void {
    if (this.registry === undefined) return;
    for (const extension of this.registry.extensionsOf(plan.typeName)) {
      const value: unknown = getExtension(message, extension);
      if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
      const field = planOf(extension.holder).fields[0]!;
      // Its own name is the one in brackets; its key is that of what holds it.
      putLabel(this.out, field.protoLabel);
      this.field(field, value);
    }
  }
}

/** Whether the keys of a message come in the order of the table, as those of all do that were created or decoded. */
function areInOrder(properties: readonly PropertyPlan[], message: unknown): boolean {
  if (typeof message !== "object" || message === null) return false;
  let next = 0;
  for (const key in message) {
    if (key === "$unknown") continue;
    while (next < properties.length && properties[next]!.key !== key) next++;
    if (next++ === properties.length) return false;
  }
  return true;
}

/** Of a field that an init leaves out. */
function defaultOf({ kind, zero }: FieldPlan): unknown {
  return kind === Kind.bytes ? new Uint8Array(0) : zero;
}
