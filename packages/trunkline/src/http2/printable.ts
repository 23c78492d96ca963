// Text of the peer's in our messages and logs.

/** Text that can do nothing to a terminal or a log: other characters than printable ASCII are `\x1b`. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}

/** The same in quotes, cut at `maxChars`. */
export function quoted(text: string, maxChars: number): string {
  return text.length <= maxChars
    ? `"${printable(text)}"`
    : `"${printable(text.slice(0, maxChars))}…"`;
}
