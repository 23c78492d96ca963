// A message as JSON, property by property, appended as bytes: that is faster than to join strings, or to build objects
// for JSON.stringify. ProtoJSON.

import { checkMessage } from "../check-message.js";
import { knownValue } from "../closed-enums.js";
import { checkMember, entriesOf, rejectCase } from "../create-values.js";
import { absentValueOf, isLeftOut } from "../field-zero.js";
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
import type { Registry } from "../registry.js";
import { checkElements } from "../typed-lists.js";
import { rejectValue } from "../value-error.js";
import { extensionsIn } from "./any-type.js";
import { failJson, insideElement, insideProperty } from "./json-error.js";
import { createLabel, type Label } from "./label.js";
import { areInOrder, isWritten } from "./message-walk.js";
import type { JsonWriteOptions } from "./options.js";
import type { JsonOutput } from "./output.js";
import { isNumeric, putList } from "./put-list.js";
import { putSpan, putTime } from "./put-moment.js";
import { putDouble, putSigned, putWhole } from "./put-number.js";
import { putScalar } from "./put-scalar.js";
import { putByte, putLabel, putString } from "./put-text.js";
import type { TextMemory } from "./text-memory.js";
import { writeWellKnown } from "./write-well-known.js";
import { type JsonWriter, MAX_WRITE_DEPTH } from "./writer.js";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

type Values = Readonly<Record<string, unknown>>;

/** Writes one message as JSON, with the text appended to `out`. */
export class MessageWriter implements JsonWriter, JsonOutput {
  readonly out: TextMemory;
  readonly registry: Registry | undefined;
  readonly usesProtoNames: boolean;
  readonly usesEnumNumbers: boolean;
  readonly writesDefaults: boolean;
  depth = 0;
  anys = 0;
  /** Whether generated code is not asked: it leaves out defaults, and does not know where it is. */
  readonly #isByTable: boolean;

  constructor(
    out: TextMemory,
    { registry, protoNames, enumsAsNumbers, defaultValues }: JsonWriteOptions,
    isByTable: boolean,
  ) {
    this.out = out;
    this.registry = registry;
    this.usesProtoNames = protoNames === true;
    this.usesEnumNumbers = enumsAsNumbers === true;
    this.writesDefaults = defaultValues === true;
    this.#isByTable = isByTable || this.writesDefaults;
  }

  message(plan: MessagePlan, message: unknown): void {
    if (plan.wellKnown === undefined) {
      const start = this.out.length;
      this.fields(plan, message);
      endList(this.out, start, OPEN_BRACE, CLOSE_BRACE);
      return;
    }
    checkMessage(message as object, plan.keys);
    writeWellKnown(this, plan, plan.wellKnown, message as Values);
  }

  fields(plan: MessagePlan, message: unknown): void {
    if (++this.depth > MAX_WRITE_DEPTH) {
      failJson(`nested deeper than ${MAX_WRITE_DEPTH} messages: a cycle?`);
    }
    if (plan.jsonFields !== undefined && !this.#isByTable) {
      checkMessage(message as object, plan.keys);
      plan.jsonFields(this, plan.fields, message as never, nothing);
      // Not loaded where it does not count: that takes long of messages of any type.
      if (this.registry !== undefined && (message as Values).$unknown !== undefined) {
        this.#extensions(plan, message as Values);
      }
    } else {
      const isWhole = this.writesDefaults || plan.hasRequired;
      if (!isWhole && areInOrder(plan.properties, message)) this.#inOrder(plan, message as Values);
      else this.#anyOrder(plan, message as Values);
    }
    this.depth--;
  }

  string(field: FieldPlan, value: unknown): undefined {
    if (typeof value === "string") {
      if (value === "" && !field.hasPresence) return;
      this.#label(field);
      putString(this.out, value);
    } else if (value !== undefined) rejectValue("string", value);
  }

  bool(field: FieldPlan, value: unknown): undefined {
    if (typeof value === "boolean") {
      if (!value && !field.hasPresence) return;
      this.#label(field);
      putLabel(this.out, value ? trueLabel : falseLabel);
    } else if (value !== undefined) rejectValue("bool", value);
  }

  int32(field: FieldPlan, value: unknown): undefined {
    if (((value as number) | 0) === value) {
      if (value === 0 && !field.hasPresence) return;
      this.#label(field);
      putWhole(this.out, value);
    } else if (value !== undefined) rejectValue("int32", value);
  }

  double(field: FieldPlan, value: unknown): undefined {
    if (value === undefined || (value === 0 && !field.hasPresence && Object.is(value, 0))) return;
    this.#label(field);
    putDouble(this.out, value);
  }

  int64(field: FieldPlan, value: unknown): undefined {
    if (value === undefined || (value === 0n && !field.hasPresence)) return;
    this.#label(field);
    if (typeof value !== "bigint" || !putSigned(this.out, value)) rejectValue("int64", value);
  }

  enum(field: FieldPlan, value: unknown): undefined {
    if (value === undefined || (value === 0 && !field.hasPresence)) return;
    this.#label(field);
    this.#enum(field.enum!, value);
  }

  inner(field: FieldPlan, value: unknown): undefined {
    if (value === undefined) return;
    this.#label(field);
    this.message(field.message, value);
  }

  value(field: FieldPlan, value: unknown): undefined {
    if (value === undefined || isLeftOut(field, value)) return;
    this.#label(field);
    this.#single(field, value);
  }

  list(field: FieldPlan, values: object | undefined): undefined {
    if (values === undefined || isLeftOut(field, values)) return;
    this.#label(field);
    this.#list(field, values as readonly unknown[]);
  }

  map(field: FieldPlan, entries: object | undefined): undefined {
    if (entries === undefined || isLeftOut(field, entries)) return;
    this.#label(field);
    this.#map(field, entries as ReadonlyMap<unknown, unknown>);
  }

  oneof(field: FieldPlan, value: object | undefined): undefined {
    if (value !== undefined) this.#oneof(field.members!, value);
  }

  #label({ label, protoLabel }: FieldPlan): void {
    putLabel(this.out, this.usesProtoNames ? protoLabel : label);
  }

  /** Walks along the keys of the message, which a loop over them loads several times faster than by name. */
  #inOrder(plan: MessagePlan, message: Values): void {
    const { properties } = plan;
    let next = 0;
    let property: PropertyPlan | undefined;
    try {
      for (const key in message) {
        const value = message[key];
        if (key === "$unknown") {
          property = undefined;
          if (value !== undefined) this.#extensions(plan, message);
          continue;
        }
        for (property = properties[next++]!; property.key !== key; ) property = properties[next++]!;
        if (value === undefined) continue;
        if (property.members !== undefined) this.#oneof(property.members, value);
        else if (typeof value === "string" && property.field.isText) {
          // Most fields of most messages: as below, but without asking what they are.
          if (value !== "" || property.field.hasPresence) {
            const { label, protoLabel } = property.field;
            putLabel(this.out, this.usesProtoNames ? protoLabel : label);
            putString(this.out, value);
          }
        } else if (!isLeftOut(property.field, value)) this.#labelled(property.field, value);
      }
    } catch (error) {
      throw property?.members === undefined ? this.#inside(error, property?.field) : error;
    }
  }

  /** Walks along the fields, for inits whose keys have an order of their own, and where absent fields count. */
  #anyOrder(plan: MessagePlan, message: Values): void {
    checkMessage(message, plan.keys);
    for (const { key, members, field } of plan.properties) {
      const value = message[key];
      if (members !== undefined) {
        if (value !== undefined) this.#oneof(members, value);
        continue;
      }
      try {
        if (isWritten(field, value, this.writesDefaults)) this.#labelled(field, value);
      } catch (error) {
        throw this.#inside(error, field);
      }
    }
    if (message.$unknown !== undefined) this.#extensions(plan, message);
  }

  #oneof(members: ReadonlyMap<string, FieldPlan>, oneof: unknown): void {
    const { case: member, value } = oneof as { case: string; value: unknown };
    const field = members.get(member) ?? rejectCase({ case: member });
    if (typeof value === "string" && field.isText) {
      // Nothing that could fail, and so common that it is not asked what it is.
      this.#label(field);
      putString(this.out, value);
      return;
    }
    checkMember(value);
    try {
      this.#labelled(field, value);
    } catch (error) {
      throw this.#inside(error, field);
    }
  }

  #inside(error: unknown, field: FieldPlan | undefined): unknown {
    if (field === undefined) return error;
    return insideProperty(error, this.usesProtoNames ? field.protoName : field.jsonName);
  }

  /** A field after its name, which has a comma before it: that of the first becomes the brace. */
  #labelled(field: FieldPlan, value: unknown): void {
    this.#label(field);
    this.field(field, value);
  }

  field(field: FieldPlan, value: unknown): void {
    switch (field.shape) {
      case Shape.single:
        this.#single(field, value === undefined ? absentValueOf(field) : value);
        break;
      case Shape.list:
        this.#list(field, (value === undefined ? [] : value) as readonly unknown[]);
        break;
      case Shape.map:
        this.#map(
          field,
          (value === undefined ? new Map() : value) as ReadonlyMap<unknown, unknown>,
        );
    }
  }

  #single(field: FieldPlan, value: unknown): void {
    switch (field.kind) {
      case Kind.message:
        this.message(field.message, value);
        break;
      case Kind.enum:
        this.#enum(field.enum!, value);
        break;
      case Kind.timestamp:
        putTime(this.out, momentOfTimestamp(field.as, value));
        break;
      case Kind.duration:
        putSpan(this.out, momentOfDuration(field.as, value));
        break;
      default:
        putScalar(this.out, field.kind, field.as, value);
    }
  }

  #enum(plan: EnumPlan, value: unknown): void {
    const label = plan.isNull ? nullLabel : plan.labels.get(value as number);
    if (label !== undefined && (plan.isNull || !this.usesEnumNumbers)) putLabel(this.out, label);
    else {
      if (plan.isClosed && label === undefined) knownValue(new Set(), value as number);
      putScalar(this.out, Kind.int32, undefined, value);
    }
  }

  #list(field: FieldPlan, list: readonly unknown[]): void {
    checkElements(list, field.typed);
    const { out } = this;
    const start = out.length;
    let index = 0;
    try {
      if (isNumeric(field.kind)) putList(out, field, list);
      else {
        for (; index < list.length; index++) {
          const value = list[index];
          putByte(out, COMMA);
          if (typeof value === "string" && field.kind === Kind.string) putString(out, value);
          else this.#single(field, value);
        }
      }
    } catch (error) {
      throw insideElement(error, index);
    }
    endList(out, start, OPEN_BRACKET, CLOSE_BRACKET);
  }

  #map(field: FieldPlan, map: ReadonlyMap<unknown, unknown>): void {
    const { out } = this;
    const start = out.length;
    let key: unknown;
    try {
      if (map instanceof Map) {
        // Not taken apart: that would be an iterator over each entry.
        for (const entry of map) {
          key = entry[0];
          this.#entry(field, key, entry[1]);
        }
      } else {
        for (const [each, value] of entriesOf(map, recordKeyOf(field.keyKind, field.keyAs))) {
          key = each;
          this.#entry(field, key, value);
        }
      }
    } catch (error) {
      throw insideProperty(error, String(key));
    }
    endList(out, start, OPEN_BRACE, CLOSE_BRACE);
  }

  #entry(field: FieldPlan, key: unknown, value: unknown): void {
    putByte(this.out, COMMA);
    if (typeof key === "string" && field.keyKind === Kind.string) {
      putString(this.out, key);
      putByte(this.out, COLON);
    } else this.#key(field, key);
    if (typeof value === "string" && field.kind === Kind.string) putString(this.out, value);
    else this.#single(field, value);
  }

  /** A key of a map: a string, whatever it is. */
  #key({ keyKind, keyAs }: FieldPlan, key: unknown): void {
    const isBare = keyKind === Kind.int32 || keyKind === Kind.uint32 || keyKind === Kind.bool;
    if (isBare) putByte(this.out, QUOTE);
    putScalar(this.out, keyKind, keyAs, key);
    if (isBare) putByte(this.out, QUOTE);
    putByte(this.out, COLON);
  }

  /** The extensions that the registry knows, out of the unknown fields. */
  #extensions(plan: MessagePlan, message: object): void {
    for (const { extension, value } of extensionsIn(this.registry, plan, message)) {
      const field = planOf(extension.holder).fields[0]!;
      // Its own name is the one in brackets; its key is that of what holds it.
      putLabel(this.out, field.protoLabel);
      this.field(field, value);
    }
  }
}

const nullLabel: Label = /* @__PURE__ */ createLabel("null");
const trueLabel: Label = /* @__PURE__ */ createLabel("true");
const falseLabel: Label = /* @__PURE__ */ createLabel("false");

/** What generated code is given for properties, where it gets none back. */
const nothing = {};

/** Closes an object or array begun at `start`: the comma before its first element is where it opens. */
function endList(out: TextMemory, start: number, open: number, close: number): void {
  if (out.length === start) putByte(out, open);
  else out.bytes[start] = open;
  putByte(out, close);
}
