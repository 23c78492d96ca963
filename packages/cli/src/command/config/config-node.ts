// A value in a YAML file that knows its place: what is wrong with it is told with line, column and key.

import type { LineCounter, Node, Pair } from "yaml";
import type { Yaml } from "./yaml.js";

/** Collects what is wrong with a file. */
export class ConfigProblems {
  readonly yaml: Yaml;
  readonly #file: string;
  readonly #lines: LineCounter;
  readonly #found: { readonly offset: number; readonly text: string }[] = [];

  constructor(file: string, lines: LineCounter, yaml: Yaml) {
    this.yaml = yaml;
    this.#file = file;
    this.#lines = lines;
  }

  add(offset: number, sentence: string): void {
    const { line, col } = this.#lines.linePos(offset);
    this.#found.push({ offset, text: `${this.#file}:${line}:${col}: ${sentence}` });
  }

  /** One line each, in the order of the file. */
  get lines(): readonly string[] {
    return [...this.#found].sort((a, b) => a.offset - b.offset).map(({ text }) => text);
  }
}

export class ConfigNode {
  readonly #yaml: Yaml;
  readonly #problems: ConfigProblems;
  readonly #node: Node | null;
  readonly #offset: number;
  /** `generate[0].out`; empty for the whole file. */
  readonly key: string;

  constructor(problems: ConfigProblems, node: Node | null, key: string, offset: number) {
    this.#problems = problems;
    this.#yaml = problems.yaml;
    this.#node = node;
    this.key = key;
    this.#offset = node?.range?.[0] ?? offset;
  }

  fail(wanted: string): undefined {
    const name = this.key === "" ? "the file" : `"${this.key}"`;
    this.#problems.add(this.#offset, `${name} is ${this.#describe()}: expected ${wanted}`);
    return undefined;
  }

  /** The values by key; keys other than `known` are told. */
  map(known: readonly string[]): ReadonlyMap<string, ConfigNode> {
    const values = new Map<string, ConfigNode>();
    if (!this.#yaml.isMap(this.#node)) {
      this.fail(`keys and values: ${known.join(", ")}`);
      return values;
    }
    for (const { key, value } of this.#node.items as Pair<Node, Node | null>[]) {
      const name = this.#yaml.isScalar(key) ? String(key.value) : "?";
      const path = this.key === "" ? name : `${this.key}.${name}`;
      const offset = key.range?.[0] ?? this.#offset;
      if (known.includes(name)) values.set(name, this.#inner(value, path, offset));
      else this.#problems.add(offset, `"${path}" is not a key: expected ${known.join(", ")}`);
    }
    return values;
  }

  list(of: string): readonly ConfigNode[] {
    if (this.#yaml.isSeq(this.#node) && this.#node.items.length > 0) {
      return (this.#node.items as (Node | null)[]).map((item, index) =>
        this.#inner(item, `${this.key}[${index}]`, this.#offset),
      );
    }
    this.fail(`a list of ${of}`);
    return [];
  }

  /** A text that is not empty. */
  string(what: string): string | undefined {
    const value = this.#yaml.isScalar(this.#node) ? this.#node.value : undefined;
    return typeof value === "string" && value !== "" ? value : this.fail(what);
  }

  /** One text, or a list of them. */
  strings(what: string): readonly string[] {
    const isList = this.#yaml.isSeq(this.#node) && this.#node.items.length > 0;
    const items = isList ? this.list(what) : [this];
    return items.flatMap((item) => item.string(what) ?? []);
  }

  boolean(): boolean | undefined {
    const value = this.#yaml.isScalar(this.#node) ? this.#node.value : undefined;
    return typeof value === "boolean" ? value : this.fail("true or false");
  }

  oneOf<T extends string>(choices: readonly T[]): T | undefined {
    const value = this.#yaml.isScalar(this.#node) ? this.#node.value : undefined;
    const found = choices.find((choice) => choice === value);
    return found ?? this.fail(choices.join(" or "));
  }

  /** The value of `key`, whatever other keys there are. */
  get(key: string): ConfigNode | undefined {
    if (!this.#yaml.isMap(this.#node)) return undefined;
    const value = this.#node.get(key, true) as Node | undefined;
    return value && this.#inner(value, this.key === "" ? key : `${this.key}.${key}`, this.#offset);
  }

  /** The values of a map with any keys. */
  entries(what: string): readonly (readonly [string, ConfigNode])[] {
    if (!this.#yaml.isMap(this.#node)) return this.fail(what) ?? [];
    const items = this.#node.items as Pair<Node, Node | null>[];
    return items.map(({ key, value }) => {
      const name = this.#yaml.isScalar(key) ? String(key.value) : "?";
      return [name, this.#inner(value, `${this.key}.${name}`, key.range?.[0] ?? this.#offset)];
    });
  }

  get isMap(): boolean {
    return this.#yaml.isMap(this.#node);
  }

  /** The texts of a map with any keys: `key=value`. */
  pairs(what: string): readonly string[] {
    const items = this.#yaml.isMap(this.#node)
      ? (this.#node.items as Pair<Node, Node | null>[])
      : [];
    return items.flatMap(({ key, value }) => {
      const name = this.#yaml.isScalar(key) ? String(key.value) : "?";
      if (!this.#yaml.isScalar(value) || value.value === null) {
        return this.#inner(value, `${this.key}.${name}`, this.#offset).fail(what) ?? [];
      }
      return [`${name}=${value.value}`];
    });
  }

  #inner(node: Node | null, key: string, offset: number): ConfigNode {
    return new ConfigNode(this.#problems, node, key, offset);
  }

  #describe(): string {
    const node = this.#node;
    if (this.#yaml.isMap(node)) return "a map";
    if (this.#yaml.isSeq(node)) return node.items.length === 0 ? "an empty list" : "a list";
    if (!this.#yaml.isScalar(node) || node.value === null || node.value === "") return "empty";
    return JSON.stringify(node.value) ?? "something else";
  }
}
