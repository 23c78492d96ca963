// String literals of the text format: bytes with escapes. Protobuf Text Format "String Literals".

const encoder: InstanceType<typeof TextEncoder> = /* @__PURE__ */ new TextEncoder();

const simple: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  "?": 0x3f,
  "\\": 0x5c,
  "'": 0x27,
  '"': 0x22,
};

const part =
  /[^\\]+|\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([abtnvfr?\\'"]))/y;

/** The bytes that a literal stands for, quotes included in `literal`; undefined where an escape is none. */
export function unescapeLiteral(literal: string): Uint8Array | undefined {
  const inner = literal.slice(1, -1);
  if (!inner.includes("\\")) return encoder.encode(inner);
  const bytes: number[] = [];
  for (part.lastIndex = 0; part.lastIndex < inner.length; ) {
    const match = part.exec(inner);
    if (match === null) return undefined;
    const [text, octal, hex, short, long, letter] = match;
    const unicode = short ?? long;
    if (octal !== undefined) {
      const byte = Number.parseInt(octal, 8);
      if (byte > 0xff) return undefined;
      bytes.push(byte);
    } else if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (unicode !== undefined) {
      const point = Number.parseInt(unicode, 16);
      // Half of a surrogate pair is no character, and a pair is to be written as the one that it is.
      if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
      bytes.push(...encoder.encode(String.fromCodePoint(point)));
    } else if (letter !== undefined) bytes.push(simple[letter]!);
    else for (const byte of encoder.encode(text)) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

const escapes: Readonly<Record<number, string>> = {
  9: "\\t",
  10: "\\n",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};

/** A string as a literal: characters stay as they are, unless they are control characters. */
export function escapeString(text: string): string {
  const clean = text.replace(/\p{Surrogate}/gu, "\uFFFD");
  // All but the space and what is above it; of that not the quote, the backslash and DEL.
  const escaped = clean.replace(/[^ !#-[\]-~\u0080-\uffff]/g, (character) =>
    escapeByte(character.charCodeAt(0)),
  );
  return `"${escaped}"`;
}

/** Bytes as a literal: what is not printable ASCII is escaped. */
export function escapeBytes(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    text += isPlain ? String.fromCharCode(byte) : escapeByte(byte);
  }
  return `"${text}"`;
}

function escapeByte(byte: number): string {
  return escapes[byte] ?? `\\${byte.toString(8).padStart(3, "0")}`;
}
