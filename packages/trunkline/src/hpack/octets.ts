// Octets to strings and back, one octet to a UTF-16 unit (latin1).

interface Latin1Slice {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
}

const nativeSlice = (globalThis as { Buffer?: { prototype: Latin1Slice } }).Buffer?.prototype
  .latin1Slice;

/** Up to this many octets a loop beats the call into native code. */
const LOOP_OCTETS = 8;
/** How many arguments String.fromCharCode is given at most. */
const SPREAD_OCTETS = 4096;

/** The octets `start` to `end` as a string. */
export function octetsToString(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= LOOP_OCTETS) {
    let text = "";
    for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
    return text;
  }
  return nativeSlice === undefined
    ? octetsToStringPortably(bytes, start, end)
    : nativeSlice.call(bytes, start, end);
}

/** `octetsToString` for platforms without Node's Buffer. */
export function octetsToStringPortably(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at += SPREAD_OCTETS) {
    const part = bytes.subarray(at, Math.min(at + SPREAD_OCTETS, end));
    text += String.fromCharCode.apply(null, part as unknown as number[]);
  }
  return text;
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
