// The names of all files: what each message, enum, extension and service is declared as, before any of them is linked.

import { messageType } from "../create-message-type.js";
import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
} from "../gen/google/protobuf/descriptor_pb.js";
import { NullValue } from "../gen/google/protobuf/struct_pb.js";
import type { FieldInfo, GeneratedType } from "../generated-type.js";
import { canLack, findMissing } from "../required.js";
import { cut, shorten } from "../shorten.js";
import { DescriptorError } from "./descriptor-error.js";
import { type Features, featuresOfFile, withFeatures } from "./features.js";
import { type DynamicMessage, MessageCodec } from "./message-codec.js";
import { isIdentifier, valuePrefixOf } from "./names.js";

/** A message type whose fields came from a descriptor. */
export type DynamicType = GeneratedType<DynamicMessage, DynamicMessage>;

export interface DeclaredMessage {
  readonly kind: "message";
  readonly fullName: string;
  readonly proto: DescriptorProto;
  readonly path: string;
  readonly features: Features;
  readonly type: DynamicType;
  readonly codec: MessageCodec;
  /** The field table of `type`, to be filled in. */
  readonly infos: FieldInfo[];
  readonly hasExtensionNumber: (number: number) => boolean;
}

export interface DeclaredEnum {
  readonly kind: "enum";
  readonly fullName: string;
  readonly values: Readonly<Record<string, number>>;
  readonly valuePrefix: string;
  readonly isClosed: boolean;
  /** By the names of the .proto file. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** The message that a map field stands for on the wire. */
export interface DeclaredEntry {
  readonly kind: "entry";
  readonly fullName: string;
  readonly proto: DescriptorProto;
}

export interface DeclaredExtension {
  readonly kind: "extension";
  readonly fullName: string;
  readonly proto: FieldDescriptorProto;
  readonly path: string;
  /** The full name of what it is declared in: where its names are looked for. */
  readonly scope: string;
  readonly features: Features;
}

export interface DeclaredService {
  readonly kind: "service";
  readonly fullName: string;
  readonly proto: FileDescriptorProto["service"][number];
  readonly path: string;
}

export type Declared =
  | DeclaredMessage
  | DeclaredEnum
  | DeclaredEntry
  | DeclaredExtension
  | DeclaredService;

/** Everything by its full name, in the order of the files. @throws DescriptorError for a name that is taken or none */
export function declareFiles(files: readonly FileDescriptorProto[]): ReadonlyMap<string, Declared> {
  const names = new Map<string, Declared>();
  for (const file of files) new FileDeclarations(names, file).declare();
  return names;
}

/** The longest full name, in characters. */
const MAX_NAME_LENGTH = 1000;

class FileDeclarations {
  readonly #names: Map<string, Declared>;
  readonly #file: FileDescriptorProto;
  readonly #path: string;

  constructor(names: Map<string, Declared>, file: FileDescriptorProto) {
    this.#names = names;
    this.#file = file;
    this.#path = file.name!;
  }

  declare(): void {
    const { package: scope = "", messageType, enumType, extension, service } = this.#file;
    if (scope !== "" && !scope.split(".").every(isIdentifier)) {
      this.#fail(`its package is ${shorten(scope)}: expected names with dots between them`);
    }
    const features = featuresOfFile(this.#file);
    for (const message of messageType) this.#declareMessage(message, scope, features);
    for (const each of enumType) this.#declareEnum(each, scope, features);
    for (const each of extension) this.#declareExtension(each, scope, features);
    for (const proto of service) {
      const fullName = this.#fullName(scope, proto.name, "service");
      this.#add({ kind: "service", fullName, proto, path: this.#path });
    }
  }

  #declareMessage(proto: DescriptorProto, scope: string, outer: Features): void {
    const fullName = this.#fullName(scope, proto.name, "message");
    if (proto.options?.mapEntry === true) {
      this.#add({ kind: "entry", fullName, proto });
      return;
    }
    const features = withFeatures(outer, proto.options?.features);
    const codec = new MessageCodec();
    const infos: FieldInfo[] = [];
    const type = createType(fullName, codec, infos, proto.reservedName);
    this.#add({
      kind: "message",
      fullName,
      proto,
      path: this.#path,
      features,
      type,
      codec,
      infos,
      hasExtensionNumber: rangeTest(proto.extensionRange),
    });
    for (const message of proto.nestedType) this.#declareMessage(message, fullName, features);
    for (const each of proto.enumType) this.#declareEnum(each, fullName, features);
    for (const each of proto.extension) this.#declareExtension(each, fullName, features);
  }

  #declareEnum(proto: EnumDescriptorProto, scope: string, outer: Features): void {
    const fullName = this.#fullName(scope, proto.name, "enum");
    const numbers = new Map<string, number>();
    for (const { name = "", number = 0 } of proto.value) {
      if (!isIdentifier(name)) this.#fail(`${fullName} has a value called ${shorten(name)}`);
      if (numbers.has(name)) this.#fail(`${fullName} has two values called ${shorten(name)}`);
      numbers.set(name, number);
    }
    if (numbers.size === 0) this.#fail(`${fullName} has no values: expected one at least`);
    const valuePrefix = valuePrefixOf(proto.name!, [...numbers.keys()]);
    const entries = Array.from(numbers, ([name, number]) => [
      name.slice(valuePrefix.length),
      number,
    ]);
    // That one is known by its identity: its value is JSON's null.
    const isNull = fullName === "google.protobuf.NullValue" && numbers.has("NULL_VALUE");
    this.#add({
      kind: "enum",
      fullName,
      values: isNull ? NullValue : Object.fromEntries(entries),
      valuePrefix: isNull ? "" : valuePrefix,
      isClosed: withFeatures(outer, proto.options?.features).isClosed,
      numbers,
    });
  }

  #declareExtension(proto: FieldDescriptorProto, scope: string, features: Features): void {
    const fullName = this.#fullName(scope, proto.name, "extension");
    this.#add({ kind: "extension", fullName, proto, path: this.#path, scope, features });
  }

  #fullName(scope: string, name = "", kind: string): string {
    if (!isIdentifier(name)) {
      this.#fail(`${scope === "" ? "it" : scope} has a ${kind} called ${shorten(name)}`);
    }
    const fullName = scope === "" ? name : `${scope}.${name}`;
    // Each name holds all that is in front of it: a long package would be there once for every message.
    if (fullName.length > MAX_NAME_LENGTH) {
      this.#fail(
        `the name ${cut(fullName)} has ${fullName.length} characters: expected at most ${MAX_NAME_LENGTH}`,
      );
    }
    return fullName;
  }

  #add(declared: Declared): void {
    const { fullName } = declared;
    if (this.#names.has(fullName)) this.#fail(`${fullName} is declared twice`);
    this.#names.set(fullName, declared);
  }

  #fail(problem: string): never {
    throw new DescriptorError(this.#path, problem);
  }
}

/** Whether a number is in one of the ranges: looked for by halves, as there may be as many of both. */
function rangeTest(ranges: DescriptorProto["extensionRange"]): (number: number) => boolean {
  const sorted = ranges
    .map(({ start = 0, end = 0 }) => ({ start, end }))
    .sort((left, right) => left.start - right.start);
  return (number) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]!.start <= number) low = middle + 1;
      else high = middle;
    }
    return low > 0 && number < sorted[low - 1]!.end;
  };
}

function createType(
  fullName: string,
  codec: MessageCodec,
  infos: readonly FieldInfo[],
  reservedNames: readonly string[],
): DynamicType {
  return messageType<DynamicMessage, DynamicMessage>(
    fullName,
    infos,
    (init) => codec.create(init),
    (out, message) => codec.write(out, message),
    (reader, into) => codec.read(reader, into),
    undefined,
    undefined,
    (type, message) => (canLack(type) ? findMissing(type, message) : undefined),
    reservedNames,
  );
}
