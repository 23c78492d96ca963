// What the files of a set declare, by name and number, as it stands in their bytes: enough to read the options
// of these files, custom ones included. Nothing is read of it before an option asks.

import type { ProtoMessage } from "../../descriptor/index.js";

/** A message that options may hold. Names of types begin with a dot, as in descriptors. */
export interface RawMessage {
  readonly fullName: string;
  readonly fields: ReadonlyMap<number, ProtoMessage>;
  readonly isMessageSet: boolean;
}

export interface RawExtension {
  readonly fullName: string;
  readonly field: ProtoMessage;
  /** The file that declares it. */
  readonly path: string;
}

export class SetSchema {
  readonly #files: ReadonlyMap<string, ProtoMessage>;
  readonly #messages = new Map<string, RawMessage>();
  readonly #enums = new Map<string, ProtoMessage>();
  /** By the name of what they extend, then by number. */
  readonly #extensions = new Map<string, Map<number, RawExtension>>();
  readonly #visible = new Map<string, ReadonlySet<string>>();
  #isRead = false;

  constructor(files: ReadonlyMap<string, ProtoMessage>) {
    this.#files = files;
  }

  message(fullName: string): RawMessage | undefined {
    this.#read();
    return this.#messages.get(fullName);
  }

  /** The name of an enum's value; undefined where no value has the number. */
  valueName(enumName: string, number: number): string | undefined {
    this.#read();
    const values = this.#enums.get(enumName)?.messages(2) ?? [];
    return values.find((one) => one.int32(2) === number)?.string(1);
  }

  /** The extension of a message by its number, where `path` is a file that may name it in its options. */
  extension(path: string, extendee: string, number: number): RawExtension | undefined {
    this.#read();
    const found = this.#extensions.get(extendee)?.get(number);
    return found !== undefined && this.#visibleTo(path).has(found.path) ? found : undefined;
  }

  /** A file, what it imports, and what that imports publicly. */
  #visibleTo(path: string): ReadonlySet<string> {
    let visible = this.#visible.get(path);
    if (visible === undefined) {
      const file = this.#files.get(path);
      const all = new Set([path, ...(file?.strings(3) ?? []), ...(file?.strings(15) ?? [])]);
      for (const one of all) {
        const imported = one === path ? undefined : this.#files.get(one);
        const paths = imported?.strings(3) ?? [];
        for (const index of imported?.int32s(10) ?? []) all.add(paths[index] ?? one);
      }
      visible = all;
      this.#visible.set(path, visible);
    }
    return visible;
  }

  #read(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    for (const [path, file] of this.#files) {
      const scope = file.string(2) === "" ? "" : `.${file.string(2)}`;
      this.#readTypes({ path, scope }, file.messages(4), file.messages(5), file.messages(7));
    }
  }

  #readTypes(
    place: { readonly path: string; readonly scope: string },
    messages: readonly ProtoMessage[],
    enums: readonly ProtoMessage[],
    extensions: readonly ProtoMessage[],
  ): void {
    const { path, scope } = place;
    for (const one of enums) this.#enums.set(`${scope}.${one.string(1)}`, one);
    for (const field of extensions) {
      const extendee = field.string(2);
      const known = this.#extensions.get(extendee) ?? new Map<number, RawExtension>();
      known.set(field.int32(3), { fullName: `${scope}.${field.string(1)}`, field, path });
      this.#extensions.set(extendee, known);
    }
    for (const message of messages) {
      const fullName = `${scope}.${message.string(1)}`;
      this.#messages.set(fullName, {
        fullName,
        fields: new Map(message.messages(2).map((field) => [field.int32(3), field])),
        isMessageSet: message.message(7)?.bool(1) ?? false,
      });
      const inner = { path, scope: fullName };
      this.#readTypes(inner, message.messages(3), message.messages(4), message.messages(6));
    }
  }
}
