// Random schemas: mostly valid, with every part of the language, and mistakes here and there of the kind that
// people make. Names come from short lists, so that they meet.

import { tokensOf } from "./corpora.testing.js";
import { randomOption } from "./random-option.testing.js";
import { beginFile, type RandomSource, toPieces } from "./target.testing.js";

const EDITIONS: readonly string[] = ["proto2", "proto3", "2023", "2024", "2026"];
const SCALARS: readonly string[] = [
  ...["int32", "int64", "uint32", "uint64", "sint32", "fixed64", "sfixed32"],
  ...["bool", "string", "bytes", "float", "double"],
];
const MESSAGES: readonly string[] = ["Ma", "Mb", "Mc"];
const ENUMS: readonly string[] = ["Ea", "Eb"];
const FIELDS: readonly string[] = ["id", "name", "foo_bar", "note", "a", "b_c", "total"];
const NUMBERS: readonly string[] = ["0", "1", "15", "100", "18999", "19000", "536870911", "max"];

/** A schema of one to three files as pieces. */
export function randomSchema(random: RandomSource): readonly string[] {
  const others = random.oneIn(2) ? [] : random.oneIn(2) ? ["b"] : ["b", "c"];
  const pieces = [...piecesOf(new SchemaWriter(random, "main", others).file())];
  for (const [index, name] of others.entries()) {
    pieces.push(beginFile(`${name}.proto`));
    pieces.push(...piecesOf(new SchemaWriter(random, name, others.slice(index + 1)).file()));
  }
  return pieces;
}

function piecesOf(text: string): readonly string[] {
  return tokensOf(Buffer.from(toPieces([text])[0]!, "latin1"));
}

class SchemaWriter {
  readonly #random: RandomSource;
  readonly #edition: string;
  readonly #package: string;
  /** Names of the files that it may import. */
  readonly #others: readonly string[];
  /** What it declares, each once. */
  readonly #messages: string[];
  readonly #enums: string[];
  readonly #types: string[];
  #count = 0;

  constructor(random: RandomSource, packageName: string, others: readonly string[]) {
    this.#random = random;
    this.#edition = random.pick(EDITIONS);
    this.#package = random.oneIn(10) ? "main" : packageName;
    this.#others = others;
    this.#messages = MESSAGES.slice(0, random.below(4));
    this.#enums = ENUMS.slice(0, random.below(3));
    this.#types = [...this.#messages, ...this.#enums];
  }

  file(): string {
    const random = this.#random;
    const keyword = this.#edition.startsWith("proto") ? "syntax" : "edition";
    const lines = random.oneIn(30) ? [] : [`${keyword} = "${this.#edition}";`];
    if (!random.oneIn(8)) lines.push(`package ${this.#package};`);
    for (const name of this.#others) {
      if (random.oneIn(2)) continue;
      lines.push(`import ${this.#rare("public ", 3)}"${name}.proto";`);
    }
    lines.push('import "google/protobuf/descriptor.proto";');
    const isOption = this.#isNew && random.oneIn(3);
    lines.push(`import ${isOption ? "option " : ""}"options.proto";`);
    this.#options(lines, "file", 4);
    for (const name of this.#messages) lines.push(this.#message(name, 0));
    for (const name of this.#enums) lines.push(this.#enum(name));
    if (random.oneIn(2)) lines.push(this.#extend());
    if (random.oneIn(2)) lines.push(this.#service());
    return lines.join("\n");
  }

  get #isNew(): boolean {
    return this.#edition === "2024" || this.#edition === "2026";
  }

  get #isEdition(): boolean {
    return !this.#edition.startsWith("proto");
  }

  #nested(depth: number): string {
    const random = this.#random;
    const index = this.#count++;
    if (random.oneIn(5)) return this.#extend();
    if (random.oneIn(2)) return this.#enum(`Kind${index}`);
    return this.#message(`Inner${index}`, depth + 1);
  }

  #message(name: string, depth: number): string {
    const random = this.#random;
    const lines: string[] = [];
    let number = 1;
    const next = () => String(random.oneIn(60) ? random.pick(NUMBERS) : number++);
    this.#options(lines, "message", 10);
    this.#some(lines, 5, () => this.#field(next()));
    if (random.oneIn(4)) {
      const fields: string[] = [];
      this.#options(fields, "oneof", 6);
      fields.push(this.#plainField("", next()));
      this.#some(fields, 2, () => this.#plainField("", next()));
      lines.push(`oneof ${random.pick(["choice", "foo_bar", "kind"])} {\n${fields.join("\n")}\n}`);
    }
    if (random.oneIn(5)) lines.push(this.#reserved());
    const hasExtensions = this.#edition === "proto3" ? random.oneIn(100) : random.oneIn(4);
    if (hasExtensions) lines.push(`extensions 2500 to 3000${this.#brackets("range")};`);
    if (depth < 2 && random.oneIn(2)) lines.push(this.#nested(depth));
    return `${this.#comment()}${this.#visibility()}message ${name} {${this.#comment()}\n${lines.join("\n")}\n}${this.#comment()}`;
  }

  #field(number: string): string {
    const random = this.#random;
    if (random.oneIn(8)) {
      const key = random.pick(["string", "int32", "bool", random.oneIn(30) ? "Ea" : "uint64"]);
      const type = `map<${key}, ${this.#type()}>`;
      return `${type} ${this.#name()} = ${number}${this.#brackets("field")};`;
    }
    if (this.#edition === "proto2" ? random.oneIn(8) : random.oneIn(300)) {
      const name = `Group${this.#count++}`;
      return `${random.pick(["optional", "repeated", "required"])} group ${name} = ${number}${this.#brackets("field")} {\n${this.#plainField("optional ", "1")}\n}`;
    }
    const label = this.#edition.startsWith("proto2")
      ? random.pick(["optional ", "optional ", "repeated ", "required "])
      : random.pick(["", "", "repeated ", this.#edition === "proto3" ? "optional " : ""]);
    return this.#plainField(random.oneIn(100) ? random.pick(["", "required "]) : label, number);
  }

  #plainField(label: string, number: string): string {
    return `${this.#comment()}${label}${this.#type()} ${this.#name()} = ${number}${this.#brackets("field")};${this.#comment()}`;
  }

  #name(): string {
    const random = this.#random;
    if (random.oneIn(80)) return random.pick(["message", "fooBar", "x__y", "_z", "stream", "Ma"]);
    return `${random.pick(FIELDS)}${random.oneIn(20) ? "" : String.fromCharCode(97 + (this.#count++ % 26))}`;
  }

  #type(): string {
    const random = this.#random;
    if (this.#types.length === 0 || !random.oneIn(3)) return random.pick(SCALARS);
    const name = random.pick(this.#types);
    if (!random.oneIn(12)) return name;
    return random.pick([
      `.${this.#package}.${name}`,
      `${this.#package}.${name}`,
      `b.Ma`,
      `Ma.${name}`,
      "google.protobuf.FieldOptions",
    ]);
  }

  #enum(name: string): string {
    const random = this.#random;
    const lines: string[] = [];
    this.#options(lines, "enum", 8);
    const prefix = name.toUpperCase();
    lines.push(`${prefix}_ZERO = ${random.oneIn(40) ? "1" : "0"}${this.#brackets("value")};`);
    this.#some(lines, 3, () => {
      const number = random.oneIn(10)
        ? random.pick(["-1", "0", "2147483647", "-2147483648", "0x7f"])
        : random.between(1, 200);
      return `${prefix}_${random.pick(["A", "B", "C"])}${random.below(200)} = ${number}${this.#brackets("value")};`;
    });
    if (random.oneIn(8)) lines.push(this.#reserved());
    return `${this.#comment()}${this.#visibility()}enum ${name} {\n${lines.join("\n")}\n}`;
  }

  #extend(): string {
    const random = this.#random;
    const isOptions = this.#edition === "proto3" || random.oneIn(3);
    const options = ["FieldOptions", "FileOptions", "EnumOptions", "FeatureSet"];
    const extendee = isOptions
      ? `google.protobuf.${random.pick(options)}`
      : random.oneIn(15)
        ? "Ma"
        : "opt.Base";
    const fields: string[] = [];
    const label = this.#edition === "proto2" || random.oneIn(60) ? "optional " : "";
    const first = isOptions ? 60_000 : 100;
    for (let left = random.between(1, 2); left > 0; left--) {
      fields.push(this.#plainField(label, String(random.between(first, first + 45))));
    }
    return `extend ${extendee} {\n${fields.join("\n")}\n}`;
  }

  #service(): string {
    const random = this.#random;
    const lines: string[] = [];
    this.#options(lines, "service", 5);
    this.#some(lines, 3, () => {
      const [input, output] = [this.#rare("stream ", 3), this.#rare("stream ", 3)];
      const body: string[] = [];
      this.#options(body, "rpc", 2);
      const end = body.length === 0 ? random.pick([";", " {}", ";"]) : ` {\n${body.join("\n")}\n}`;
      const type = () =>
        random.oneIn(40)
          ? this.#type()
          : random.pick(["google.protobuf.UninterpretedOption", ...this.#messages]);
      return `${this.#comment()}rpc Get${this.#count++}(${input}${type()}) returns (${output}${type()})${end}`;
    });
    return `${this.#comment()}service S {\n${lines.join("\n")}\n}`;
  }

  #reserved(): string {
    const random = this.#random;
    if (random.oneIn(2)) return `reserved ${this.#range()}${this.#rare(`, ${this.#range()}`, 6)};`;
    const name = random.oneIn(8) ? random.pick(FIELDS) : "gone";
    const isQuoted = this.#isEdition === random.oneIn(40);
    return `reserved ${isQuoted ? `"${name}"` : name};`;
  }

  #range(): string {
    const random = this.#random;
    const from = random.between(300, 2000);
    const to = random.oneIn(12)
      ? ` to ${random.pick(NUMBERS)}`
      : random.pick(["", ` to ${from + 10}`]);
    return `${random.oneIn(30) ? random.pick(NUMBERS) : from}${to}`;
  }

  #options(lines: string[], owner: string, oneIn: number): void {
    if (!this.#random.oneIn(oneIn)) return;
    for (let left = this.#random.between(1, 2); left > 0; left--) {
      const option = randomOption(this.#random, owner, this.#isEdition);
      lines.push(`option ${option};${this.#comment()}`);
    }
  }

  #brackets(owner: string): string {
    const random = this.#random;
    if (!random.oneIn(12)) return "";
    const count = random.oneIn(3) ? 2 : 1;
    return ` [${Array.from({ length: count }, () => randomOption(random, owner, this.#isEdition)).join(", ")}]`;
  }

  #visibility(): string {
    return this.#rare(this.#random.pick(["export ", "local "]), this.#isNew ? 4 : 150);
  }

  #comment(): string {
    const random = this.#random;
    if (!random.oneIn(12)) return "";
    return random.pick([" // after\n", "\n// before\n", "\n/* block\n * more */\n", "\n// é\n\n"]);
  }

  #rare(text: string, oneIn: number): string {
    return this.#random.oneIn(oneIn) ? text : "";
  }

  #some(lines: string[], most: number, make: () => string): void {
    for (let left = this.#random.below(most + 1); left > 0; left--) lines.push(make());
  }
}
