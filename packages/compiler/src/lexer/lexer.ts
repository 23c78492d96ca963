// Text to tokens, one at a time: nothing is kept, so a million tokens cost no memory.
//
// What cannot be a token is reported and stepped over; next() always returns, and ends at "end".

import type { Diagnostic } from "../diagnostic/index.js";
import type { SourceFile, Span } from "../source/index.js";
import * as errors from "./errors.js";
import { scanEscape } from "./literals.js";
import type { Token, TokenKind } from "./token.js";

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const STAR = 0x2a;
const DOT = 0x2e;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** The tokens of one file. `report` is called with each diagnostic as the lexer comes upon it. */
export class Lexer {
  readonly #file: SourceFile;
  readonly #text: string;
  readonly #report: (diagnostic: Diagnostic) => void;
  #at = 0;
  /** Few files have one: the rest need not look. */
  readonly #hasNul: boolean;

  constructor(file: SourceFile, report: (diagnostic: Diagnostic) => void) {
    this.#file = file;
    this.#text = file.text;
    this.#report = report;
    this.#hasNul = file.text.includes("\0");
  }

  /** The next token; at the end of the file a token of kind "end", again and again. */
  next(): Token {
    const startsLine = this.#skipSpaceAndComments();
    const start = this.#at;
    const kind = this.#scan(this.#text.charCodeAt(start));
    return { kind, text: this.#text.slice(start, this.#at), start, end: this.#at, startsLine };
  }

  /** Moves past one token that starts with `code` (NaN at the end). */
  #scan(code: number): TokenKind {
    if (Number.isNaN(code)) return "end";
    if (isLetter(code)) return this.#scanIdentifier();
    if (isDigit(code)) return this.#scanNumber();
    if (code === DOT && isDigit(this.#text.charCodeAt(this.#at + 1))) return this.#scanNumber();
    if (code === QUOTE || code === APOSTROPHE) return this.#scanString(code);
    this.#at++;
    return "symbol";
  }

  /** Spaces, comments and characters that belong nowhere; true when a line ended among them. */
  #skipSpaceAndComments(): boolean {
    const text = this.#text;
    let sawNewline = this.#at === 0;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === NEWLINE) {
        sawNewline = true;
        this.#at++;
      } else if (isSpace(code)) {
        this.#at++;
      } else if (code === SLASH && text.charCodeAt(this.#at + 1) === SLASH) {
        const start = this.#at;
        const end = text.indexOf("\n", start);
        this.#at = end < 0 ? text.length : end;
        this.#checkNul(start, this.#at);
      } else if (code === SLASH && text.charCodeAt(this.#at + 1) === STAR) {
        const end = text.indexOf("*/", this.#at + 2);
        const start = this.#at;
        this.#at = end < 0 ? text.length : end + 2;
        if (end < 0) this.#report(errors.unterminatedComment(this.#span(start, start + 2)));
        else this.#checkNested(start, end);
        this.#checkNul(start, this.#at);
        sawNewline ||= text.slice(start, this.#at).includes("\n");
      } else if (isStray(code)) {
        this.#skipStray();
      } else {
        return sawNewline;
      }
    }
  }

  /** Reports "/*" in a comment, even where its asterisk is that of the end. */
  #checkNested(start: number, end: number): void {
    const nested = this.#text.indexOf("/*", start + 2);
    if (nested < 0 || nested >= end) return;
    this.#report(
      errors.nestedComment(this.#span(nested, nested + 2), this.#span(start, start + 2)),
    );
  }

  /** Reports a character NUL, which may stand nowhere. */
  #checkNul(start: number, end: number): void {
    if (!this.#hasNul) return;
    const at = this.#text.slice(start, end).indexOf("\0");
    if (at < 0) return;
    this.#report(errors.strayCharacters(this.#span(start + at, start + at + 1)));
  }

  /** A run of characters that belong in no token: one diagnostic for all of them. */
  #skipStray(): void {
    const start = this.#at;
    while (isStray(this.#text.charCodeAt(this.#at))) this.#at++;
    this.#report(errors.strayCharacters(this.#span(start, this.#at)));
  }

  /** Letters past ASCII are taken along, so that a name with one is one mistake. */
  #scanIdentifier(): TokenKind {
    const start = this.#at;
    let isAscii = true;
    let code = this.#text.charCodeAt(start);
    while (isLetter(code) || isDigit(code)) {
      isAscii &&= code < 0x80;
      code = this.#text.charCodeAt(++this.#at);
    }
    if (isAscii) return "identifier";
    this.#report(errors.nameNotAscii(this.#span(start, this.#at)));
    return "malformed";
  }

  #scanNumber(): TokenKind {
    const start = this.#at;
    const pattern = /0[xX][0-9a-fA-F]*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d*)?/y;
    pattern.lastIndex = start;
    const text = pattern.exec(this.#text)![0];
    this.#at = start + text.length;
    const kind = /^0[xX]/.test(text) || /^\d+$/.test(text) ? "integer" : "float";
    const next = this.#text.charCodeAt(this.#at);
    if (isLetter(next) || isDigit(next)) {
      this.#scanIdentifier();
      this.#report(errors.numberRunsIntoName(this.#span(start, this.#at)));
    } else if (/^0[0-9]*[89]/.test(text) && kind === "integer") {
      this.#report(errors.badOctal(this.#span(start, this.#at)));
    } else if (/^0[xX]$/.test(text)) {
      this.#report(errors.emptyHex(this.#span(start, this.#at)));
    } else if (/[eE][+-]?$/.test(text) && kind === "float") {
      this.#report(errors.emptyExponent(this.#span(start, this.#at)));
    } else if (next === DOT && kind === "float") {
      // "1.2.3": the rest would be a float of its own and only confuse.
      while (this.#text.charCodeAt(this.#at) === DOT || isDigit(this.#text.charCodeAt(this.#at))) {
        this.#at++;
      }
      this.#report(errors.secondPoint(this.#span(start, this.#at)));
    } else {
      return kind;
    }
    return "malformed";
  }

  #scanString(quote: number): TokenKind {
    const start = this.#at++;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === quote) {
        this.#at++;
        this.#checkNul(start, this.#at);
        return "string";
      }
      if (Number.isNaN(code) || code === NEWLINE) {
        this.#report(errors.unterminatedString(this.#span(start, this.#at)));
        return "malformed";
      }
      if (code === BACKSLASH) {
        const { length, isValid } = scanEscape(this.#text, this.#at);
        if (!isValid) this.#report(errors.badEscape(this.#span(this.#at, this.#at + length)));
        this.#at += length;
      } else {
        this.#at++;
      }
    }
  }

  #span(start: number, end: number): Span {
    return { file: this.#file, start, end };
  }
}

/** Letters of any alphabet: those past ASCII are no part of a name, but meant as one. */
function isLetter(code: number): boolean {
  if (code >= 0x80) return /[\p{L}\p{M}]/u.test(String.fromCharCode(code));
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x5f;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Space, tab, vertical tab, form feed, carriage return. */
function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d && code !== NEWLINE);
}

/** Control characters and everything past ASCII but letters. */
function isStray(code: number): boolean {
  return (code >= 0x7f && !isLetter(code)) || (code < 0x20 && !isSpace(code) && code !== NEWLINE);
}
