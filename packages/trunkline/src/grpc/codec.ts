// Codecs: what the subtype of a content type says about how messages are written (gRPC-HTTP2
// "Content-Type").
//
// A codec maps a message type to one that reads and writes the same messages in its own way. It is asked
// when a plan is made for a method or a header block, never in a call.

import { OutputBuffer } from "../base/index.js";
import {
  appendJson,
  assertRegistry,
  type DecodeLimits,
  fromJsonString,
  type MessageType,
  type Registry,
} from "../protobuf/index.js";

export interface Codec {
  /** The subtype, `proto` of `application/grpc+proto`. */
  readonly name: string;
  /** The type whose `read` and `write` do it in this codec's way. */
  typeOf<T, I>(type: MessageType<T, I>): MessageType<T, I>;
}

/** Protocol Buffers' binary format: what the types do by themselves. */
export const protoCodec: Codec = { name: "proto", typeOf: (type) => type };

/** The same within limits, where there are some: what is read is then another type, and a call has no more to ask. */
export function createProtoCodec(limits: DecodeLimits | undefined): Codec {
  if (limits === undefined) return protoCodec;
  return { name: "proto", typeOf: (type) => limits.typeWithin(type) };
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * ProtoJSON. Names that a message does not have are skipped, as they are in the binary format.
 * @param registry where the types inside `google.protobuf.Any` are found
 * @param limits what messages are read within
 * @throws TypeError for a registry that is none
 */
export function createJsonCodec(registry: Registry | undefined, limits?: DecodeLimits): Codec {
  assertRegistry(registry);
  // Frozen, so that they are looked at once and not for every message.
  const readOptions = Object.freeze({ registry, ignoreUnknown: true });
  const writeOptions = Object.freeze({ registry });
  return {
    name: "json",
    typeOf<T, I>(given: MessageType<T, I>): MessageType<T, I> {
      const type = limits === undefined ? given : limits.typeWithin(given);
      return {
        typeName: type.typeName,
        create: (init) => type.create(init),
        encode(message) {
          const out = new OutputBuffer();
          appendJson(out, type, message, writeOptions);
          return out.bytes.subarray(0, out.length);
        },
        decode: (bytes) => fromJsonString(type, decoder.decode(bytes), readOptions),
        write(out, message) {
          appendJson(out, type, message, writeOptions);
        },
        read: (bytes, start, end) =>
          fromJsonString(type, decoder.decode(bytes.subarray(start, end)), readOptions),
      };
    },
  };
}

/** The codec of a content type's subtype, "" among them, for a server that takes every one. */
export function createCodecs(
  registry: Registry | undefined,
  limits?: DecodeLimits,
): ReadonlyMap<string, Codec> {
  const proto = createProtoCodec(limits);
  return new Map([
    ["", proto],
    ["proto", proto],
    ["json", createJsonCodec(registry, limits)],
  ]);
}

/** True where messages of a response with this subtype are what `codec` wrote. */
export function isSubtypeOf(subtype: string, codec: Codec): boolean {
  return subtype === codec.name || (subtype === "" && codec.name === protoCodec.name);
}

/** What a client says as content type: `application/grpc` where that says it. */
export function contentTypeOf({ name }: Codec): string {
  return name === protoCodec.name ? "application/grpc" : `application/grpc+${name}`;
}
