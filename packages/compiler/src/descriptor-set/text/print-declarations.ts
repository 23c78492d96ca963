// The fields, extensions and messages that stand in a message or a file, in an order that gives each of the
// three lists back as it was. Entries of maps and messages of groups stand where their field does, so a message
// that comes before one of those is printed before that field.

import type { ProtoMessage } from "../../descriptor/index.js";
import type { Path } from "../encoding.js";
import { isGroup, type NestedMessage, nestedMessages } from "./nested-messages.js";
import { printExtension, printField } from "./print-field.js";
import type { PrintedFile } from "./printed-file.js";

/** What stands in a message or a file, with the paths that indexes follow. */
export interface Declarations {
  /** The full name of the message, or the package; with a leading dot, empty for none. */
  readonly scope: string;
  readonly messages: readonly ProtoMessage[];
  readonly messagesPath: Path;
  readonly extensions: readonly ProtoMessage[];
  readonly extensionsPath: Path;
}

export class DeclarationPrinter {
  readonly #file: PrintedFile;
  readonly #declarations: Declarations;
  readonly #nested: ReadonlyMap<string, NestedMessage>;
  /** Groups by the index of the extension that they are of. */
  readonly #extensionOf = new Map<string, number>();
  /** Messages that stand where a field does. */
  readonly #ofFields = new Set<string>();
  #nextMessage = 0;
  #nextExtension = 0;

  constructor(file: PrintedFile, declarations: Declarations) {
    this.#file = file;
    this.#declarations = declarations;
    const { messages, scope, messagesPath } = declarations;
    this.#nested = nestedMessages(messages, scope, (index) => [...messagesPath, index]);
    for (const [index, one] of declarations.extensions.entries()) {
      if (isGroup(one)) this.#extensionOf.set(one.string(6), index);
    }
  }

  /** Fields in their order, those of a oneof where its first one is. */
  printFields(message: ProtoMessage, path: Path): void {
    const fields = message.messages(2);
    for (const field of fields) {
      if (this.#isOwn(field)) this.#ofFields.add(field.string(6));
    }
    const printed = new Set<number>();
    for (const [index, field] of fields.entries()) {
      const oneof = oneofOf(field);
      const place = { path: [...path, 2, index], nested: this.#nested, isInOneof: false };
      if (oneof === undefined) {
        this.#printMessagesBefore(field);
        printField(this.#file, field, place);
      } else if (!printed.has(oneof)) {
        printed.add(oneof);
        this.#printOneof(message, oneof, path);
      }
    }
  }

  /** Extensions and messages. */
  printRest(): void {
    const { extensions, messages } = this.#declarations;
    this.#printExtensions(extensions.length);
    this.#printMessages(messages.length);
  }

  #printOneof(message: ProtoMessage, oneof: number, path: Path): void {
    const { printer } = this.#file;
    const declared = message.messages(8)[oneof];
    const members = [...message.messages(2).entries()].filter(
      ([, field]) => oneofOf(field) === oneof,
    );
    for (const [, field] of members) this.#printMessagesBefore(field);
    printer.block([...path, 8, oneof], `oneof ${declared?.string(1) ?? "?"}`, () => {
      for (const setting of this.#file.settings(declared?.bytes(2), "OneofOptions")) {
        printer.line(`option ${setting};`);
      }
      for (const [index, field] of members) {
        const place = { path: [...path, 2, index], nested: this.#nested, isInOneof: true };
        printField(this.#file, field, place);
      }
    });
  }

  /** True of a field whose message stands where it does. */
  #isOwn(field: ProtoMessage): boolean {
    const own = this.#nested.get(field.string(6));
    return own !== undefined && (own.isMapEntry || isGroup(field));
  }

  #printMessagesBefore(field: ProtoMessage): void {
    if (this.#isOwn(field)) this.#printMessages(this.#nested.get(field.string(6))!.index);
  }

  /** Those before `end` that are not printed yet, and do not come with a field. */
  #printMessages(end: number): void {
    const { messages, scope, messagesPath } = this.#declarations;
    while (this.#nextMessage < end) {
      const index = this.#nextMessage++;
      const message = messages[index]!;
      const name = `${scope}.${message.string(1)}`;
      const extension = this.#extensionOf.get(name);
      if (extension !== undefined) this.#printExtensions(extension + 1);
      else if (!this.#ofFields.has(name)) {
        this.#file.printMessage(message, scope, [...messagesPath, index]);
      }
    }
  }

  #printExtensions(end: number): void {
    const { extensions, extensionsPath } = this.#declarations;
    while (this.#nextExtension < end) {
      const index = this.#nextExtension++;
      const field = extensions[index]!;
      this.#printMessagesBefore(field);
      const path = [...extensionsPath, index];
      printExtension(this.#file, field, { path, nested: this.#nested });
    }
  }
}

/** The oneof of a field; that of one that is optional in proto3 is one that nobody wrote. */
function oneofOf(field: ProtoMessage): number | undefined {
  return field.has(9) && !field.bool(17) ? field.int32(9) : undefined;
}
