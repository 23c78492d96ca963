// From names to types: fields get their types, extensions the messages they extend, services their messages.

import { type ExtensionForm, extension } from "../extension.js";
import type { FileDescription } from "../file-description.js";
import type { DescriptorProto, FileDescriptorProto } from "../gen/google/protobuf/descriptor_pb.js";
import { messageSetForm } from "../message-set.js";
import type { AnyExtension } from "../registry.js";
import { canLack, findMissing } from "../required.js";
import type { AnyMethod, MethodKind, ServiceType } from "../service-type.js";
import { cut, shorten } from "../shorten.js";
import type { Declared, DeclaredExtension, DeclaredMessage, DeclaredService } from "./declare.js";
import { DescriptorError } from "./descriptor-error.js";
import { withFeatures } from "./features.js";
import { linkField } from "./link-field.js";
import { MessageCodec } from "./message-codec.js";
import { isIdentifier, toKey, toMethodKey } from "./names.js";

type Names = ReadonlyMap<string, Declared>;

/** Fills in the fields of a message. */
export function linkMessage(names: Names, message: DeclaredMessage): void {
  const { proto, path, fullName, features, codec, infos } = message;
  const fail = (problem: string): never => {
    throw new DescriptorError(path, `${cut(fullName, 200)} ${problem}`);
  };
  const keys = new Map<string, string>();
  const numbers = new Map<number, string>();
  const oneofKeys = oneofKeysOf(proto);
  for (const field of proto.field) {
    const { name = "", oneofIndex, proto3Optional } = field;
    const oneof = oneofIndex === undefined ? undefined : proto.oneofDecl[oneofIndex];
    if (oneofIndex !== undefined && oneof === undefined) {
      fail(`has no oneof number ${oneofIndex}, which its field ${shorten(name)} is in`);
    }
    const isMember = oneof !== undefined && proto3Optional !== true;
    const oneofKey = isMember ? oneofKeys[oneofIndex!]! : undefined;
    const linked = linkField(field, {
      path,
      scope: fullName,
      features: isMember ? withFeatures(features, oneof.options?.features) : features,
      names,
      key: toKey(name),
      oneof: oneofKey,
      isExtension: false,
      isInMessageSet: false,
    });
    const { key, number } = linked.info;
    const sameNumber = numbers.get(number);
    if (sameNumber !== undefined) {
      fail(`has two fields with the number ${number}: ${shorten(sameNumber)} and ${shorten(name)}`);
    }
    // Members of a oneof have keys of their own, and the oneof is a key beside those of other fields.
    const place = oneofKey === undefined ? key : `${oneofKey} ${key}`;
    const sameKey = keys.get(place);
    if (sameKey !== undefined) {
      fail(`has two fields with the key ${shorten(key)}: ${shorten(sameKey)} and ${shorten(name)}`);
    }
    keys.set(place, name);
    numbers.set(number, name);
    codec.fields.push(linked);
    infos.push(linked.info);
  }
  for (const key of oneofKeys) {
    if (keys.has(key)) fail(`has a field and a oneof with the key ${shorten(key)}`);
  }
}

/** Those of oneofs that are none but for proto3's `optional` are empty. */
function oneofKeysOf({ field, oneofDecl }: DescriptorProto): string[] {
  const synthetic = new Set(
    field.filter((each) => each.proto3Optional === true).map((each) => each.oneofIndex),
  );
  return oneofDecl.map(({ name = "" }, index) => (synthetic.has(index) ? "" : toKey(name)));
}

/** The constant of an extension. */
export function linkExtension(names: Names, declared: DeclaredExtension): AnyExtension {
  const { fullName, proto, path, scope, features } = declared;
  const fail = (problem: string): never => {
    throw new DescriptorError(path, `${cut(fullName, 200)} ${problem}`);
  };
  const { extendee = "" } = proto;
  const extended = findMessage(names, extendee);
  if (extended === undefined) {
    return fail(`extends ${shorten(extendee)}: expected a message that a file declares`);
  }
  const { number = 0 } = proto;
  if (!extended.hasExtensionNumber(number)) {
    fail(`has the number ${number}, which is none for extensions of ${extended.fullName}`);
  }
  const isInMessageSet = extended.proto.options?.messageSetWireFormat === true;
  const field = linkField(proto, {
    path,
    scope,
    features,
    names,
    key: "value",
    oneof: undefined,
    isExtension: true,
    isInMessageSet,
  });
  const codec = new MessageCodec();
  codec.fields.push(field);
  const form: ExtensionForm | undefined = isInMessageSet ? messageSetForm : undefined;
  return extension<never, unknown, unknown>(
    fullName,
    extended.type as never,
    field.info,
    (out, holder) => codec.writeUnchecked(out, holder as never),
    (reader, into) => codec.read(reader, into as never) as never,
    (type, message) => (canLack(type) ? findMissing(type, message) : undefined),
    form,
  );
}

/** A service, for clients, servers and whatever calls by name. */
export function linkService(
  names: Names,
  declared: DeclaredService,
  file: FileDescription,
): ServiceType {
  const { fullName, proto, path } = declared;
  const methods: Record<string, AnyMethod> = {};
  for (const { name = "", inputType = "", outputType = "", ...streams } of proto.method) {
    const fail = (problem: string): never => {
      throw new DescriptorError(path, `${cut(`${fullName}.${name}`, 200)} ${problem}`);
    };
    if (!isIdentifier(name)) fail("has no name that an rpc can have");
    const localName = toMethodKey(name);
    if (Object.hasOwn(methods, localName)) {
      fail(`has the key ${shorten(localName)}, which another rpc of the service has too`);
    }
    const input = findMessage(names, inputType);
    const output = findMessage(names, outputType);
    if (input === undefined)
      fail(`takes ${shorten(inputType)}: expected a message that a file declares`);
    if (output === undefined)
      fail(`gives ${shorten(outputType)}: expected a message that a file declares`);
    methods[localName] = {
      kind: kindOf(streams),
      name,
      localName,
      path: `/${fullName}/${name}`,
      input: input!.type,
      output: output!.type,
    };
  }
  return { typeName: fullName, methods, file };
}

function kindOf(streams: {
  clientStreaming: boolean | undefined;
  serverStreaming: boolean | undefined;
}): MethodKind {
  if (streams.clientStreaming === true) {
    return streams.serverStreaming === true ? "bidiStreaming" : "clientStreaming";
  }
  return streams.serverStreaming === true ? "serverStreaming" : "unary";
}

function findMessage(names: Names, name: string): DeclaredMessage | undefined {
  const found = names.get(name.startsWith(".") ? name.slice(1) : name);
  return found?.kind === "message" ? found : undefined;
}

/** What server reflection sends of a file. */
export function fileDescriptionOf(
  proto: FileDescriptorProto,
  others: ReadonlyMap<string, FileDescription>,
  encode: (proto: FileDescriptorProto) => Uint8Array,
): FileDescription {
  let bytes: Uint8Array | undefined;
  return {
    path: proto.name!,
    imports: proto.dependency.map((path) => others.get(path)!),
    get bytes() {
      bytes ??= encode({ ...proto, sourceCodeInfo: undefined });
      return bytes;
    },
  };
}
