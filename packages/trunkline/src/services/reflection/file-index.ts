// Finds .proto files by what they declare. Made of the files of services and all that they import, when the first
// question comes: what is asked for here is in the descriptors, which are decoded for it once.

import {
  type DescriptorProto,
  type EnumDescriptorProto,
  type FieldDescriptorProto,
  type FileDescription,
  FileDescriptorProto,
} from "../../protobuf/index.js";

export class FileIndex {
  readonly #files = new Map<string, FileDescription>();
  readonly #symbols = new Map<string, FileDescription>();
  readonly #messages = new Set<string>();
  /** By the message type extended, then by number. */
  readonly #extensions = new Map<string, Map<number, FileDescription>>();

  /** Of two files with one path, and of two things with one name, the first is kept. */
  constructor(files: Iterable<FileDescription>) {
    const waiting = [...files];
    for (const file of waiting) {
      if (this.#files.has(file.path)) continue;
      this.#files.set(file.path, file);
      this.#addFile(file);
      waiting.push(...file.imports);
    }
  }

  /** By the path that others import it by. */
  find(path: string): FileDescription | undefined {
    return this.#files.get(path);
  }

  /** By the full name of a message, field, oneof, enum, enum value, extension, service or method in it. */
  findBySymbol(name: string): FileDescription | undefined {
    return this.#symbols.get(name);
  }

  /** By an extension of `typeName` that it declares. */
  findByExtension(typeName: string, number: number): FileDescription | undefined {
    return this.#extensions.get(typeName)?.get(number);
  }

  /** The numbers of the extensions of `typeName`, in order; undefined where there is no such message type. */
  extensionNumbersOf(typeName: string): readonly number[] | undefined {
    const known = this.#extensions.get(typeName);
    if (known !== undefined) return [...known.keys()].sort((one, other) => one - other);
    return this.#messages.has(typeName) ? [] : undefined;
  }

  #addFile(file: FileDescription): void {
    const descriptor = FileDescriptorProto.decode(file.bytes);
    const scope = descriptor.package === undefined ? "" : `${descriptor.package}.`;
    for (const message of descriptor.messageType) this.#addMessage(message, scope, file);
    for (const one of descriptor.enumType) this.#addEnum(one, scope, file);
    for (const extension of descriptor.extension) this.#addExtension(extension, scope, file);
    for (const { name, method } of descriptor.service) {
      this.#addSymbol(`${scope}${name}`, file);
      for (const rpc of method) this.#addSymbol(`${scope}${name}.${rpc.name}`, file);
    }
  }

  #addMessage(message: DescriptorProto, outer: string, file: FileDescription): void {
    const typeName = `${outer}${message.name}`;
    const scope = `${typeName}.`;
    this.#messages.add(typeName);
    this.#addSymbol(typeName, file);
    for (const { name } of message.field) this.#addSymbol(`${scope}${name}`, file);
    for (const { name } of message.oneofDecl) this.#addSymbol(`${scope}${name}`, file);
    for (const nested of message.nestedType) this.#addMessage(nested, scope, file);
    for (const one of message.enumType) this.#addEnum(one, scope, file);
    for (const extension of message.extension) this.#addExtension(extension, scope, file);
  }

  /** An enum's values are siblings of the enum (Protobuf "Language Specification", scope). */
  #addEnum({ name, value }: EnumDescriptorProto, scope: string, file: FileDescription): void {
    this.#addSymbol(`${scope}${name}`, file);
    for (const each of value) this.#addSymbol(`${scope}${each.name}`, file);
  }

  #addExtension(
    { name, number = 0, extendee = "" }: FieldDescriptorProto,
    scope: string,
    file: FileDescription,
  ): void {
    this.#addSymbol(`${scope}${name}`, file);
    // A full name, with a dot before it.
    const typeName = extendee.slice(1);
    let known = this.#extensions.get(typeName);
    if (known === undefined) {
      known = new Map();
      this.#extensions.set(typeName, known);
    }
    if (!known.has(number)) known.set(number, file);
  }

  #addSymbol(name: string, file: FileDescription): void {
    if (!this.#symbols.has(name)) this.#symbols.set(name, file);
  }
}
