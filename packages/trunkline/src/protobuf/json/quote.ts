// Strings of JSON (RFC 8259 §7): with quotes around them, and escapes where there must be some.

/** Characters up to which a loop is faster than a regular expression. */
const SHORT = 24;

/** What is not from here: control characters, the quote, the backslash, halves of surrogate pairs. */
const special = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** `text` as a string of JSON. A lone surrogate becomes U+FFFD, as in the binary format. */
export function quote(text: string): string {
  if (text.length > SHORT) return special.test(text) ? quoteSpecial(text) : `"${text}"`;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit <= 0xdfff)) {
      return quoteSpecial(text);
    }
  }
  return `"${text}"`;
}

function quoteSpecial(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, "\uFFFD"));
}
