// A file being printed: its lines, and the imports that its lines asked for.

import type { EnumDescriptor, FileDescriptor, MessageDescriptor } from "../descriptor/index.js";
import { namesOfFile, outputPath } from "./file-names.js";
import { isBodyName } from "./local-name.js";
import type { CodegenOptions } from "./options.js";
import type { RuntimeFunction, RuntimeType } from "./runtime-names.js";

/** What the runtime exports; anything else below google/protobuf is a file like others. */
const wellKnownPaths: ReadonlySet<string> = new Set(
  "any api descriptor duration empty field_mask source_context struct timestamp type wrappers"
    .split(" ")
    .map((name) => `google/protobuf/${name}.proto`),
);

interface ImportedName {
  readonly name: string;
  readonly local: string;
  isTypeOnly: boolean;
}

/** Collects what one generated file consists of. */
export class GeneratedFile {
  readonly descriptor: FileDescriptor;
  readonly options: CodegenOptions;
  /** Lines of the body, without indentation handling: callers write what is to be read. */
  readonly #lines: string[] = [];
  /** The variables of the numbers of enums. */
  readonly #numbers = new Map<EnumDescriptor, string>();
  readonly #imports = new Map<string, Map<string, ImportedName>>();
  readonly #taken: Set<string>;

  constructor(descriptor: FileDescriptor, options: CodegenOptions) {
    this.descriptor = descriptor;
    this.options = options;
    this.#taken = new Set(namesOfFile(descriptor).taken);
  }

  print(...lines: readonly string[]): void {
    this.#lines.push(...lines);
  }

  /** Takes a name for a function or constant of this file: `wanted`, or with `$` where that is taken. */
  declare(wanted: string): string {
    let name = wanted;
    while (this.#taken.has(name)) name += "$";
    this.#taken.add(name);
    return name;
  }

  isTaken(name: string): boolean {
    return this.#taken.has(name);
  }

  /** A function or constant of the runtime, imported; gives its name here. */
  use(name: RuntimeFunction): string {
    return this.#import(this.options.runtimeImport, name, false);
  }

  /** A type of the runtime, imported; gives its name here. */
  useType(name: RuntimeType): string {
    return this.#import(this.options.runtimeImport, name, true);
  }

  /** A global such as `Map`, which a message of the same name may hide. */
  useGlobal(name: string): string {
    return this.#taken.has(name) ? `globalThis.${name}` : name;
  }

  /** The constant of a message or enum of this file or another. */
  useElement(element: MessageDescriptor | EnumDescriptor): string {
    return this.#element(element, namesOfFile(element.file).names.get(element)!, false);
  }

  /** The type of a message or enum. */
  useElementType(element: MessageDescriptor | EnumDescriptor): string {
    return this.#element(element, namesOfFile(element.file).names.get(element)!, true);
  }

  /** The constant of a file. */
  useFile(file: FileDescriptor): string {
    const { fileName } = namesOfFile(file);
    return file === this.descriptor ? fileName : this.#import(this.moduleOf(file), fileName, false);
  }

  useInitType(message: MessageDescriptor): string {
    return this.#element(message, namesOfFile(message.file).initNames.get(message)!, true);
  }

  /** The set of the numbers of an enum: declared at the end, for functions. */
  useNumbers(descriptor: EnumDescriptor): string {
    let name = this.#numbers.get(descriptor);
    if (name === undefined) {
      const element = this.useElement(descriptor);
      name = this.declare(`${element.charAt(0).toLowerCase()}${element.slice(1)}Numbers`);
      this.#numbers.set(descriptor, name);
      this.use("enumNumbers");
      this.useType("EnumNumbers");
    }
    return name;
  }

  isOwn(element: MessageDescriptor | EnumDescriptor): boolean {
    return element.file === this.descriptor;
  }

  /** The module that declares what `file` declares. */
  moduleOf(file: FileDescriptor): string {
    if (wellKnownPaths.has(file.path) && this.options.wellKnownTypes !== "siblings")
      return this.options.runtimeImport;
    const from = this.descriptor.path.split("/").slice(0, -1);
    const to = outputPath(file.path).replace(/\.ts$/, this.options.importSuffix).split("/");
    let shared = 0;
    while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
    const up = from.slice(shared).map(() => "..");
    return [...(up.length === 0 ? ["."] : up), ...to.slice(shared)].join("/");
  }

  /** The import statements and the body. */
  toString(): string {
    const numbers = [...this.#numbers].flatMap(([descriptor, name]) => [
      `const ${name}: ${this.useType("EnumNumbers")} =`,
      `  /* @__PURE__ */ ${this.use("enumNumbers")}(${this.useElement(descriptor)});`,
      "",
    ]);
    const imports = [...this.#imports]
      .sort(([left], [right]) => compareModules(left, right))
      .flatMap(([module, names]) => printImports(module, [...names.values()]));
    return [...imports, ...(imports.length === 0 ? [] : [""]), ...this.#lines, ...numbers].join(
      "\n",
    );
  }

  #element(element: MessageDescriptor | EnumDescriptor, name: string, isType: boolean): string {
    return this.isOwn(element) ? name : this.#import(this.moduleOf(element.file), name, isType);
  }

  #import(module: string, name: string, isTypeOnly: boolean): string {
    const names = this.#imports.get(module) ?? new Map<string, ImportedName>();
    this.#imports.set(module, names);
    let imported = names.get(name);
    if (imported === undefined) {
      const local = this.declare(isBodyName(name) ? `${name}$` : name);
      imported = { name, local, isTypeOnly };
      names.set(name, imported);
    }
    if (!isTypeOnly) imported.isTypeOnly = false;
    return imported.local;
  }
}

/** Packages before siblings, each by name. */
function compareModules(left: string, right: string): number {
  const order = Number(left.startsWith(".")) - Number(right.startsWith("."));
  return order !== 0 ? order : compare(left, right);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function printImports(module: string, names: ImportedName[]): string[] {
  const print = ({ name, local }: ImportedName): string =>
    name === local ? `  ${name},` : `  ${name} as ${local},`;
  const sorted = names.sort((left, right) => compare(left.name, right.name));
  const values = sorted.filter((each) => !each.isTypeOnly).map(print);
  const types = sorted.filter((each) => each.isTypeOnly).map(print);
  const from = `} from ${JSON.stringify(module)};`;
  return [
    ...(values.length === 0 ? [] : ["import {", ...values, from]),
    ...(types.length === 0 ? [] : ["import type {", ...types, from]),
  ];
}
