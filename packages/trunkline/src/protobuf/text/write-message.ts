// A message as text, a line a value. Protobuf Text Format.

import { checkMessage } from "../check-message.js";
import { knownValue } from "../closed-enums.js";
import { entriesOf, rejectCase } from "../create-values.js";
import { DecodeError } from "../decode-error.js";
import { decodeInPlace } from "../decode-in-place.js";
import { isZero } from "../field-zero.js";
import { findExtensions } from "../find-extensions.js";
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
import { checkElements } from "../typed-lists.js";
import { isUint8Array } from "../write-length.js";
import type { TextWriteOptions } from "./options.js";
import { textNameOf } from "./text-names.js";
import { escapeBytes } from "./unescape.js";
import { scalarText } from "./write-scalar.js";
import { writeUnknownFields } from "./write-unknown-fields.js";

type Values = Readonly<Record<string, unknown>>;

/** Messages nested deeper than this are taken for a cycle. */
const MAX_DEPTH = 1000;

/** Each google.protobuf.Any in another is decoded in the middle of it: what is deeper stays bytes. */
const MAX_ANYS = 100;

/** An end that is longer becomes one of the parts, in characters: a tree of millions of pieces is slow to collect. */
const MAX_END = 16_384;

const indents: string[] = [];

function indentOf(depth: number): string {
  while (indents.length <= depth) indents.push("  ".repeat(indents.length));
  return indents[depth]!;
}

/** Writes one message as text. */
export class TextWriter {
  readonly #registry: Registry | undefined;
  readonly #writesUnknown: boolean;
  readonly #isOneLine: boolean;
  #depth = 0;
  #anys = 0;
  /** The text, but for its end. */
  readonly #parts: string[] = [];
  #end = "";
  /** What is before the next value where all are in one line. */
  #gap = "";

  constructor({ registry, unknownFields, oneLine }: TextWriteOptions) {
    this.#registry = registry;
    this.#writesUnknown = unknownFields === true;
    this.#isOneLine = oneLine === true;
  }

  get text(): string {
    return this.#parts.join("") + this.#end;
  }

  message(plan: MessagePlan, message: unknown): void {
    checkMessage(message as object, plan.keys);
    const values = message as Values;
    if (plan.wellKnown === "Any" && this.#any(values)) return;
    for (const property of plan.properties) {
      const value = values[property.key];
      if (value === undefined) {
        if (property.field.info.isRequired) requireValue(value);
        continue;
      }
      if (property.members === undefined) this.#field(plan, property.field, value);
      else {
        const { case: member, value: held } = value as { case: string; value: unknown };
        const field = property.members.get(member) ?? rejectCase({ case: member });
        this.#single(textNameOf(plan, field), field, held);
      }
    }
    if (values.$unknown !== undefined) this.#unknown(plan, values);
  }

  #field(plan: MessagePlan, field: FieldPlan, value: unknown): void {
    const name = textNameOf(plan, field);
    switch (field.shape) {
      case Shape.list:
        checkElements(value as unknown[], field.typed);
        for (const each of value as unknown[]) this.#single(name, field, each);
        break;
      case Shape.map:
        this.#map(name, field, value as ReadonlyMap<unknown, unknown>);
        break;
      case Shape.single:
        if (field.hasPresence || !isZero(field, value)) this.#single(name, field, value);
    }
  }

  #map(name: string, field: FieldPlan, map: ReadonlyMap<unknown, unknown>): void {
    for (const [key, value] of entriesOf(map, recordKeyOf(field.keyKind, field.keyAs))) {
      this.block(name, () => {
        this.line(`key: ${scalarText(field.keyKind, field.keyAs, key)}`);
        this.#single("value", field, value);
      });
    }
  }

  #single(name: string, field: FieldPlan, value: unknown): void {
    switch (field.kind) {
      case Kind.message:
        this.block(name, () => this.message(field.message, value));
        break;
      case Kind.timestamp:
        this.block(name, () => this.message(field.message, momentOfTimestamp(field.as, value)));
        break;
      case Kind.duration:
        this.block(name, () => this.message(field.message, momentOfDuration(field.as, value)));
        break;
      case Kind.enum:
        this.line(`${name}: ${enumText(field, value)}`);
        break;
      default:
        this.line(`${name}: ${scalarText(field.kind, field.as, value)}`);
    }
  }

  /** The message in an Any by its type; false where its type is not known, or it is none of it. */
  #any({ typeUrl, value }: Values): boolean {
    if (typeof typeUrl !== "string" || (value !== undefined && !isUint8Array(value))) return false;
    const slash = typeUrl.lastIndexOf("/");
    const type = slash < 0 ? undefined : this.#registry?.findMessage(typeUrl.slice(slash + 1));
    if (type === undefined || this.#anys === MAX_ANYS) return false;
    let inner: unknown;
    try {
      inner = decodeInPlace(planOf(type), value ?? new Uint8Array(0));
    } catch (error) {
      if (error instanceof DecodeError) return false;
      throw error;
    }
    this.#anys++;
    this.block(`[${typeUrl}]`, () => this.message(planOf(type), inner));
    this.#anys--;
    return true;
  }

  /** The extensions that the registry knows, then what nobody knows. */
  #unknown(plan: MessagePlan, message: Values): void {
    const known = new Set<number>();
    for (const { extension, value } of findExtensions(this.#registry, plan.typeName, message)) {
      known.add(extension.field.number);
      const holder = planOf(extension.holder);
      const field = holder.fields[0]!;
      const name = `[${extension.typeName}]`;
      if (field.shape === Shape.single) this.#single(name, field, value);
      else for (const each of value as unknown[]) this.#single(name, field, each);
    }
    if (this.#writesUnknown) writeUnknownFields(this, message.$unknown as Uint8Array, known);
  }

  /** One value. */
  line(text: string): void {
    if (this.#isOneLine) {
      this.#end += `${this.#gap}${text}`;
      this.#gap = " ";
    } else this.#end += `${indentOf(this.#depth)}${text}\n`;
    if (this.#end.length > MAX_END) this.#endPart();
  }

  /** Engines keep what was put together as a tree of its pieces, until one of its characters is asked for. */
  #endPart(): void {
    if (this.#end.charCodeAt(0) > 0) this.#parts.push(this.#end);
    this.#end = "";
  }

  /** A message: what `writeContent` writes, in braces. */
  block(name: string, writeContent: () => void): void {
    this.line(`${name} {`);
    if (++this.#depth > MAX_DEPTH) {
      throw new TypeError(`nested deeper than ${MAX_DEPTH} messages: a cycle?`);
    }
    writeContent();
    this.#depth--;
    this.line("}");
  }

  /** Bytes, as a string with escapes. */
  bytes(name: string, value: Uint8Array): void {
    this.line(`${name}: ${escapeBytes(value)}`);
  }
}

function enumText(field: FieldPlan, value: unknown): string {
  const { texts, isClosed } = field.enum!;
  const text = texts.get(value as number);
  if (text !== undefined) return text.slice(1, -1);
  if (isClosed) knownValue(new Set(), value as number);
  return scalarText(Kind.int32, undefined, value);
}
