// Strings of .proto text.

/** `text` as a string of a .proto file. */
export function quote(text: string): string {
  const escaped = text.replace(/[\\"\p{Cc}]/gu, (character) => {
    if (character === "\\" || character === '"') return `\\${character}`;
    const code = character.codePointAt(0)!;
    return code < 0x80 ? toOctal(code) : `\\u${code.toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}

/** The same for octets, which need not be text: those past ASCII are escaped unless all of it is UTF-8. */
export function quoteBytes(bytes: Uint8Array): string {
  try {
    return quote(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    const characters = [...bytes].map((byte) =>
      byte < 0x80 ? quote(String.fromCharCode(byte)).slice(1, -1) : toOctal(byte),
    );
    return `"${characters.join("")}"`;
  }
}

function toOctal(code: number): string {
  return `\\${code.toString(8).padStart(3, "0")}`;
}
