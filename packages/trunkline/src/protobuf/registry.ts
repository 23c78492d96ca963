// Types by name, for formats that name them: `google.protobuf.Any`, extensions in JSON and in text. A registry
// holds what it is given and nothing else, so that no type is kept that a program does not use.

import type { Extension } from "./extension.js";
import type { AnyGeneratedType } from "./generated-type.js";
import { cut } from "./shorten.js";
import { isBuiltIn } from "./tag-of.js";
import { describeValue } from "./value-error.js";

/** Some extension. */
// `any` because an extension both takes and gives values: no other argument accepts them all.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyExtension = Extension<any, any, any>;

/** Message types and extensions by name: made with {@link createRegistry}. */
export interface Registry {
  /** By full name without a leading dot: `shop.Order`. */
  findMessage(typeName: string): AnyGeneratedType | undefined;
  /** By full name without brackets: `shop.note`. */
  findExtension(typeName: string): AnyExtension | undefined;
  /** All extensions of a message, in the order in which they were given. */
  extensionsOf(typeName: string): readonly AnyExtension[];
  /** Every message type. */
  readonly messages: Iterable<AnyGeneratedType>;
  /** Every extension. */
  readonly extensions: Iterable<AnyExtension>;
}

/** A message type, an extension, another registry, or a generated module, of which all that it exports is taken. */
export type RegistryPart =
  | AnyGeneratedType
  | AnyExtension
  | Registry
  | Readonly<Record<string, unknown>>;

/**
 * Makes a registry. Of two types with one name the first is kept.
 *
 * ```ts
 * import * as shop from "./gen/shop_pb.js";
 * const registry = createRegistry(shop, Timestamp);
 * ```
 *
 * @throws TypeError for anything but a type, an extension, a registry or a module
 */
export function createRegistry(...parts: readonly RegistryPart[]): Registry {
  const registry = new TypeRegistry();
  for (const part of parts) registry.add(part);
  return registry;
}

class TypeRegistry implements Registry {
  readonly #messages = new Map<string, AnyGeneratedType>();
  readonly #extensions = new Map<string, AnyExtension>();
  readonly #byExtendee = new Map<string, AnyExtension[]>();

  get messages(): Iterable<AnyGeneratedType> {
    return this.#messages.values();
  }

  get extensions(): Iterable<AnyExtension> {
    return this.#extensions.values();
  }

  findMessage(typeName: string): AnyGeneratedType | undefined {
    return this.#messages.get(typeName);
  }

  findExtension(typeName: string): AnyExtension | undefined {
    return this.#extensions.get(typeName);
  }

  extensionsOf(typeName: string): readonly AnyExtension[] {
    return this.#byExtendee.get(typeName) ?? [];
  }

  add(part: RegistryPart): void {
    if (typeof part !== "object" || part === null) rejectPart(describeValue(part));
    if (this.#addType(part)) return;
    if (isRegistry(part)) {
      for (const message of part.messages) this.#addType(message);
      for (const extension of part.extensions) this.#addType(extension);
      return;
    }
    // Not one of a module's exports, which may be anything, but given by itself.
    const { typeName } = part as { typeName?: unknown };
    if (typeof typeName === "string") rejectPart(cut(typeName));
    if (isBuiltIn(part) && !Array.isArray(part)) rejectPart(describeValue(part));
    for (const exported of Object.values(part)) {
      if (typeof exported === "object" && exported !== null) this.#addType(exported);
    }
  }

  /** False where `part` is neither a message type nor an extension. */
  #addType(part: object): boolean {
    if (isMessageType(part)) {
      if (!this.#messages.has(part.typeName)) this.#messages.set(part.typeName, part);
      return true;
    }
    if (!isExtension(part)) return false;
    if (!this.#extensions.has(part.typeName)) {
      this.#extensions.set(part.typeName, part);
      const extendee = part.extendee.typeName;
      const others = this.#byExtendee.get(extendee);
      if (others === undefined) this.#byExtendee.set(extendee, [part]);
      else others.push(part);
    }
    return true;
  }
}

function rejectPart(part: string): never {
  throw new TypeError(
    `Cannot add ${part} to a registry: expected a message type, an extension, a registry or a generated module`,
  );
}

/** The field table is not asked for: it would be made of every type there is. */
function isMessageType(part: object): part is AnyGeneratedType {
  const { typeName, readFields, createFields } = part as Partial<AnyGeneratedType>;
  return (
    typeof typeName === "string" &&
    typeof readFields === "function" &&
    typeof createFields === "function"
  );
}

function isExtension(part: object): part is AnyExtension {
  const { typeName, extendee, holder } = part as Partial<AnyExtension>;
  return typeof typeName === "string" && typeof extendee === "object" && typeof holder === "object";
}

function isRegistry(part: object): part is Registry {
  return typeof (part as Partial<Registry>).findMessage === "function";
}
