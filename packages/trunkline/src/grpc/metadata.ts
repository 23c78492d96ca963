// Metadata: what travels beside messages, before them (headers) and after them (trailers)
// (gRPC-HTTP2 "Custom-Metadata").
//
// One flat list of keys and values keeps the order of duplicates and costs nothing to make. Invariant:
// every key is lower case and valid, a value under a `-bin` key is a Uint8Array and any other a string.

import { decodeBase64, encodeBase64 } from "./base64.js";

/** The value under key `K`: bytes where the key ends in `-bin`, text otherwise. */
export type MetadataValue<K extends string> = string extends K
  ? string | Uint8Array
  : Lowercase<K> extends `${string}-bin`
    ? Uint8Array
    : string;

/** What metadata is made from: pairs in order, or a record whose values may be lists. */
export type MetadataInit =
  | Iterable<readonly [string, string | Uint8Array]>
  | { readonly [key: string]: string | Uint8Array | readonly (string | Uint8Array)[] };

/** Keys of the protocols below; `grpc-*` beside them (gRPC-HTTP2 "Custom-Metadata", RFC 9113 §8.2.2). */
const reservedKeys: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "content-type",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);

/** Keys that applications and tracing libraries own in spite of their names. */
const contextKeys: ReadonlySet<string> = new Set(["grpc-tags-bin", "grpc-trace-bin"]);

const keyPattern = /^[0-9a-z_.-]+$/;
const textPattern = /^[\x20-\x7e]*$/;

/**
 * Keys are case-insensitive and kept in lower case. Values are ASCII text, or bytes under a key that
 * ends in `-bin`. A key may have several values; they keep their order.
 *
 *     const metadata = new Metadata({ "x-tenant": "acme", "trace-bin": bytes });
 *     metadata.append("x-tenant", "acme-eu");
 *     metadata.getAll("x-tenant");   // ["acme", "acme-eu"]
 */
export class Metadata {
  /** Keys and values in turn. */
  #list: (string | Uint8Array)[] = [];

  /** @throws TypeError as `append` does */
  constructor(init?: MetadataInit) {
    if (init === undefined) return;
    if (Symbol.iterator in init) {
      for (const [key, value] of init as Iterable<readonly [string, string | Uint8Array]>) {
        this.append(key, value);
      }
      return;
    }
    for (const [key, value] of Object.entries(init)) {
      if (!Array.isArray(value)) this.append(key, value as string | Uint8Array);
      else for (const one of value) this.append(key, one);
    }
  }

  /** How many values there are, duplicates counted. */
  get size(): number {
    return this.#list.length / 2;
  }

  /** The first value under `key`. */
  get<K extends string>(key: K): MetadataValue<K> | undefined {
    const at = this.#indexOf(key.toLowerCase(), 0);
    return at < 0 ? undefined : (this.#list[at + 1] as MetadataValue<K>);
  }

  /** All values under `key`, in order. */
  getAll<K extends string>(key: K): MetadataValue<K>[] {
    const wanted = key.toLowerCase();
    const values: MetadataValue<K>[] = [];
    for (let at = this.#indexOf(wanted, 0); at >= 0; at = this.#indexOf(wanted, at + 2)) {
      values.push(this.#list[at + 1] as MetadataValue<K>);
    }
    return values;
  }

  has(key: string): boolean {
    return this.#indexOf(key.toLowerCase(), 0) >= 0;
  }

  /** Puts `value` in the place of all values under `key`. @throws TypeError as `append` does */
  set<K extends string>(key: K, value: MetadataValue<NoInfer<K>>): this {
    const checked = checkEntry(key, value);
    this.delete(key);
    this.#list.push(key.toLowerCase(), checked);
    return this;
  }

  /**
   * Adds a value after those that `key` has.
   *
   * @throws TypeError for a key that is invalid or reserved, and for a value that is not printable
   * ASCII, or not bytes where the key ends in `-bin`
   */
  append<K extends string>(key: K, value: MetadataValue<NoInfer<K>>): this {
    this.#list.push(key.toLowerCase(), checkEntry(key, value));
    return this;
  }

  /** Removes all values under `key`; true when there were any. */
  delete(key: string): boolean {
    const wanted = key.toLowerCase();
    const before = this.#list.length;
    this.#list = this.#list.filter((_, at) => this.#list[at & ~1] !== wanted);
    return this.#list.length < before;
  }

  /** Adds every value of `other`. */
  merge(other: Metadata): this {
    this.#list.push(...other.#list);
    return this;
  }

  /** A copy that changes on its own; byte values are shared. */
  clone(): Metadata {
    return new Metadata().merge(this);
  }

  /** Every key with each of its values, in order. */
  *entries(): IterableIterator<[string, string | Uint8Array]> {
    for (let at = 0; at < this.#list.length; at += 2) {
      yield [this.#list[at] as string, this.#list[at + 1]!];
    }
  }

  [Symbol.iterator](): IterableIterator<[string, string | Uint8Array]> {
    return this.entries();
  }

  /** A plain object of lists, for logs and JSON; bytes as base64. */
  toJSON(): Record<string, string[]> {
    const json: Record<string, string[]> = Object.create(null);
    for (const [key, value] of this) {
      json[key] ??= [];
      json[key].push(typeof value === "string" ? value : encodeBase64(value));
    }
    return json;
  }

  /** @internal Appends the header fields that carry this metadata, names and values in turn. */
  appendFieldsTo(fields: string[]): void {
    for (let at = 0; at < this.#list.length; at += 2) {
      const key = this.#list[at] as string;
      const value = this.#list[at + 1]!;
      // Received metadata may hold it; passed on, it would stand beside our own.
      if (key === "user-agent") continue;
      fields.push(key, typeof value === "string" ? value : encodeBase64(value));
    }
  }

  /** @internal As `appendFieldsTo`, as a list of its own. */
  toFields(): string[] {
    const fields: string[] = [];
    this.appendFieldsTo(fields);
    return fields;
  }

  /**
   * @internal The metadata in received header fields. What belongs to the protocols below is left out,
   * but for `user-agent`; a `-bin` value that is not base64 is dropped, since a value must never fail
   * the call.
   */
  static fromFields(fields: readonly string[]): Metadata {
    const metadata = new Metadata();
    const list = metadata.#list;
    for (let at = 0; at < fields.length; at += 2) {
      const key = fields[at]!;
      const value = fields[at + 1]!;
      if (key.startsWith(":") || (isReserved(key) && key !== "user-agent")) continue;
      if (!key.endsWith("-bin")) {
        list.push(key, value);
        continue;
      }
      // Several values under a key may come joined by commas (gRPC-HTTP2 "Custom-Metadata").
      for (const part of value.split(",")) {
        const bytes = decodeBase64(part.trim());
        if (bytes !== undefined) list.push(key, bytes);
      }
    }
    return metadata;
  }

  #indexOf(key: string, from: number): number {
    for (let at = from; at < this.#list.length; at += 2) {
      if (this.#list[at] === key) return at;
    }
    return -1;
  }
}

function isReserved(key: string): boolean {
  if (key.startsWith("grpc-")) return !contextKeys.has(key);
  return reservedKeys.has(key);
}

/** The value as it is kept. @throws TypeError */
function checkEntry(key: string, value: string | Uint8Array): string | Uint8Array {
  const name = String(key).toLowerCase();
  if (!keyPattern.test(name)) {
    throw new TypeError(
      `Cannot use metadata key ${JSON.stringify(key)}: expected letters, digits, "_", "-" and "." only`,
    );
  }
  if (isReserved(name)) {
    throw new TypeError(`Cannot use metadata key "${name}": it is reserved for the protocol`);
  }
  if (name.endsWith("-bin")) {
    if (value instanceof Uint8Array) return value;
    throw new TypeError(
      `Cannot use a ${typeof value} under metadata key "${name}": a key ending in "-bin" takes a Uint8Array`,
    );
  }
  if (typeof value !== "string") {
    throw new TypeError(
      `Cannot use a ${typeof value} under metadata key "${name}": expected a string, or a key ending in "-bin" for bytes`,
    );
  }
  // The text itself is not shown: metadata carries credentials.
  if (!textPattern.test(value)) {
    throw new TypeError(
      `Cannot use this value under metadata key "${name}": expected printable ASCII characters only`,
    );
  }
  // A field value must not begin or end with white space (RFC 9113 §8.2.1).
  return value.trim();
}
