// What a message may be that strangers send.
//
// Every message is decoded to a depth of 100 and no further. The other limits are looked at where a program asks for
// them: none of them can be passed by a message with far fewer bytes than the limit says, and a message with more is
// walked along once before it is decoded: see limit-walk.ts. So straight-line code stays as it is, and programs without
// limits contain neither file.

import { assertKnownKeys } from "../base/index.js";
import { assertDecodeLimits } from "./assert-limits.js";
import type { AnyGeneratedType, GeneratedType } from "./generated-type.js";
import { LimitWalk } from "./limit-walk.js";
import type { DecodeLimits, LimitNumbers } from "./limits.js";
import { findPassedLimit } from "./message-limits.js";
import { failAt, leave, MAX_NESTING } from "./reader.js";
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

/** How many bytes one byte may be kept as: a packed number that a closed enum has not gets a key of up to five. */
const MOST_GROWTH = 6;

function limitsFrom(numbers: LimitNumbers): DecodeLimits {
  const { maxDepth, maxBytes, maxElements, maxStringBytes, maxUnknownBytes } = numbers;
  const least = Math.min(maxBytes, maxElements, maxStringBytes, maxUnknownBytes / MOST_GROWTH);
  const limits: DecodeLimits = {
    ...numbers,
    apply(type, reader) {
      reader.maxNesting = maxDepth;
      const { position: start, end } = reader;
      if (end - start <= least) return;
      if (end - start > maxBytes) {
        const wanted = `a message of at most ${maxBytes} (maxBytes)`;
        failAt(start, `is the first of ${end - start} bytes: expected ${wanted}`);
      }
      new LimitWalk(reader, numbers).message(type as AnyGeneratedType, 0);
      leave(reader, end);
      reader.position = start;
    },
    check: (type, message) => findPassedLimit(type as AnyGeneratedType, message, numbers),
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
