// The tokens of the text format, with where they are. Protobuf Text Format "Lexical Elements".

import { cut, shorten } from "../shorten.js";
import { TextError } from "./text-error.js";

export type TokenKind = "identifier" | "number" | "string" | "symbol" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** As it stands there; of a string its quotes too. */
  readonly text: string;
  readonly start: number;
}

const space = /[ \t\n\r\v\f]+/y;
const comment = /#[^\n]*/y;
const identifier = /[A-Za-z_]\w*/y;
const number = /(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fF]?)/y;
/** What is between the brackets around the name of an extension or a type. */
const bracketed = /\[\s*([\w.\-~!$&()*+,;=%:@/]+)\s*\]/y;

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

  /** Takes a name in brackets: the next token is the bracket. */
  takeBracketed(): string {
    bracketed.lastIndex = this.token.start;
    const match = bracketed.exec(this.#text);
    if (match === null) this.fail('a name and "]"', this.take());
    this.#position = bracketed.lastIndex;
    this.token = this.#scan();
    return match[1]!;
  }

  /** @throws TextError always: `expected a value, got "}"` */
  fail(wanted: string, token: Token = this.token): never {
    this.failAt(token, `expected ${wanted}, got ${describe(token)}`);
  }

  /** @throws TextError always */
  failAt({ start }: Token, problem: string): never {
    const before = this.#text.slice(0, start);
    const line = before.split("\n").length;
    throw new TextError(line, start - before.lastIndexOf("\n"), problem);
  }

  #scan(): Token {
    while (this.#match(space) !== undefined || this.#match(comment) !== undefined);
    const start = this.#position;
    const text = this.#text;
    const character = text[start];
    if (character === undefined) return { kind: "end", text: "", start };
    const word = this.#match(identifier);
    if (word !== undefined) return { kind: "identifier", text: word, start };
    const digits = this.#match(number);
    if (digits !== undefined) return this.#endNumber({ kind: "number", text: digits, start });
    if (character === '"' || character === "'") return this.#string(character, start);
    this.#position++;
    return { kind: "symbol", text: character, start };
  }

  /** Not by a pattern: what repeats a choice takes memory of the stack for each character. */
  #string(quote: string, start: number): Token {
    const text = this.#text;
    let at = start + 1;
    for (; at < text.length; at++) {
      const character = text[at];
      if (character === quote) {
        this.#position = at + 1;
        return { kind: "string", text: text.slice(start, at + 1), start };
      }
      if (character === "\\") at++;
      if (text[at] === "\n") break;
    }
    this.failAt({ kind: "symbol", text: quote, start }, "the string does not end in its line");
  }

  /** `1a` and `1.2.3` are no two tokens. */
  #endNumber(token: Token): Token {
    if (/[\w.]/.test(this.#text[this.#position] ?? "")) {
      this.failAt(token, `expected a space or a sign after the number ${cut(token.text)}`);
    }
    return token;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#position = pattern.lastIndex;
    return match[0];
  }
}

function describe({ kind, text }: Token): string {
  if (kind === "end") return "the end of the text";
  return shorten(text, 40);
}
