// Octets to strings and back, one octet to a UTF-16 unit (latin1), and octets compared and copied. Short
// runs in loops, which beat the call into native code; long ones natively where Node's Buffer is there.

interface BufferMethods {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  compare(
    this: Uint8Array,
    target: Uint8Array,
    targetStart: number,
    targetEnd: number,
    start: number,
    end: number,
  ): number;
}

const native = (globalThis as { Buffer?: { prototype: BufferMethods } }).Buffer?.prototype;
const nativeSlice = native?.latin1Slice;
const nativeCompare = native?.compare;

/** Up to this many octets are made into a string by a loop. */
const LOOP_STRING_OCTETS = 8;
/** Up to this many octets are compared or copied by a loop. */
const LOOP_OCTETS = 64;
/** How many arguments String.fromCharCode is given at most. */
const SPREAD_OCTETS = 4096;

/** The octets `start` to `end` as a string. */
export function octetsToString(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= LOOP_STRING_OCTETS) {
    let text = "";
    for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
    return text;
  }
  return nativeSlice === undefined
    ? octetsToStringPortably(bytes, start, end)
    : nativeSlice.call(bytes, start, end);
}

/** `octetsToString` for platforms without Node's Buffer. */
function octetsToStringPortably(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at += SPREAD_OCTETS) {
    const part = bytes.subarray(at, Math.min(at + SPREAD_OCTETS, end));
    text += String.fromCharCode.apply(null, part as unknown as number[]);
  }
  return text;
}

/** Whether the first `length` octets of `kept` are those from `start` in `bytes`, which has that many. */
export function startsAlike(
  kept: Uint8Array,
  length: number,
  bytes: Uint8Array,
  start: number,
): boolean {
  if (length > LOOP_OCTETS && nativeCompare !== undefined) {
    return nativeCompare.call(bytes, kept, 0, length, start, start + length) === 0;
  }
  for (let at = 0; at < length; at++) {
    if (kept[at] !== bytes[start + at]) return false;
  }
  return true;
}

/** Writes all of `source` at `at`, where there is room for it; returns where it ends. */
export function copyOctets(source: Uint8Array, target: Uint8Array, at: number): number {
  const { length } = source;
  if (length > LOOP_OCTETS) target.set(source, at);
  else
    for (let position = 0; position < length; position++) target[at + position] = source[position]!;
  return at + length;
}

/**
 * The octet that a UTF-16 unit is sent as. Names and values are latin1 by contract; a unit that is
 * none is sent as "?", since cutting it to 8 bits could make a line feed out of "\u010a".
 */
export function octetOf(unit: number): number {
  return unit < 0x100 ? unit : 0x3f;
}

/** Writes `text` at `at`, where there is room for it; returns where it ends. */
export function writeOctets(target: Uint8Array, at: number, text: string): number {
  for (let position = 0; position < text.length; position++) {
    target[at + position] = octetOf(text.charCodeAt(position));
  }
  return at + text.length;
}
