// The options of everything in a file, once all names of the run are linked.

import type { FieldNode, MethodNode, OptionNode } from "../../ast/index.js";
import type {
  ExtensionDescriptor,
  FieldDescriptor,
  MessageDescriptor,
} from "../../descriptor/index.js";
import type { DeclaredEnum, DeclaredFile, DeclaredMessage } from "../declare.js";
import type { FileLink } from "../file-link.js";
import type { Scope } from "../scope.js";
import { interpretOptions } from "./interpret-options.js";
import type { InterpretedOptions } from "./interpreted-options.js";

/** The message of descriptor.proto called `name`: `FieldOptions`. */
export type OptionsTypes = (name: string) => MessageDescriptor | undefined;

/** Interprets all options of `declared`, by the element they stand on, into `found`. */
export function interpretFile(
  link: FileLink,
  declared: DeclaredFile,
  types: OptionsTypes,
  found: Map<object, InterpretedOptions>,
): void {
  new FileInterpreter(link, types, found).interpret(declared);
}

class FileInterpreter {
  readonly #link: FileLink;
  readonly #types: OptionsTypes;
  readonly #found: Map<object, InterpretedOptions>;

  constructor(link: FileLink, types: OptionsTypes, found: Map<object, InterpretedOptions>) {
    this.#link = link;
    this.#types = types;
    this.#found = found;
  }

  interpret({ descriptor, file, scope, messages, enums, services }: DeclaredFile): void {
    this.#add(descriptor, "FileOptions", file.node.options, scope);
    for (const one of messages) this.#message(one, scope);
    for (const one of enums) this.#enum(one, scope);
    for (const [index, one] of services.entries()) {
      const service = descriptor.services[index]!;
      this.#add(service, "ServiceOptions", one.node.options, scope);
      for (const method of service.methods) {
        // By descriptor: a method whose types mean nothing has none.
        const node = this.#link.nodes.get(method) as MethodNode;
        // Braces without options are options all the same: none.
        this.#add(method, "MethodOptions", node.options, one.scope, node.body !== undefined);
      }
    }
    this.#fields(descriptor.extensions, scope);
  }

  #message({ node, descriptor, scope, messages, enums }: DeclaredMessage, outer: Scope): void {
    this.#add(descriptor, "MessageOptions", node.options, outer);
    this.#fields(descriptor.fields, scope);
    this.#fields(descriptor.extensions, scope);
    for (const [index, one] of descriptor.oneofs.entries()) {
      this.#add(one, "OneofOptions", node.oneofs[index]?.options, scope);
    }
    const statements = node.extensions.flatMap((one) => one.ranges.map(() => one));
    for (const [index, range] of descriptor.extensionRanges.entries()) {
      this.#add(range, "ExtensionRangeOptions", statements[index]?.options, outer);
    }
    for (const one of enums) this.#enum(one, scope);
    for (const one of messages) this.#message(one, scope);
  }

  #enum({ node, descriptor }: DeclaredEnum, outer: Scope): void {
    this.#add(descriptor, "EnumOptions", node.options, outer);
    for (const [index, value] of descriptor.values.entries()) {
      this.#add(value, "EnumValueOptions", node.values[index]?.options, outer);
    }
  }

  #fields(fields: readonly (FieldDescriptor | ExtensionDescriptor)[], scope: Scope): void {
    for (const field of fields) {
      const node = this.#link.nodes.get(field) as FieldNode | undefined;
      const options = node?.options.filter(
        ({ name }) => name.text !== "default" && name.text !== "json_name",
      );
      this.#add(field, "FieldOptions", options, scope);
    }
  }

  #add(
    element: object,
    typeName: string,
    options: readonly OptionNode[] | undefined,
    scope: Scope,
    isThere = false,
  ): void {
    if (options === undefined || (options.length === 0 && !isThere)) return;
    const type = this.#types(typeName);
    if (type === undefined) return;
    this.#link.optionsType = typeName;
    this.#found.set(element, interpretOptions(this.#link, { type, options, scope }));
  }
}
