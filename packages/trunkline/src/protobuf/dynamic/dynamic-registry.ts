// Types at run time: a registry of everything that a set of descriptors declares, without generated code.

import type { FileDescription } from "../file-description.js";
import { FileDescriptorProto } from "../gen/google/protobuf/descriptor_pb.js";
import type { AnyExtension, Registry } from "../registry.js";
import type { ServiceType } from "../service-type.js";
import { type Declared, type DynamicType, declareFiles } from "./declare.js";
import { fileDescriptionOf, linkExtension, linkMessage, linkService } from "./link-files.js";
import { type DescriptorSource, filesOf } from "./sources.js";

/** The constant that generated code would have for an enum, by names without their common prefix. */
export type EnumValues = Readonly<Record<string, number>>;

/** Everything that descriptors declare: made with {@link createDynamicRegistry}. */
export interface DynamicRegistry extends Registry {
  /** By full name without a leading dot: `shop.Order`. */
  findMessage(typeName: string): DynamicType | undefined;
  /** By full name: `shop.Color`. */
  findEnum(typeName: string): EnumValues | undefined;
  /** By full name: `shop.Orders`. */
  findService(typeName: string): ServiceType | undefined;
  /** By the path that others import it by: `shop/order.proto`. */
  findFile(path: string): FileDescription | undefined;
  /** Every message type, files that are imported first. */
  readonly messages: Iterable<DynamicType>;
  /** Every service. */
  readonly services: Iterable<ServiceType>;
  /** Every file, those that are imported first. */
  readonly files: Iterable<FileDescription>;
}

/**
 * Makes types of descriptors, at run time and without generated code: from the bytes of a FileDescriptorSet (`protoc
 * --include_imports`, `trunkline build --include-imports`), from one that was decoded or put together, or from files of
 * generated code. The types are those that generated code would have: the same messages, the same bytes, the same JSON.
 *
 * ```ts
 * const shop = createDynamicRegistry(readFileSync("shop.binpb"));
 * const Order = shop.findMessage("shop.Order");
 * Order?.decode(bytes); // { id: 7n, items: [{ name: "tea" }] }
 * ```
 *
 * @throws DescriptorError where an import is missing, a name stands for nothing, or something cannot be
 * @throws DecodeError where bytes are no FileDescriptorSet
 */
export function createDynamicRegistry(...sources: readonly DescriptorSource[]): DynamicRegistry {
  const protos = filesOf(sources);
  const registry = new TypesOfDescriptors();
  for (const proto of protos) {
    registry.fileMap.set(
      proto.name!,
      fileDescriptionOf(proto, registry.fileMap, (each) => FileDescriptorProto.encode(each)),
    );
  }
  const names = declareFiles(protos);
  for (const declared of names.values()) {
    if (declared.kind === "message") linkMessage(names, declared);
  }
  for (const declared of names.values()) registry.add(names, declared);
  return registry;
}

class TypesOfDescriptors implements DynamicRegistry {
  readonly fileMap = new Map<string, FileDescription>();
  readonly #messages = new Map<string, DynamicType>();
  readonly #enums = new Map<string, EnumValues>();
  readonly #services = new Map<string, ServiceType>();
  readonly #extensions = new Map<string, AnyExtension>();
  readonly #byExtendee = new Map<string, AnyExtension[]>();

  add(names: ReadonlyMap<string, Declared>, declared: Declared): void {
    const { kind, fullName } = declared;
    switch (kind) {
      case "message":
        this.#messages.set(fullName, declared.type);
        break;
      case "enum":
        this.#enums.set(fullName, declared.values);
        break;
      case "extension":
        this.#addExtension(linkExtension(names, declared));
        break;
      case "service":
        this.#services.set(
          fullName,
          linkService(names, declared, this.fileMap.get(declared.path)!),
        );
    }
  }

  #addExtension(extension: AnyExtension): void {
    this.#extensions.set(extension.typeName, extension);
    const others = this.#byExtendee.get(extension.extendee.typeName);
    if (others === undefined) this.#byExtendee.set(extension.extendee.typeName, [extension]);
    else others.push(extension);
  }

  get messages(): Iterable<DynamicType> {
    return this.#messages.values();
  }

  get extensions(): Iterable<AnyExtension> {
    return this.#extensions.values();
  }

  get services(): Iterable<ServiceType> {
    return this.#services.values();
  }

  get files(): Iterable<FileDescription> {
    return this.fileMap.values();
  }

  findMessage(typeName: string): DynamicType | undefined {
    return this.#messages.get(typeName);
  }

  findEnum(typeName: string): EnumValues | undefined {
    return this.#enums.get(typeName);
  }

  findService(typeName: string): ServiceType | undefined {
    return this.#services.get(typeName);
  }

  findFile(path: string): FileDescription | undefined {
    return this.fileMap.get(path);
  }

  findExtension(typeName: string): AnyExtension | undefined {
    return this.#extensions.get(typeName);
  }

  extensionsOf(typeName: string): readonly AnyExtension[] {
    return this.#byExtendee.get(typeName) ?? [];
  }
}
