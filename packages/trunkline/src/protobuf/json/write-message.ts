// A message as JSON text, property by property. The text is joined as it comes: that is faster than to build
// objects for JSON.stringify. ProtoJSON.

import { checkMessage } from "../check-message.js";
import { knownValue } from "../closed-enums.js";
import { checkList, entriesOf, rejectCase } from "../create-values.js";
import { getExtension } from "../extension.js";
import { momentOfDuration, momentOfTimestamp } from "../held-moment.js";
import {
  type FieldPlan,
  Kind,
  type MessagePlan,
  planOf,
  recordKeyOf,
  Shape,
} from "../message-plan.js";
import type { Registry } from "../registry.js";
import { requireValue } from "../required.js";
import { isUint8Array } from "../write-length.js";
import { failJson, insideElement, insideProperty } from "./json-error.js";
import type { JsonWriteOptions } from "./options.js";
import { scalarText } from "./write-scalar.js";
import { spanText, timeText, wellKnownText } from "./write-well-known.js";
import { type JsonWriter, MAX_WRITE_DEPTH } from "./writer.js";

type Values = Readonly<Record<string, unknown>>;

export class MessageWriter implements JsonWriter {
  readonly registry: Registry | undefined;
  readonly usesProtoNames: boolean;
  readonly usesEnumNumbers: boolean;
  readonly writesDefaults: boolean;
  depth = 0;

  constructor({ registry, protoNames, enumsAsNumbers, defaultValues }: JsonWriteOptions) {
    this.registry = registry;
    this.usesProtoNames = protoNames === true;
    this.usesEnumNumbers = enumsAsNumbers === true;
    this.writesDefaults = defaultValues === true;
  }

  message(plan: MessagePlan, message: unknown): string {
    if (plan.wellKnown === undefined) return `{${this.fields(plan, message)}}`;
    checkMessage(message as object, plan.keys);
    return wellKnownText(this, plan, plan.wellKnown, message as Values);
  }

  fields(plan: MessagePlan, message: unknown): string {
    checkMessage(message as object, plan.keys);
    if (++this.depth > MAX_WRITE_DEPTH) {
      failJson(`nested deeper than ${MAX_WRITE_DEPTH} messages: a cycle?`);
    }
    const values = message as Values;
    let text = "";
    let field = plan.fields[0];
    try {
      for (const property of plan.properties) {
        field = property.field;
        let value = values[property.key];
        if (property.members !== undefined) {
          if (value === undefined) continue;
          const { case: member, value: held } = value as { case: string; value: unknown };
          field = property.members.get(member) ?? rejectCase({ case: member });
          value = held;
        } else if (!this.#isWritten(field, value)) continue;
        if (text === "") text = this.usesProtoNames ? field.firstProtoLabel : field.firstLabel;
        else text += this.usesProtoNames ? field.nextProtoLabel : field.nextLabel;
        text += this.field(field, value);
      }
    } catch (error) {
      throw field === undefined ? error : insideProperty(error, this.#nameOf(field));
    }
    if (values.$unknown !== undefined) text = this.#addExtensions(plan, values, text);
    this.depth--;
    return text;
  }

  field(field: FieldPlan, value: unknown): string {
    switch (field.shape) {
      case Shape.single:
        return this.#single(field, value === undefined ? defaultOf(field) : value);
      case Shape.list:
        return this.#list(field, (value ?? []) as readonly unknown[]);
      case Shape.map:
        return this.#map(field, (value ?? new Map()) as ReadonlyMap<unknown, unknown>);
    }
  }

  #nameOf({ jsonName, protoName }: FieldPlan): string {
    return this.usesProtoNames ? protoName : jsonName;
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

  #single(field: FieldPlan, value: unknown): string {
    switch (field.kind) {
      case Kind.message:
        return this.message(field.message, value);
      case Kind.enum:
        return this.#enum(field, value);
      case Kind.timestamp:
        return timeText(momentOfTimestamp(field.as, value));
      case Kind.duration:
        return spanText(momentOfDuration(field.as, value));
      default:
        return scalarText(field.kind, field.as, value);
    }
  }

  #enum(field: FieldPlan, value: unknown): string {
    const plan = field.enum!;
    if (plan.isNull) return "null";
    const text = plan.texts.get(value as number);
    if (text !== undefined && !this.usesEnumNumbers) return text;
    if (plan.isClosed && text === undefined) knownValue(new Set(), value as number);
    return scalarText(Kind.int32, undefined, value);
  }

  #list(field: FieldPlan, list: readonly unknown[]): string {
    checkList(list);
    let text = "";
    let index = 0;
    try {
      for (; index < list.length; index++) {
        if (index > 0) text += ",";
        text += this.#single(field, list[index]);
      }
    } catch (error) {
      throw insideElement(error, index);
    }
    return `[${text}]`;
  }

  #map(field: FieldPlan, map: ReadonlyMap<unknown, unknown>): string {
    let text = "";
    let name = "";
    try {
      for (const [key, value] of entriesOf(map, recordKeyOf(field.keyKind, field.keyAs))) {
        name = String(key);
        const keyText = scalarText(field.keyKind, field.keyAs, key);
        text += text === "" ? "" : ",";
        text += keyText.startsWith('"') ? `${keyText}:` : `"${keyText}":`;
        text += this.#single(field, value);
      }
    } catch (error) {
      throw insideProperty(error, name);
    }
    return `{${text}}`;
  }

  /** The extensions that the registry knows, out of the unknown fields. */
  #addExtensions(plan: MessagePlan, message: object, text: string): string {
    if (this.registry === undefined) return text;
    let result = text;
    for (const extension of this.registry.extensionsOf(plan.typeName)) {
      const value: unknown = getExtension(message, extension);
      if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
      const field = planOf(extension.holder).fields[0]!;
      result += `${result === "" ? "" : ","}"[${extension.typeName}]":${this.field(field, value)}`;
    }
    return result;
  }
}

/** Of a field that an init leaves out. */
function defaultOf({ kind, zero }: FieldPlan): unknown {
  return kind === Kind.bytes ? new Uint8Array(0) : zero;
}
