// String literals of the text format: bytes with escapes. Protobuf Text Format "String Literals".

const encoder: InstanceType<typeof TextEncoder> = /* @__PURE__ */ new TextEncoder();

const decoder: InstanceType<typeof TextDecoder> = /* @__PURE__ */ new TextDecoder("utf-8", {
  ignoreBOM: true,
});

const BACKSLASH = 0x5c;

/** What stands for one byte, by the character behind the backslash. */
const simple: Readonly<Record<number, number>> = {
  97: 7,
  98: 8,
  116: 9,
  110: 10,
  118: 11,
  102: 12,
  114: 13,
  63: 0x3f,
  92: 0x5c,
  39: 0x27,
  34: 0x22,
};

/** The bytes that a literal stands for, quotes included in `literal`; undefined where an escape is none. */
export function unescapeLiteral(literal: string): Uint8Array | undefined {
  if (!literal.includes("\\")) return encoder.encode(literal.slice(1, -1));
  return new Literal(literal).bytes();
}

/** A literal with escapes on its way to bytes. */
class Literal {
  readonly #text: string;
  /** Where the closing quote is. */
  readonly #end: number;
  readonly #bytes: Uint8Array;
  #position = 1;
  #length = 0;

  constructor(text: string) {
    this.#text = text;
    this.#end = text.length - 1;
    // Escapes have no more bytes than characters, and no unit of UTF-16 has more than three.
    let most = text.length;
    for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) most += 2;
    this.#bytes = new Uint8Array(most);
  }

  bytes(): Uint8Array | undefined {
    while (this.#position < this.#end) {
      const code = this.#text.charCodeAt(this.#position);
      if (code === BACKSLASH) {
        this.#position++;
        if (!this.#threeDigits() && !this.#escape()) return undefined;
      } else if (code < 0x80) {
        this.#bytes[this.#length++] = code;
        this.#position++;
      } else this.#run();
    }
    return this.#bytes.slice(0, this.#length);
  }

  /** What is not ASCII, up to the next escape. */
  #run(): void {
    const next = this.#text.indexOf("\\", this.#position);
    const end = next < 0 ? this.#end : next;
    const run = this.#text.slice(this.#position, end);
    this.#length += encoder.encodeInto(run, this.#bytes.subarray(this.#length)).written;
    this.#position = end;
  }

  /** A byte as most are escaped; false where there are not three octal digits of one. */
  #threeDigits(): boolean {
    const at = this.#position;
    const text = this.#text;
    const first = text.charCodeAt(at) - 0x30;
    const second = text.charCodeAt(at + 1) - 0x30;
    const third = text.charCodeAt(at + 2) - 0x30;
    if (first < 0 || first > 3 || (second & ~7) !== 0 || (third & ~7) !== 0) return false;
    this.#bytes[this.#length++] = first * 64 + second * 8 + third;
    this.#position = at + 3;
    return true;
  }

  /** False where what is behind the backslash is no escape. */
  #escape(): boolean {
    const code = this.#text.charCodeAt(this.#position);
    if (code >= 0x30 && code <= 0x37) return this.#byte(8, 3);
    this.#position++;
    switch (code) {
      case 0x58:
      case 0x78:
        return this.#byte(16, 2);
      case 0x75:
        return this.#point(4);
      case 0x55:
        return this.#point(8);
    }
    const byte = simple[code];
    if (byte === undefined) return false;
    this.#bytes[this.#length++] = byte;
    return true;
  }

  /** One byte of so many digits at most. */
  #byte(base: number, mostDigits: number): boolean {
    const last = Math.min(this.#position + mostDigits, this.#end);
    const start = this.#position;
    let byte = 0;
    for (; this.#position < last; this.#position++) {
      const value = digitOf(this.#text.charCodeAt(this.#position));
      if (value >= base) break;
      byte = byte * base + value;
    }
    if (this.#position === start || byte > 0xff) return false;
    this.#bytes[this.#length++] = byte;
    return true;
  }

  /** A character by exactly so many digits. */
  #point(digits: number): boolean {
    const last = this.#position + digits;
    if (last > this.#end) return false;
    let point = 0;
    for (; this.#position < last; this.#position++) {
      const value = digitOf(this.#text.charCodeAt(this.#position));
      if (value >= 16) return false;
      point = point * 16 + value;
    }
    // Half of a surrogate pair is no character, and a pair is to be written as the one that it is.
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return false;
    const bytes = encoder.encode(String.fromCodePoint(point));
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return true;
  }
}

/** Of a hexadecimal digit; 16 for what is none. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 16;
}

/** What is written for a byte that is not printable ASCII, a quote or a backslash. */
const escapes: Readonly<Record<number, string>> = {
  9: "\\t",
  10: "\\n",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};

function escapeByte(byte: number): string {
  return escapes[byte] ?? `\\${byte.toString(8).padStart(3, "0")}`;
}

/** What each byte is in text, in four bytes of which so many count. */
interface EscapedBytes {
  readonly units: Uint8Array;
  readonly counts: Uint8Array;
}

let escapedBytes: EscapedBytes | undefined;

function escapeAllBytes(): EscapedBytes {
  const units = new Uint8Array(256 * MOST);
  const counts = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) {
    const isPlain = byte >= 0x20 && byte < 0x7f && escapes[byte] === undefined;
    const escaped = isPlain ? Uint8Array.of(byte) : encoder.encode(escapeByte(byte));
    units.set(escaped, byte * MOST);
    counts[byte] = escaped.length;
  }
  return { units, counts };
}

/** A byte is this many in text at most. */
const MOST = 4;

/** So many bytes are escaped at once. */
const AT_ONCE = 16_384;

/** What is not from here: control characters, the quote, the backslash, halves of surrogate pairs. */
const special = /[^ !#-[\]-~\u0080-\ud7ff\ue000-\uffff]/;

/** The same without those halves. */
const control = /[^ !#-[\]-~\u0080-\uffff]/;

/** A string as a literal: characters stay as they are, unless they are control characters. */
export function escapeString(text: string): string {
  if (!special.test(text)) return `"${text}"`;
  const whole = text.replace(/\p{Surrogate}/gu, "\uFFFD");
  return `"${control.test(whole) ? escapeUnits(encoder.encode(whole), 0x80) : whole}"`;
}

/** Bytes as a literal: what is not printable ASCII is escaped. */
export function escapeBytes(bytes: Uint8Array): string {
  return `"${escapeUnits(bytes, 0x100)}"`;
}

/** UTF-8 as text, with those bytes escaped that are less than `end` and not printable. */
function escapeUnits(bytes: Uint8Array, end: number): string {
  escapedBytes ??= escapeAllBytes();
  const { units, counts } = escapedBytes;
  const escaped = new Uint8Array(MOST * Math.min(bytes.length, AT_ONCE));
  let text = "";
  for (let start = 0; start < bytes.length; ) {
    const stop = Math.min(start + AT_ONCE, bytes.length);
    let length = 0;
    for (; start < stop; start++) {
      const byte = bytes[start]!;
      const count = counts[byte]!;
      if (count === 1 || byte >= end) escaped[length++] = byte;
      else for (let i = 0; i < count; i++) escaped[length++] = units[byte * MOST + i]!;
    }
    text += decoder.decode(escaped.subarray(0, length), { stream: start < bytes.length });
  }
  return text;
}
