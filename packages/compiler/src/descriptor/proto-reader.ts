// The other way round than ProtoWriter: bytes of a message to its fields, by number, for messages that no
// code was generated for.

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const START_GROUP = 3;
const END_GROUP = 4;
const FIXED32 = 5;

/** Messages within messages are read when they are asked for, so only groups nest here. */
const MAX_GROUP_DEPTH = 100;

/** One field as it stands in the bytes. */
export interface RawField {
  readonly number: number;
  /** What a varint, fixed32 or fixed64 holds, unsigned; 0 for the rest. */
  readonly integer: bigint;
  /** What stands after a length, or in a group; undefined for the rest. */
  readonly bytes: Uint8Array | undefined;
  readonly isGroup: boolean;
}

/**
 * The fields of a message that is not known at compile time. Where a field is not repeated the last one
 * counts, and a message of several records is that of the last.
 *
 * @throws RangeError when the bytes are no message.
 */
export class ProtoMessage {
  readonly fields: readonly RawField[];
  readonly #byNumber = new Map<number, RawField[]>();

  constructor(bytes: Uint8Array) {
    this.fields = readFields(bytes);
    for (const field of this.fields) {
      const known = this.#byNumber.get(field.number);
      if (known === undefined) this.#byNumber.set(field.number, [field]);
      else known.push(field);
    }
  }

  has(number: number): boolean {
    return this.#byNumber.has(number);
  }

  all(number: number): readonly RawField[] {
    return this.#byNumber.get(number) ?? [];
  }

  bytes(number: number): Uint8Array | undefined {
    return this.all(number).at(-1)?.bytes;
  }

  /** Empty where it is not set. */
  string(number: number): string {
    const bytes = this.bytes(number);
    return bytes === undefined ? "" : toText(bytes);
  }

  strings(number: number): readonly string[] {
    return this.all(number).map(({ bytes }) => toText(bytes ?? NO_BYTES));
  }

  /** 0 where it is not set. */
  int32(number: number): number {
    return Number(BigInt.asIntN(32, this.all(number).at(-1)?.integer ?? 0n));
  }

  /** Of a repeated field, packed or not. */
  int32s(number: number): readonly number[] {
    return this.all(number)
      .flatMap(({ integer, bytes }) => (bytes === undefined ? [integer] : readVarints(bytes)))
      .map((value) => Number(BigInt.asIntN(32, value)));
  }

  bool(number: number): boolean {
    return (this.all(number).at(-1)?.integer ?? 0n) !== 0n;
  }

  message(number: number): ProtoMessage | undefined {
    const bytes = this.bytes(number);
    return bytes && new ProtoMessage(bytes);
  }

  messages(number: number): readonly ProtoMessage[] {
    return this.all(number).map(({ bytes }) => new ProtoMessage(bytes ?? NO_BYTES));
  }
}

/** The numbers of a packed field, unsigned: varints, or each of `width` bytes. */
export function unpackNumbers(bytes: Uint8Array, width?: 4 | 8): readonly bigint[] {
  if (width === undefined) return readVarints(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length % width !== 0) throw new RangeError("Packed numbers end within one");
  return Array.from({ length: bytes.length / width }, (_, index) =>
    width === 8 ? view.getBigUint64(8 * index, true) : BigInt(view.getUint32(4 * index, true)),
  );
}

const NO_BYTES = new Uint8Array();

function toText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function readFields(bytes: Uint8Array): RawField[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: RawField[] = [];
  const groups: number[] = [];
  /** Where the content of the outermost open group begins. */
  let groupStart = 0;
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) {
    const start = cursor.at;
    const tag = Number(readVarint(bytes, cursor));
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (number === 0) throw new RangeError(`Field number 0 at byte ${cursor.at}`);
    let integer = 0n;
    let content: Uint8Array | undefined;
    if (wireType === VARINT) integer = readVarint(bytes, cursor);
    else if (wireType === FIXED64) {
      integer = view.getBigUint64(advance(bytes, cursor, 8), true);
    } else if (wireType === FIXED32) {
      integer = BigInt(view.getUint32(advance(bytes, cursor, 4), true));
    } else if (wireType === LENGTH) {
      const length = Number(readVarint(bytes, cursor));
      const from = advance(bytes, cursor, length);
      content = bytes.subarray(from, from + length);
    } else if (wireType === START_GROUP) {
      if (groups.length === 0) groupStart = cursor.at;
      groups.push(number);
      if (groups.length > MAX_GROUP_DEPTH) throw new RangeError("Groups are nested too deep");
      continue;
    } else if (wireType !== END_GROUP || groups.pop() !== number) {
      throw new RangeError(`Wire type ${wireType} at byte ${cursor.at} means nothing there`);
    } else {
      content = bytes.subarray(groupStart, start);
    }
    const isGroup = wireType === END_GROUP;
    if (groups.length === 0) fields.push({ number, integer, bytes: content, isGroup });
  }
  if (groups.length > 0) throw new RangeError("A group has no end");
  return fields;
}

interface Cursor {
  at: number;
}

/** Where `cursor` was, after it was moved on by `length`. */
function advance(bytes: Uint8Array, cursor: Cursor, length: number): number {
  const from = cursor.at;
  if (length > bytes.length - from) throw new RangeError(`Bytes end within a field at ${from}`);
  cursor.at += length;
  return from;
}

function readVarints(bytes: Uint8Array): bigint[] {
  const values: bigint[] = [];
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) values.push(readVarint(bytes, cursor));
  return values;
}

function readVarint(bytes: Uint8Array, cursor: Cursor): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = bytes[advance(bytes, cursor, 1)]!;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
  throw new RangeError(`Varint at byte ${cursor.at} is too long`);
}
