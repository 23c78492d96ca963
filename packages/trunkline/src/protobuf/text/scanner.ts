// The tokens of the text format, with where they are. Protobuf Text Format "Lexical Elements".

import { cut, shorten } from "../shorten.js";
import { TextError } from "./text-error.js";

export type TokenKind = "identifier" | "number" | "string" | "symbol" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** As it stands there; of a string its quotes too. */
  readonly text: string;
  readonly start: number;
  /** True of a string without escapes and surrogates: what is between its quotes is what it stands for. */
  readonly isPlain: boolean;
}

/** The rarer numbers: those with an exponent, a suffix or another base. */
const numberPattern = /(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fF]?)/y;
/** What the name of an extension or a type is made of between its brackets, if it is a part of an URL too. */
const bracketedPattern = /[\w.\-~!$&()*+,;=%:@/]+/y;

const letter = 1;
const digit = 2;
const space = 4;

/** What characters of ASCII are; no other begins or goes on anything. */
const classes: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) return letter;
  if (/[0-9]/.test(character)) return digit;
  return /[ \t\n\r\v\f]/.test(character) ? space : 0;
});

const NEWLINE = 0x0a;
const HASH = 0x23;
const DOT = 0x2e;
const BACKSLASH = 0x5c;

/** Walks along a text; `token` is the next one, not taken yet. */
export class Scanner {
  readonly #text: string;
  #position = 0;
  token: Token;

  constructor(text: string) {
    this.#text = text;
    this.token = this.#scan();
  }

  /** Takes the next token and gives it. */
  take(): Token {
    const { token } = this;
    this.token = this.#scan();
    return token;
  }

  /** Takes the next token if it is the symbol. */
  takes(symbol: string): boolean {
    if (this.token.kind !== "symbol" || this.token.text !== symbol) return false;
    this.take();
    return true;
  }

  /** Takes a name in brackets: the next token is the bracket. Spaces and comments may be anywhere in it, as in protoc. */
  takeBracketed(): string {
    const text = this.#text;
    const { start } = this.token;
    let name = "";
    for (;;) {
      bracketedPattern.lastIndex = this.#skipSpace();
      const part = bracketedPattern.exec(text);
      if (part === null) break;
      name += part[0];
      this.#position = bracketedPattern.lastIndex;
    }
    const end = this.#skipSpace();
    if (name === "" || text[end] !== "]") {
      this.#position = start + 1;
      this.fail('a name and "]"', this.take());
    }
    this.#position = end + 1;
    this.token = this.#scan();
    return name;
  }

  /** @throws TextError always: `expected a value, got "}"` */
  fail(wanted: string, token: Token = this.token): never {
    this.failAt(token, `expected ${wanted}, got ${describe(token)}`);
  }

  /** @throws TextError always */
  failAt({ start }: Pick<Token, "start">, problem: string): never {
    const before = this.#text.slice(0, start);
    const line = before.split("\n").length;
    throw new TextError(line, start - before.lastIndexOf("\n"), problem);
  }

  #scan(): Token {
    const start = this.#skipSpace();
    const text = this.#text;
    if (start === text.length) return { kind: "end", text: "", start, isPlain: false };
    const code = text.charCodeAt(start);
    const what = classOf(code);
    if (what === letter) {
      const end = this.#endOf(start, letter | digit);
      this.#position = end;
      return { kind: "identifier", text: text.slice(start, end), start, isPlain: false };
    }
    if (what === digit || (code === DOT && classOf(text.charCodeAt(start + 1)) === digit)) {
      return this.#number(start);
    }
    const character = text[start]!;
    if (character === '"' || character === "'") return this.#string(code, start);
    this.#position = start + 1;
    return { kind: "symbol", text: character, start, isPlain: false };
  }

  /** Where the next token begins, behind spaces and comments. */
  #skipSpace(): number {
    const text = this.#text;
    let at = this.#position;
    for (;;) {
      at = this.#endOf(at, space);
      if (text.charCodeAt(at) !== HASH) return at;
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    }
  }

  /** Where characters of other classes begin, or the text ends. */
  #endOf(start: number, wanted: number): number {
    const text = this.#text;
    let at = start;
    while (at < text.length && (classOf(text.charCodeAt(at)) & wanted) !== 0) at++;
    return at;
  }

  #number(start: number): Token {
    const text = this.#text;
    let end = this.#endOf(start, digit);
    if (text.charCodeAt(end) === DOT) end = this.#endOf(end + 1, digit);
    if (this.#goesOn(end)) {
      numberPattern.lastIndex = start;
      numberPattern.test(text);
      end = numberPattern.lastIndex;
    }
    this.#position = end;
    const token = { kind: "number", text: text.slice(start, end), start, isPlain: false } as const;
    // `1a` and `1.2.3` are no two tokens.
    if (this.#goesOn(end)) {
      this.failAt(token, `expected a space or a sign after the number ${cut(token.text)}`);
    }
    return token;
  }

  #goesOn(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === DOT || (classOf(code) & (letter | digit)) !== 0;
  }

  /** Not by a pattern: what repeats a choice takes memory of the stack for each character. */
  #string(quote: number, start: number): Token {
    const text = this.#text;
    let isPlain = true;
    for (let at = start + 1; at < text.length; at++) {
      let code = text.charCodeAt(at);
      if (code === quote) {
        this.#position = at + 1;
        return { kind: "string", text: text.slice(start, at + 1), start, isPlain };
      }
      if (code === BACKSLASH) {
        isPlain = false;
        code = text.charCodeAt(++at);
      }
      if (code === NEWLINE) break;
      if (code >= 0xd800 && code <= 0xdfff) isPlain = false;
    }
    this.failAt({ start }, "the string does not end in its line");
  }
}

/** 0 for what is not ASCII, and past the end of a text. */
function classOf(code: number): number {
  return code < 128 ? classes[code]! : 0;
}

function describe({ kind, text }: Token): string {
  if (kind === "end") return "the end of the text";
  return shorten(text, 40);
}
