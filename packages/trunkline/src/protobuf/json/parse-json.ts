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

/**
 * Objects and arrays may be nested as deep as anyone likes: what is read of them says how deep it may be.
 *
 * @throws JsonError for what is no JSON, and for a name given twice
 */
export function parseJson(text: string): unknown {
  return new JsonParser(text).parse();
}

/** An object or an array that has not ended yet. */
interface Open {
  readonly values: unknown[] | Record<string, unknown>;
  /** Of the value that is being read; any in an array; undefined between values. */
  name: string | undefined;
}

/** Stands for a value of which no more than the beginning was read. */
const begun: unique symbol = Symbol("begun");

class JsonParser {
  readonly #text: string;
  #position = 0;
  /** From the outermost on. A list and no recursion: the stack holds some thousand levels, a text has millions. */
  readonly #open: Open[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  parse(): unknown {
    for (;;) {
      let value = this.#value();
      if (value === begun) continue;
      let open = this.#open.at(-1);
      while (open !== undefined && this.#ends(open, value)) {
        value = open.values;
        this.#open.pop();
        open = this.#open.at(-1);
      }
      if (open !== undefined) continue;
      this.#skipSpace();
      if (this.#position < this.#text.length) this.#fail("the end of the text");
      return value;
    }
  }

  #value(): unknown {
    this.#skipSpace();
    switch (this.#text[this.#position]) {
      case "{":
        return this.#begin({}, "}");
      case "[":
        return this.#begin([], "]");
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

  #begin(values: Open["values"], end: string): unknown {
    this.#position++;
    const open: Open = { values, name: undefined };
    this.#open.push(open);
    if (this.#takes(end)) {
      this.#open.pop();
      return values;
    }
    this.#readName(open);
    return begun;
  }

  /** Puts a value into what is open; whether that ends after it. */
  #ends(open: Open, value: unknown): boolean {
    const { values, name } = open;
    open.name = undefined;
    if (Array.isArray(values)) {
      values.push(value);
      if (!this.#takes(",")) {
        if (!this.#takes("]")) this.#fail('"," or "]"');
        return true;
      }
    } else {
      // Not by assignment: "__proto__" is a name as any other.
      Object.defineProperty(values, name!, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
      if (!this.#takes(",")) {
        if (!this.#takes("}")) this.#fail('"," or "}"');
        return true;
      }
    }
    this.#readName(open);
    return false;
  }

  /** What comes before a value. */
  #readName(open: Open): void {
    const { values } = open;
    if (Array.isArray(values)) {
      open.name = "";
      return;
    }
    this.#skipSpace();
    const start = this.#position;
    if (this.#text[start] !== '"') this.#fail('a name in double quotes or "}"');
    const name = this.#string();
    if (Object.hasOwn(values, name)) this.#failTwice(name, start);
    if (!this.#takes(":")) this.#fail('":"');
    open.name = name;
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
    let path = "$";
    for (const { values, name } of this.#open) {
      if (name === undefined) continue;
      path += Array.isArray(values) ? `[${values.length}]` : propertyStep(name);
    }
    return path;
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
