// What number and string tokens say (Protobuf Language "Lexical elements").

/** Integers past this many digits fit no field and are not worth the time to read exactly. */
const MAX_DIGITS = 400;
/** What stands for them: infinite as a double, as they are. */
const TOO_LARGE = 10n ** 400n;

/** Value of an integer token: decimal, octal with a leading 0, hexadecimal. A malformed one is 0. */
export function integerOf(text: string): bigint {
  if (text.length > MAX_DIGITS) return TOO_LARGE;
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return BigInt(text);
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text.slice(1)}`);
  return /^(0|[1-9]\d*)$/.test(text) ? BigInt(text) : 0n;
}

/** Value of an integer token as a double, exact up to 2^53. A malformed one is 0. */
export function numberOf(text: string): number {
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return Number.parseInt(text, 16);
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return /^(0|[1-9]\d*)$/.test(text) ? Number(text) : 0;
}

/** Value of a float or integer token as a double. */
export function floatOf(text: string): number {
  return Number.parseFloat(text) || 0;
}

/** Length in source of the escape at `at` (a backslash), and whether it is one of the language. */
export function scanEscape(text: string, at: number): { length: number; isValid: boolean } {
  const written = matchEscape(text, at);
  if (written === undefined) {
    // The backslash alone, so that a quote or a line end after it is still seen.
    const next = text.charAt(at + 1);
    return { length: next === "" || next === "\n" ? 1 : 2, isValid: false };
  }
  const isPastUnicode = /^\\U/.test(written) && Number.parseInt(written.slice(2), 16) > 0x10ffff;
  return { length: written.length, isValid: !isPastUnicode };
}

/** What a string token says, and its bytes where these are no UTF-8. */
export interface StringLiteral {
  /** With U+FFFD for what is not UTF-8. */
  readonly value: string;
  readonly bytes: Uint8Array | undefined;
}

/** What string tokens that follow each other say together, without quotes, escapes undone. */
export function stringOf(tokens: readonly string[]): StringLiteral {
  const parts: (string | number)[] = [];
  for (const token of tokens) readString(token, parts);
  // Bytes above 0x7f, and halves of a pair of surrogates, may or may not be UTF-8 together.
  const isPlain = parts.every((part) =>
    typeof part === "number" ? part < 0x80 : !/[\ud800-\udfff]/.test(part),
  );
  if (isPlain) {
    const texts = parts.map((part) =>
      typeof part === "number" ? String.fromCharCode(part) : part,
    );
    return { value: texts.join(""), bytes: undefined };
  }
  const bytes = encodeParts(parts);
  try {
    const value = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { value, bytes: undefined };
  } catch {
    return { value: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), bytes };
  }
}

/** Adds to `parts` the text of `token`, and the bytes of its octal and hexadecimal escapes. */
function readString(token: string, parts: (string | number)[]): void {
  const isClosed = token.length > 1 && token.endsWith(token.charAt(0));
  const body = token.slice(1, isClosed ? -1 : undefined);
  for (let at = 0; at < body.length; ) {
    const slash = body.indexOf("\\", at);
    if (slash < 0) {
      parts.push(body.slice(at));
      break;
    }
    if (slash > at) parts.push(body.slice(at, slash));
    const written = matchEscape(body, slash) ?? body.slice(slash, slash + 1);
    parts.push(escapeValue(written));
    at = slash + written.length;
  }
}

/** UTF-8, a lone surrogate as the three bytes it would have (as protoc writes it). */
function encodeParts(parts: readonly (string | number)[]): Uint8Array {
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  for (const part of joinTexts(parts)) {
    if (typeof part === "number") {
      bytes.push(part);
      continue;
    }
    for (const character of part) {
      const point = character.codePointAt(0)!;
      if (point >= 0xd800 && point <= 0xdfff) {
        bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
      } else {
        bytes.push(...encoder.encode(character));
      }
    }
  }
  return Uint8Array.from(bytes);
}

/** Texts that follow each other in one, so that the halves of a pair meet. */
function joinTexts(parts: readonly (string | number)[]): (string | number)[] {
  const joined: (string | number)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === "string" && typeof last === "string")
      joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}

function matchEscape(text: string, at: number): string | undefined {
  const pattern =
    /\\(?:[abfnrtv\\?'"]|[0-7]{1,3}|[xX][0-9a-fA-F]{1,2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/y;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const SIMPLE: { readonly [letter: string]: string } = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** A byte (of octal and hexadecimal escapes) or text. */
function escapeValue(written: string): string | number {
  const letter = written.charAt(1);
  const digits = written.slice(2);
  if (letter === "x" || letter === "X") return Number.parseInt(digits, 16);
  if (letter === "u" || letter === "U") {
    const point = Number.parseInt(digits, 16);
    return point > 0x10ffff ? "\ufffd" : String.fromCodePoint(point);
  }
  if (/[0-7]/.test(letter)) return Number.parseInt(written.slice(1), 8) & 0xff;
  return SIMPLE[letter] ?? letter;
}
