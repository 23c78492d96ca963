// Limits held against the bytes of a message before it is decoded: a walk by the field table, which makes no values. It
// enters what decoding enters, and skips what decoding keeps as unknown.

import type { AnyGeneratedType, FieldInfo } from "./generated-type.js";
import type { LimitNumbers } from "./limits.js";
import { enter } from "./read-message.js";
import { readLength } from "./read-string.js";
import { failNesting, skipValue } from "./read-unknown.js";
import { readInt32, readTag } from "./read-varint.js";
import { failAt, leave, type Reader } from "./reader.js";

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

/** One walk along one message, which counts all that is in it. */
export class LimitWalk {
  readonly #reader: Reader;
  readonly #limits: LimitNumbers;
  #elements = 0;
  #unknownBytes = 0;

  constructor(reader: Reader, limits: LimitNumbers) {
    this.#reader = reader;
    this.#limits = limits;
  }

  /**
   * Walks to the reader's end, or past `endTag`; 0 where there is none.
   *
   * @throws DecodeFault where a limit is passed, or bytes are malformed
   */
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
