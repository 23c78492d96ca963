// What a message may be that strangers send.
//
// Every message is decoded to a depth of 100 and no further. The other limits are looked at where a program asks for
// them: none of them can be passed by a message with far fewer bytes than the limit says, and a message with more is
// walked along once before it is decoded, by the field table and without allocating. So straight-line code stays as
// it is, and programs without limits do not contain this file.

import { assertKnownKeys } from "../base/index.js";
import { assertDecodeLimits } from "./assert-limits.js";
import type { AnyGeneratedType, FieldInfo, GeneratedType } from "./generated-type.js";
import type { DecodeLimits } from "./limits.js";
import { findPassedLimit } from "./message-limits.js";
import { enter } from "./read-message.js";
import { readLength } from "./read-string.js";
import { failNesting, skipValue } from "./read-unknown.js";
import { readInt32, readTag } from "./read-varint.js";
import { failAt, leave, MAX_NESTING, type Reader } from "./reader.js";
import { isBuiltIn } from "./tag-of.js";
import { describeValue } from "./value-error.js";

export type { DecodeLimits } from "./limits.js";

/** What {@link createDecodeLimits} takes; `Infinity` is no limit. */
export interface DecodeLimitOptions {
  /** How deep messages may be nested, 1,000 at most. Default: 100. */
  readonly maxDepth?: number | undefined;
  /** How many bytes the whole message may have. Default: 67,108,864. */
  readonly maxBytes?: number | undefined;
  /** How many elements lists and maps may have, all of them together. Default: 1,000,000. */
  readonly maxElements?: number | undefined;
  /** How long one string or array of bytes may be, in bytes. Default: 16,777,216. */
  readonly maxStringBytes?: number | undefined;
  /** How many bytes of unknown fields may be kept, all of them together. Default: 1,048,576. */
  readonly maxUnknownBytes?: number | undefined;
}

const defaults: Required<DecodeLimitOptions> = {
  maxDepth: MAX_NESTING,
  maxBytes: 67_108_864,
  maxElements: 1_000_000,
  maxStringBytes: 16_777_216,
  maxUnknownBytes: 1_048_576,
};

/** What limits have besides their numbers. */
const functions: readonly string[] = ["apply", "check", "typeWithin"];

/** The deepest that anyone may ask for: what is deeper may be more than the stack holds. */
const DEEPEST_IN_BYTES = 1000;

/**
 * Limits for what strangers send.
 *
 * ```ts
 * const limits = createDecodeLimits({ maxElements: 10_000 });
 * Order.decode(bytes, limits);
 * ```
 *
 * @throws TypeError for a name that no limit has; RangeError for a value that is none
 */
export function createDecodeLimits(options: DecodeLimitOptions = {}): DecodeLimits {
  if (typeof options !== "object" || options === null || isBuiltIn(options)) {
    throw new TypeError(`Cannot limit decoding: expected an object, got ${describeValue(options)}`);
  }
  // Limits spread into others bring their functions along.
  const named = Object.entries(options).filter(([name]) => !functions.includes(name));
  assertKnownKeys("createDecodeLimits()", Object.fromEntries(named), Object.keys(defaults));
  const limit = (name: keyof DecodeLimitOptions, most: number): number => {
    const value = options[name] ?? defaults[name]!;
    if (value >= 0 && value <= most && (Number.isInteger(value) || value === Infinity)) {
      return value;
    }
    const wanted = most === Infinity ? "of at least 0, or Infinity" : `from 0 to ${most}`;
    throw new RangeError(
      `Cannot set ${name} to ${describeValue(value)}: expected a whole number ${wanted}`,
    );
  };
  return limitsFrom({
    maxDepth: limit("maxDepth", DEEPEST_IN_BYTES),
    maxBytes: limit("maxBytes", Infinity),
    maxElements: limit("maxElements", Infinity),
    maxStringBytes: limit("maxStringBytes", Infinity),
    maxUnknownBytes: limit("maxUnknownBytes", Infinity),
  });
}

function limitsFrom(alone: LimitsAlone): DecodeLimits {
  const { maxDepth, maxBytes, maxElements, maxStringBytes, maxUnknownBytes } = alone;
  const least = Math.min(maxBytes, maxElements, maxStringBytes, maxUnknownBytes / MOST_GROWTH);
  const limits: DecodeLimits = {
    ...alone,
    apply(type, reader) {
      reader.maxNesting = maxDepth;
      const { position: start, end } = reader;
      if (end - start <= least) return;
      if (end - start > maxBytes) {
        const wanted = `a message of at most ${maxBytes} (maxBytes)`;
        failAt(start, `is the first of ${end - start} bytes: expected ${wanted}`);
      }
      new LimitWalk(reader, alone).message(type as AnyGeneratedType, 0);
      leave(reader, end);
      reader.position = start;
    },
    check: (type, message) => findPassedLimit(type as AnyGeneratedType, message, alone),
    typeWithin: <Type extends object>(type: Type): Type =>
      limitedType(type as unknown as AnyGeneratedType, limits) as unknown as Type,
  };
  return limits;
}

/**
 * The same type, whose messages are read within `limits`: for whoever reads what strangers send without saying the
 * limits each time. A channel or server has them for all of its messages with its option `decodeLimits`.
 *
 * They hold for `decode`, `readDelimited`, `fromJsonString`, `fromJson` and `fromText`. A text may have as many
 * characters as `maxBytes` says, and messages in it are held against the other limits once they have been read.
 * `maxDepth` is as deep as JSON and text are read too, 300 at most, unless their own option says otherwise.
 *
 * ```ts
 * const LimitedOrder = withDecodeLimits(Order, createDecodeLimits({ maxElements: 10_000 }));
 * ```
 *
 * @throws TypeError for what is no message type, and for limits that createDecodeLimits has not made
 */
export function withDecodeLimits<T, Init>(
  type: GeneratedType<T, Init>,
  limits: DecodeLimits,
): GeneratedType<T, Init> {
  assertDecodeLimits(limits, "limit a type");
  if (typeof (type as Partial<typeof type> | null)?.readFields !== "function") {
    throw new TypeError(`Cannot limit a type: expected a message type, got ${describeValue(type)}`);
  }
  return limits.typeWithin(type);
}

function limitedType<T, Init>(
  type: GeneratedType<T, Init>,
  limits: DecodeLimits,
): GeneratedType<T, Init> {
  return {
    typeName: type.typeName,
    limits,
    get fields() {
      return type.fields;
    },
    reservedNames: type.reservedNames,
    create: (init) => type.create(init),
    encode: (message) => type.encode(message),
    decode: (bytes, own = limits) => type.decode(bytes, own),
    write: (out, message) => type.write(out, message),
    read: (bytes, start, end, isKept = false, own = limits) =>
      type.read(bytes, start, end, isKept, own),
    createFields: (init) => type.createFields(init),
    writeFields: (out, message) => type.writeFields(out, message),
    readFields: (reader, into) => type.readFields(reader, into),
    jsonFields: type.jsonFields,
  };
}

type LimitsAlone = Omit<DecodeLimits, "apply" | "check" | "typeWithin">;

/** A packed number of one byte that a closed enum has not is kept with a key of up to five. */
const MOST_GROWTH = 6;

type FieldsByNumber = ReadonlyMap<number, FieldInfo>;

const fieldsOfTypes = new WeakMap<AnyGeneratedType, FieldsByNumber>();

function fieldsByNumberOf(type: AnyGeneratedType): FieldsByNumber {
  let fields = fieldsOfTypes.get(type);
  if (fields === undefined) {
    fields = new Map(type.fields.map((field) => [field.number, field]));
    fieldsOfTypes.set(type, fields);
  }
  return fields;
}

/** Bytes of one value in a packed field; 0 for varints, -1 for what is never packed. */
function widthOf(type: FieldInfo["type"]): number {
  if (type === "string" || type === "bytes" || type === "message") return -1;
  if (type === "double" || type.endsWith("fixed64")) return 8;
  return type === "float" || type.endsWith("fixed32") ? 4 : 0;
}

const numbersOfFields = new WeakMap<FieldInfo, ReadonlySet<number>>();

/** The numbers of a field's enum. */
function numbersOf(field: FieldInfo): ReadonlySet<number> {
  let numbers = numbersOfFields.get(field);
  if (numbers === undefined) {
    numbers = new Set(Object.values(field.values!));
    numbersOfFields.set(field, numbers);
  }
  return numbers;
}

/** How many bytes a key or an int32 takes. */
function varintBytes(value: number): number {
  return value < 0 ? 10 : Math.ceil((32 - Math.clz32(value | 1)) / 7);
}

class LimitWalk {
  readonly #reader: Reader;
  readonly #limits: LimitsAlone;
  #elements = 0;
  #unknownBytes = 0;

  constructor(reader: Reader, limits: LimitsAlone) {
    this.#reader = reader;
    this.#limits = limits;
  }

  /** Walks to the reader's end, or past `endTag`. */
  message(type: AnyGeneratedType, endTag: number): void {
    const reader = this.#reader;
    const fields = fieldsByNumberOf(type);
    while (reader.position < reader.end) {
      const start = reader.position;
      const tag = readTag(reader);
      if (tag === endTag) return;
      const field = fields.get(tag >>> 3);
      if (field === undefined || !this.#field(field, tag, start)) {
        skipValue(reader, tag, start);
        this.#keep(reader.position - start, start);
      }
    }
  }

  /** Unknown fields, and numbers that a closed enum has not. */
  #keep(bytes: number, start: number): void {
    this.#unknownBytes += bytes;
    const { maxUnknownBytes } = this.#limits;
    if (this.#unknownBytes > maxUnknownBytes) {
      const wanted = `at most ${maxUnknownBytes} in all (maxUnknownBytes)`;
      failAt(start, `is unknown, as ${this.#unknownBytes} bytes are by now: expected ${wanted}`);
    }
  }

  /** False where the key is not one of the field. */
  #field(field: FieldInfo, tag: number, start: number): boolean {
    const reader = this.#reader;
    const wireType = tag & 7;
    const width = widthOf(field.type);
    if (field.map !== undefined) {
      if (wireType !== 2) return false;
      this.#count(1, start);
      this.#entry(field, start);
    } else if (field.type === "message") {
      if (wireType !== (field.isDelimited === true ? 3 : 2)) return false;
      if (field.isRepeated === true) this.#count(1, start);
      this.#inner(field, tag);
    } else if (width < 0) {
      if (wireType !== 2) return false;
      if (field.isRepeated === true) this.#count(1, start);
      this.#text(start);
    } else if (wireType === 2) {
      if (field.isRepeated !== true) return false;
      if (field.isClosed === true) this.#packedClosed(field, start);
      else this.#packed(width, start);
    } else {
      if (wireType !== (width === 0 ? 0 : width === 4 ? 5 : 1)) return false;
      if (field.isRepeated === true) this.#count(1, start);
      if (field.isClosed !== true) skipValue(reader, tag, start);
      else if (!numbersOf(field).has(readInt32(reader))) this.#keep(reader.position - start, start);
    }
    return true;
  }

  #inner(field: FieldInfo, tag: number): void {
    const reader = this.#reader;
    if (++reader.nesting > reader.maxNesting) failNesting(reader);
    if ((tag & 7) === 3) this.message(field.message!(), tag + 1);
    else {
      const outerEnd = enter(reader);
      this.message(field.message!(), 0);
      leave(reader, outerEnd);
    }
    reader.nesting--;
  }

  #entry(field: FieldInfo, entryStart: number): void {
    const reader = this.#reader;
    const outerEnd = enter(reader);
    let isKnown = true;
    while (reader.position < reader.end) {
      const start = reader.position;
      const tag = readTag(reader);
      if (tag === 18 && field.type === "message") this.#inner(field, tag);
      else if (tag === 16 && field.isClosed === true) {
        isKnown = numbersOf(field).has(readInt32(reader));
      } else if ((tag & 7) === 2) this.#text(start);
      else skipValue(reader, tag, start);
    }
    leave(reader, outerEnd);
    if (!isKnown) this.#keep(reader.position - entryStart, entryStart);
  }

  #text(start: number): void {
    const length = readLength(this.#reader);
    const { maxStringBytes } = this.#limits;
    if (length > maxStringBytes) {
      failAt(start, `has length ${length}: expected at most ${maxStringBytes} (maxStringBytes)`);
    }
    this.#reader.position += length;
  }

  #packed(width: number, start: number): void {
    const { bytes } = this.#reader;
    const length = readLength(this.#reader);
    const end = this.#reader.position + length;
    let count = 0;
    if (width > 0) count = Math.ceil(length / width);
    else for (let at = this.#reader.position; at < end; at++) if (bytes[at]! < 0x80) count++;
    this.#count(count, start);
    this.#reader.position = end;
  }

  #packedClosed(field: FieldInfo, start: number): void {
    const reader = this.#reader;
    const numbers = numbersOf(field);
    const keyBytes = varintBytes(field.number * 8);
    const outerEnd = enter(reader);
    while (reader.position < reader.end) {
      this.#count(1, start);
      const value = readInt32(reader);
      if (!numbers.has(value)) this.#keep(keyBytes + varintBytes(value), start);
    }
    leave(reader, outerEnd);
  }

  #count(count: number, start: number): void {
    this.#elements += count;
    const { maxElements } = this.#limits;
    if (this.#elements > maxElements) {
      const wanted = `at most ${maxElements} in all (maxElements)`;
      failAt(start, `has element ${this.#elements} of the message: expected ${wanted}`);
    }
  }
}
