// JSON text to values, strictly (RFC 8259): no name twice in an object, whole numbers past 2^53 as bigints, and
// errors with a line and a column. JSON.parse is several times faster and is what most texts are read with; this
// is for those with which something is wrong, or where a number has more digits than JavaScript keeps.

import { shorten } from "../shorten.js";
import { JsonError, propertyStep } from "./json-error.js";
import { parseWholeNumber } from "./whole-number.js";

/** Whole numbers of more digits are read as others are, in floating point. */
const MAX_DIGITS = 40;

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** @throws JsonError for what is no JSON, for a name given twice, and for nesting deeper than `maxDepth` */
export function parseJson(text: string, maxDepth: number): unknown {
  return new JsonParser(text, maxDepth).parse();
}

class JsonParser {
  readonly #text: string;
  readonly #maxDepth: number;
  #position = 0;
  #depth = 0;
  /** The steps down to the value being read. */
  readonly #path: string[] = [];

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  parse(): unknown {
    const value = this.#value();
    this.#skipSpace();
    if (this.#position < this.#text.length) this.#fail("the end of the text");
    return value;
  }

  #value(): unknown {
    this.#skipSpace();
    switch (this.#text[this.#position]) {
      case "{":
        return this.#object();
      case "[":
        return this.#array();
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #object(): unknown {
    this.#open();
    const object: Record<string, unknown> = {};
    if (!this.#takes("}")) {
      do {
        this.#skipSpace();
        const start = this.#position;
        if (this.#text[start] !== '"') this.#fail('a name in double quotes or "}"');
        const name = this.#string();
        if (Object.hasOwn(object, name)) this.#failTwice(name, start);
        if (!this.#takes(":")) this.#fail('":"');
        this.#path.push(propertyStep(name));
        const value = this.#value();
        this.#path.pop();
        // Not by assignment: "__proto__" is a name as any other.
        Object.defineProperty(object, name, {
          value,
          enumerable: true,
          writable: true,
          configurable: true,
        });
      } while (this.#takes(","));
      if (!this.#takes("}")) this.#fail('"," or "}"');
    }
    this.#depth--;
    return object;
  }

  #array(): unknown {
    this.#open();
    const array: unknown[] = [];
    if (!this.#takes("]")) {
      do {
        this.#path.push(`[${array.length}]`);
        array.push(this.#value());
        this.#path.pop();
      } while (this.#takes(","));
      if (!this.#takes("]")) this.#fail('"," or "]"');
    }
    this.#depth--;
    return array;
  }

  #open(): void {
    this.#position++;
    if (++this.#depth > this.#maxDepth) {
      throw new JsonError(this.#pathText(), `nested deeper than ${this.#maxDepth}`);
    }
  }

  #string(): string {
    const text = this.#text;
    let result = "";
    let start = ++this.#position;
    for (;;) {
      const unit = text.charCodeAt(this.#position);
      if (unit === 0x22) break;
      if (unit === 0x5c) {
        result += text.slice(start, this.#position) + this.#escape();
        start = this.#position;
      } else if (unit < 0x20) this.#fail("an escape, since strings have no control characters");
      else if (Number.isNaN(unit)) this.#fail('"\\"", which ends a string');
      else this.#position++;
    }
    result += text.slice(start, this.#position);
    this.#position++;
    return result;
  }

  #escape(): string {
    const letter = this.#text[this.#position + 1] ?? "";
    if (letter === "u") {
      const digits = this.#text.slice(this.#position + 2, this.#position + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail('four hexadecimal digits after "\\u"');
      this.#position += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    if (!Object.hasOwn(escapes, letter)) this.#fail("an escape of JSON");
    this.#position += 2;
    return escapes[letter]!;
  }

  #number(): number | bigint {
    numberPattern.lastIndex = this.#position;
    const match = numberPattern.exec(this.#text);
    if (match === null) this.#fail("a value");
    this.#position = numberPattern.lastIndex;
    const number = Number(match[0]);
    const isExact = Number.isSafeInteger(number) || match[0].length > MAX_DIGITS;
    return isExact ? number : (parseWholeNumber(match[0]) ?? number);
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#position)) this.#fail("a value");
    this.#position += word.length;
    return value;
  }

  #takes(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#position] !== character) return false;
    this.#position++;
    return true;
  }

  #skipSpace(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#position);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.#position++;
    }
  }

  #pathText(): string {
    return `$${this.#path.join("")}`;
  }

  #failTwice(name: string, start: number): never {
    const path = this.#pathText() + propertyStep(name);
    throw new JsonError(path, `the name is given twice, again at ${this.#place(start)}`);
  }

  #fail(wanted: string): never {
    const found = this.#text[this.#position];
    const given = found === undefined ? "the end of the text" : shorten(found);
    const place = `JSON at ${this.#place(this.#position)}`;
    throw new JsonError(this.#pathText(), `expected ${wanted}, got ${given}`, place);
  }

  #place(position: number): string {
    const before = this.#text.slice(0, position);
    const line = before.split("\n").length;
    return `line ${line}, column ${position - before.lastIndexOf("\n")}`;
  }
}
