// What `create` does with the parts of an init, and what writing does with the two forms of a map.

import { isBuiltIn, tagOf } from "./tag-of.js";
import { describeValue, type Refusal } from "./value-error.js";

/** The default of bytes, which all messages share: there is nothing in it, and its memory is not to be transferred. */
export const noBytes: Uint8Array = /* @__PURE__ */ new Uint8Array(0);

/** A oneof whose `case` is none of its members. @throws TypeError always */
export function rejectCase(oneof: { readonly case: string }): never {
  throw new TypeError(`expected a member of the oneof, got ${describeValue(oneof.case)}`);
}

/** @throws TypeError for a oneof that says which member it has, and does not have it */
export function checkMember(value: unknown): void {
  if (value === undefined) rejectMember();
}

function rejectMember(): never {
  const error = new TypeError("expected a value of the oneof, got undefined");
  // For fields that a policy holds as something else: see refused-moment.ts.
  const isAbout: Refusal["isAbout"] = ({ oneof }, value) =>
    oneof !== undefined && value === undefined;
  throw Object.defineProperty(error, "isAbout", { value: isAbout });
}

/** A list of its own. */
export function createList<T>(init: readonly T[] | undefined): T[];
export function createList<I, T>(
  init: readonly I[] | undefined,
  createElement: (init: I) => T,
): T[];
export function createList<I, T>(
  init: readonly I[] | undefined,
  createElement?: (init: I) => T,
): (I | T)[] {
  if (init === undefined) return [];
  checkList(init);
  return createElement === undefined ? init.slice() : init.map((element) => createElement(element));
}

/** @throws TypeError for anything but an array */
export function checkList(value: readonly unknown[]): void {
  if (!Array.isArray(value)) throw new TypeError(`expected an array, got ${describeValue(value)}`);
}

/** How an init may give a map: as it is read, or as a record whose keys are written as strings. */
export type MapInit<K, V> = ReadonlyMap<K, V> | { readonly [key: string]: V };

/** A map of its own. */
export function createMap<K, V>(
  init: MapInit<K, V> | undefined,
  toKey: (key: string) => K,
): Map<K, V>;
export function createMap<K, I, V>(
  init: MapInit<K, I> | undefined,
  toKey: (key: string) => K,
  createElement: (init: I) => V,
): Map<K, V>;
export function createMap<K, I, V>(
  init: MapInit<K, I> | undefined,
  toKey: (key: string) => K,
  createElement?: (init: I) => V,
): Map<K, I | V> {
  const map = new Map<K, I | V>();
  if (init === undefined) return map;
  for (const [key, value] of entriesOf(init, toKey)) {
    map.set(key, createElement === undefined ? value : createElement(value));
  }
  return map;
}

/** The entries of either form of a map; `toKey` turns the key of a record into one of the map. */
export function entriesOf<K, V>(
  init: MapInit<K, V>,
  toKey: (key: string) => K,
): Iterable<readonly [K, V]> {
  if (isMap<K, V>(init)) return init;
  return keysOf(init).map((key) => [toKey(key), init[key]!] as const);
}

/** Whether either form of a map has no entries. @throws TypeError for what is neither */
export function isEmptyMap(init: MapInit<unknown, unknown>): boolean {
  return isMap(init) ? init.size === 0 : keysOf(init).length === 0;
}

function keysOf(record: object): string[] {
  if (typeof record !== "object" || record === null) rejectMap(record);
  const keys = Object.keys(record);
  if (keys.length === 0 && isBuiltIn(record)) rejectMap(record);
  return keys;
}

function rejectMap(init: unknown): never {
  throw new TypeError(`expected a Map or a record, got ${describeValue(init)}`);
}

/** Also true for maps of another realm (a `vm` context, a frame). */
function isMap<K, V>(value: MapInit<K, V>): value is ReadonlyMap<K, V> {
  return value instanceof Map || tagOf(value) === "Map";
}

// A key that is not what it should be stays a string, and writing it then says so.

export function toStringKey(key: string): string {
  return key;
}

export function toNumberKey(key: string): number {
  const number = /^-?\d+$/.test(key) ? Number(key) : Number.NaN;
  // Not rounded: whoever writes it refuses it as it was given.
  return (Number.isSafeInteger(number) ? number : key) as number;
}

export function toBigintKey(key: string): bigint {
  return (/^-?\d+$/.test(key) ? BigInt(key) : key) as bigint;
}

export function toBooleanKey(key: string): boolean {
  return (key === "true" ? true : key === "false" ? false : key) as boolean;
}
