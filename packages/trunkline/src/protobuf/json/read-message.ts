// A message from values of JSON, name by name. ProtoJSON.

import { emptyMessage } from "../empty-message.js";
import { setExtension } from "../extension.js";
import { hintFor } from "../field-hint.js";
import { putEntry } from "../key-samples.js";
import type { DecodeLimits } from "../limits.js";
import { resolveMaxDepth } from "../max-depth.js";
import { type FieldPlan, Kind, type MessagePlan, planOf, Shape } from "../message-plan.js";
import type { Registry } from "../registry.js";
import { shorten } from "../shorten.js";
import { isBuiltIn } from "../tag-of.js";
import { createTyped } from "../typed-lists.js";
import { namesIn } from "./count-names.js";
import { isJsonObject, rejectJson } from "./describe-json.js";
import { failJson, insideElement, insideProperty, JsonFault } from "./json-error.js";
import type { JsonReadOptions } from "./options.js";
import { readKey, readScalar } from "./read-scalar.js";
import { readDuration, readTimestamp, readWellKnown } from "./read-well-known.js";
import type { JsonReader, Message } from "./reader.js";

type Values = Readonly<Record<string, unknown>>;

/** Reads one message from values of JSON; `names` then says how many names were read. */
export class MessageReader implements JsonReader {
  readonly registry: Registry | undefined;
  readonly ignoresUnknown: boolean;
  readonly #maxDepth: number;
  readonly #limits: DecodeLimits | undefined;
  /** Whether `names` matters: it does where the values were read from a text. */
  readonly #countsNames: boolean;
  /** Whether objects of JSON inherit names. */
  readonly #inheritsNames: boolean = hasNames(Object.prototype);
  #depth = 0;
  #messages = 0;
  #elements = 0;
  names = 0;
  any: object | undefined;

  constructor(
    { registry, ignoreUnknown, maxDepth }: JsonReadOptions,
    limits: DecodeLimits | undefined,
    countsNames: boolean,
  ) {
    this.registry = registry;
    this.ignoresUnknown = ignoreUnknown === true;
    this.#maxDepth = resolveMaxDepth(maxDepth);
    this.#limits = limits;
    this.#countsNames = countsNames;
  }

  enter(): void {
    if (++this.#depth > this.#maxDepth) failJson(`nested deeper than ${this.#maxDepth} messages`);
    if (this.#limits !== undefined) this.#countMessage(this.#limits);
  }

  leave(): void {
    this.#depth--;
  }

  skip(json: unknown): void {
    if (this.#countsNames) this.names += namesIn(json);
  }

  // Values may be in others more than once, and in those again: what is small in memory can be endless to read. So
  // these two are counted before the message is held against all limits.

  /** A message in another takes two bytes at least, which is more than one. */
  #countMessage({ maxBytes }: DecodeLimits): void {
    if (this.#messages++ <= maxBytes) return;
    failJson(`has more messages in it than ${maxBytes} bytes can hold (maxBytes)`);
  }

  #countElements(count: number): void {
    this.#elements += count;
    const most = this.#limits?.maxElements ?? Infinity;
    if (this.#elements <= most) return;
    failJson(
      `has element ${this.#elements} of the message: expected at most ${most} in all (maxElements)`,
    );
  }

  message(plan: MessagePlan, json: unknown): Message {
    if (plan.wellKnown === undefined) return this.fields(plan, json);
    return readWellKnown(this, plan, plan.wellKnown, json, emptyMessage(plan.type));
  }

  fields(plan: MessagePlan, json: unknown): Message {
    if (!isJsonObject(json)) rejectJson("an object", json);
    const message = emptyMessage(plan.type);
    this.enter();
    const isPlain = !this.#inheritsNames && isOfJson(json);
    // Most writers keep to the order of the fields: the next one is guessed before it is looked for.
    let guess = 0;
    let count = 0;
    let current = "";
    try {
      // A loop over the names loads their values several times faster than one over a list of them.
      for (const name in json) {
        if (!isPlain && !Object.hasOwn(json, name)) continue;
        const value = json[name];
        current = name;
        count++;
        let field: FieldPlan | undefined = plan.fields[guess];
        if (field === undefined || field.jsonName !== name) {
          field = this.#findField(plan, json, name);
          if (field === undefined) {
            this.#other(plan, message, json, name);
            continue;
          }
        }
        guess = field.index + 1;
        this.field(field, message, value);
      }
    } catch (error) {
      throw insideProperty(error, current);
    }
    if (count === 0 && isBuiltIn(json)) rejectJson("an object of JSON", json);
    if (plan.hasRequired) checkRequired(plan, message);
    this.names += count;
    this.leave();
    return message;
  }

  #findField(plan: MessagePlan, json: Values, name: string): FieldPlan | undefined {
    const field = plan.byName.get(name);
    if (field !== undefined && name !== field.jsonName && Object.hasOwn(json, field.jsonName)) {
      failJson(`the field is given twice, also as ${shorten(field.jsonName)}`);
    }
    return field;
  }

  /** A name that no field has: an extension, or unknown. */
  #other(plan: MessagePlan, message: Message, json: Values, name: string): void {
    if (name === "@type" && json === this.any) return;
    const value = json[name];
    const isExtension = name.startsWith("[") && name.endsWith("]");
    const extension = isExtension ? this.registry?.findExtension(name.slice(1, -1)) : undefined;
    if (extension !== undefined && extension.extendee.typeName === plan.typeName) {
      const holder = planOf(extension.holder);
      const held = emptyMessage(holder.type);
      this.field(holder.fields[0]!, held, value);
      if (held.value !== undefined) setExtension(message, extension, held.value);
    } else if (this.ignoresUnknown) this.skip(value);
    else
      failJson(
        `${plan.typeName} has no field ${shorten(name)}${hintFor(
          name,
          plan.fields.map((field) => field.jsonName),
        )}`,
      );
  }

  field(field: FieldPlan, message: Message, json: unknown): void {
    if (json === null && !field.takesNull) return;
    switch (field.shape) {
      case Shape.list:
        if (field.typed === undefined) {
          this.#list(field, message[field.key] as unknown[], json);
        } else {
          const list: never[] = [];
          this.#list(field, list, json);
          message[field.key] = createTyped(list, field.typed);
        }
        break;
      case Shape.map:
        this.#map(field, message[field.key] as Map<unknown, unknown>, json);
        break;
      case Shape.single: {
        const value = this.#single(field, json);
        if (value === undefined) return;
        if (field.member === "") message[field.key] = value;
        else {
          const other = message[field.key] as { case: string } | undefined;
          if (other !== undefined) {
            failJson(`"${other.case}" is given too, and is of the same oneof`);
          }
          message[field.key] = { case: field.member, value };
        }
      }
    }
  }

  /** Undefined for the name of an enum that is unknown and to be ignored. */
  #single(field: FieldPlan, json: unknown): unknown {
    switch (field.kind) {
      case Kind.message:
        return this.message(field.message, json);
      case Kind.enum:
        return this.#enum(field, json);
      case Kind.timestamp:
        return readTimestamp(field.as, json);
      case Kind.duration:
        return readDuration(field.as, json);
      default:
        return readScalar(field.kind, field.as, json);
    }
  }

  #enum(field: FieldPlan, json: unknown): number | undefined {
    const plan = field.enum!;
    if (typeof json === "string") {
      const number = plan.numbers.get(json);
      if (number !== undefined || this.ignoresUnknown) return number;
      rejectJson(`a value of the enum${plan.isNull ? "" : listOf(plan.numbers.keys())}`, json);
    }
    if (plan.isNull && json === null) return 0;
    if (typeof json !== "number") rejectJson("the name or the number of an enum's value", json);
    const number = readScalar(Kind.int32, undefined, json) as number;
    if (plan.isClosed && !plan.texts.has(number)) {
      if (this.ignoresUnknown) return undefined;
      rejectJson(`a number of the closed enum${listOf(plan.texts.keys())}`, json);
    }
    return number;
  }

  #list(field: FieldPlan, list: unknown[], json: unknown): void {
    if (!Array.isArray(json)) rejectJson("an array", json);
    // Names that are ignored are no elements.
    const mayIgnore = field.kind === Kind.enum && this.ignoresUnknown;
    if (!mayIgnore) this.#countElements(json.length);
    let index = 0;
    try {
      for (; index < json.length; index++) {
        const value = this.#element(field, json[index]);
        if (value !== undefined) list.push(value);
      }
      if (mayIgnore) this.#countElements(list.length);
    } catch (error) {
      throw insideElement(error, index);
    }
  }

  #map(field: FieldPlan, map: Map<unknown, unknown>, json: unknown): void {
    if (!isJsonObject(json)) rejectJson("an object", json);
    const names = Object.keys(json);
    if (names.length === 0 && isBuiltIn(json)) rejectJson("an object of JSON", json);
    this.names += names.length;
    const mayIgnore = field.kind === Kind.enum && this.ignoresUnknown;
    if (!mayIgnore) this.#countElements(names.length);
    let name = "";
    try {
      for (name of names) {
        const key = readKey(field.keyKind, field.keyAs, name);
        if (map.has(key)) failJson("the key is given twice, in another form");
        const value = this.#element(field, json[name]);
        if (value === undefined) continue;
        const problem = putEntry(map, key, value);
        if (problem !== undefined) failJson(`the map ${problem}`);
      }
      if (mayIgnore) this.#countElements(map.size);
    } catch (error) {
      throw insideProperty(error, name);
    }
  }

  /** null is no element, unless it is a value of its own. */
  #element(field: FieldPlan, json: unknown): unknown {
    if (json === null && !field.hasNull) rejectJson("a value", json);
    return this.#single(field, json);
  }
}

/** ` ("RED", "GREEN")`, the first of many. */
function listOf(values: Iterable<string | number>): string {
  const all = Array.from(values, (value) => JSON.stringify(value));
  return ` (${all.slice(0, 8).join(", ")}${all.length > 8 ? ", …" : ""})`;
}

/** Whether an object has no names but its own and those that all objects inherit. */
function isOfJson(json: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(json);
  return prototype === Object.prototype || prototype === null;
}

/** Whether a loop over the names of what inherits from `prototype` comes to more than its own. */
function hasNames(prototype: object): boolean {
  for (const _ in prototype) return true;
  return false;
}

/** @throws JsonFault for a required field that is absent */
function checkRequired(plan: MessagePlan, message: Message): void {
  for (const { info, key, jsonName } of plan.fields) {
    if (info.isRequired !== true || message[key] !== undefined) continue;
    throw insideProperty(new JsonFault("is missing: the field is required"), jsonName);
  }
}
