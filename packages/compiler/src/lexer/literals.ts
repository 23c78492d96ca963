// What number and string tokens say (Protobuf Language "Lexical elements").

/** Integers past this many digits fit no field and are not worth the time to read exactly. */
const MAX_DIGITS = 64;

/** Value of an integer token: decimal, octal with a leading 0, hexadecimal. A malformed one is 0. */
export function integerOf(text: string): bigint {
  if (text.length > MAX_DIGITS) return 1n << 128n;
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return BigInt(text);
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text.slice(1)}`);
  return /^(0|[1-9]\d*)$/.test(text) ? BigInt(text) : 0n;
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

/** What a string token says, without quotes, escapes undone; bytes that are not UTF-8 become U+FFFD. */
export function stringOf(token: string): string {
  const isClosed = token.length > 1 && token.endsWith(token.charAt(0));
  const body = token.slice(1, isClosed ? -1 : undefined);
  if (!body.includes("\\")) return body;
  const parts: (string | number)[] = [];
  let hasHighBytes = false;
  for (let at = 0; at < body.length; ) {
    const slash = body.indexOf("\\", at);
    if (slash < 0) {
      parts.push(body.slice(at));
      break;
    }
    parts.push(body.slice(at, slash));
    const written = matchEscape(body, slash) ?? body.slice(slash, slash + 1);
    const value = escapeValue(written);
    if (typeof value === "number" && value > 0x7f) hasHighBytes = true;
    parts.push(value);
    at = slash + written.length;
  }
  if (!hasHighBytes) {
    return parts.map((p) => (typeof p === "number" ? String.fromCharCode(p) : p)).join("");
  }
  const encoder = new TextEncoder();
  const bytes = parts.flatMap((p) => (typeof p === "number" ? [p] : [...encoder.encode(p)]));
  return new TextDecoder().decode(Uint8Array.from(bytes));
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
