// Lists of numbers as typed arrays: one block of memory instead of a list of values. A kind for each of the typed
// arrays that a packed field can be held by, with what is done alike for all of them. How they are read and written
// is in read-typed.ts and write-typed.ts.

import type { OutputBuffer } from "../base/index.js";
import { checkList } from "./create-values.js";
import type { ScalarName } from "./generated-type.js";
import { lowWord } from "./halves.js";
import {
  readDouble,
  readFixed32,
  readFixed64,
  readFloat,
  readSfixed32,
  readSfixed64,
} from "./read-fixed.js";
import type { Reader } from "./reader.js";
import { tagOf } from "./tag-of.js";
import { describeValue, rejectValue } from "./value-error.js";
import {
  putDouble,
  putFixed32,
  putFixed64,
  putFloat,
  putSfixed32,
  putSfixed64,
} from "./write-fixed.js";

/** What holds the values. */
export type TypedList =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** One value of a list. */
export type ElementOf<List> = List extends BigInt64Array | BigUint64Array ? bigint : number;

interface TypedListConstructor<List> {
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): List;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): List;
}

/** One of the typed arrays, and the scalar of fixed width that is the same in memory and on the wire. */
export interface TypedKind<List extends TypedList> {
  /** `Float64Array`. */
  readonly name: string;
  readonly make: TypedListConstructor<List>;
  /** Bytes of a value. */
  readonly width: number;
  /** Another one each time: who has a list may transfer its memory. */
  readonly empty: List;
  /** True where memory has the bytes of a value in the order of the wire: nearly everywhere. */
  readonly isWireOrder: boolean;
  /** Whether a value is one that the list can hold. */
  readonly isElement: (value: ElementOf<List>) => boolean;
  /** The scalar of fixed width. */
  readonly type: ScalarName;
  readonly read: (reader: Reader) => ElementOf<List>;
  readonly put: (out: OutputBuffer, value: ElementOf<List>) => void;
}

/** A list as something to assign to, whatever it holds. */
export function elementsOf<List extends TypedList>(
  list: List,
): { [index: number]: ElementOf<List> } {
  return list as unknown as { [index: number]: ElementOf<List> };
}

/** Makes a kind for this platform. */
function createKind<List extends TypedList>(
  make: TypedListConstructor<List>,
  type: ScalarName,
  isElement: TypedKind<List>["isElement"],
  read: TypedKind<List>["read"],
  put: TypedKind<List>["put"],
): TypedKind<List> {
  const { name, BYTES_PER_ELEMENT: width } = make;
  return {
    name,
    make,
    width,
    get empty() {
      return new make(0);
    },
    isWireOrder: lowWord === 0,
    isElement,
    type,
    read,
    put,
  };
}

export const typedDoubles: TypedKind<Float64Array> = /* @__PURE__ */ createKind<Float64Array>(
  Float64Array,
  "double",
  (value) => typeof value === "number",
  readDouble,
  putDouble,
);

export const typedFloats: TypedKind<Float32Array> = /* @__PURE__ */ createKind<Float32Array>(
  Float32Array,
  "float",
  (value) =>
    typeof value === "number" && (Number.isFinite(Math.fround(value)) || !Number.isFinite(value)),
  readFloat,
  putFloat,
);

export const typedInt32s: TypedKind<Int32Array> = /* @__PURE__ */ createKind<Int32Array>(
  Int32Array,
  "sfixed32",
  (value) => (value | 0) === value,
  readSfixed32,
  putSfixed32,
);

export const typedUint32s: TypedKind<Uint32Array> = /* @__PURE__ */ createKind<Uint32Array>(
  Uint32Array,
  "fixed32",
  (value) => value >>> 0 === value,
  readFixed32,
  putFixed32,
);

export const typedInt64s: TypedKind<BigInt64Array> = /* @__PURE__ */ createKind<BigInt64Array>(
  BigInt64Array,
  "sfixed64",
  (value) => typeof value === "bigint" && BigInt.asIntN(64, value) === value,
  readSfixed64,
  putSfixed64,
);

export const typedUint64s: TypedKind<BigUint64Array> = /* @__PURE__ */ createKind<BigUint64Array>(
  BigUint64Array,
  "fixed64",
  (value) => typeof value === "bigint" && BigInt.asUintN(64, value) === value,
  readFixed64,
  putFixed64,
);

/** Whether a list is one of the kind; also true of one of another realm (a `vm` context, a frame), not of what has its name alone. */
export function isTyped<List extends TypedList>(
  list: unknown,
  { name, make }: TypedKind<List>,
): list is List {
  return list instanceof make || (ArrayBuffer.isView(list) && tagOf(list) === name);
}

/** A list of its own, from either form of an init. @throws TypeError for anything else, and for a wrong value */
export function createTyped<List extends TypedList>(
  init: List | readonly ElementOf<List>[] | undefined,
  kind: TypedKind<List>,
): List {
  if (init === undefined) return kind.empty;
  return joinTyped(kind.empty, init, kind);
}

/** A list of its own with the values of two. @throws TypeError for a wrong value */
export function joinTyped<List extends TypedList>(
  list: List,
  more: List | readonly ElementOf<List>[],
  kind: TypedKind<List>,
): List {
  const isArray = !isTyped(more, kind);
  if (isArray && !Array.isArray(more)) rejectTyped(more, kind);
  const length = list.length + more.length;
  if (length === 0) return kind.empty;
  const joined = new kind.make(length);
  if (list.length > 0) joined.set(list as never);
  if (!isArray) joined.set(more as never, list.length);
  else {
    const elements = elementsOf(joined);
    let at = list.length;
    for (const value of more as readonly ElementOf<List>[]) {
      if (!kind.isElement(value)) rejectValue(kind.type, value);
      elements[at++] = value;
    }
  }
  return joined;
}

function rejectTyped(list: unknown, { name }: { readonly name: string }): never {
  throw new TypeError(`expected an array or ${name}, got ${describeValue(list)}`);
}

/**
 * A list with room for `count` more values. Where a field comes in many pieces there is more memory behind it than it
 * shows, so that a list of a million pieces is not copied a million times. A list that is a view of bytes has no room
 * of its own; behind its key and its length it never begins where its memory does.
 */
export function extendTyped<List extends TypedList>(
  list: List,
  count: number,
  { make, width }: TypedKind<List>,
): List {
  const before = list.length;
  const length = before + count;
  if (before === 0) return new make(length);
  const { buffer, byteOffset } = list;
  if (byteOffset === 0 && length * width <= buffer.byteLength) return new make(buffer, 0, length);
  const larger = new make(Math.max(length, before * 2));
  larger.set(list as never);
  return new make(larger.buffer, 0, length);
}

/** A list and one value after it. */
export function appendTyped<List extends TypedList>(
  list: List,
  value: ElementOf<List>,
  kind: TypedKind<List>,
): List {
  const extended = extendTyped(list, 1, kind);
  elementsOf(extended)[list.length] = value;
  return extended;
}

/** @throws TypeError for what is neither an array nor what `kind` is of, where there is one */
export function checkElements(
  list: readonly unknown[],
  kind: TypedKind<TypedList> | undefined,
): void {
  if (kind === undefined || !isTyped(list, kind)) checkList(list);
}

/** The kind of that name. */
export function typedKindOf(name: string): TypedKind<TypedList> {
  const kinds = [
    typedDoubles,
    typedFloats,
    typedInt32s,
    typedUint32s,
    typedInt64s,
    typedUint64s,
  ] as readonly unknown[] as readonly TypedKind<TypedList>[];
  return kinds.find((kind) => kind.name === name)!;
}
