// Messages inside google.protobuf.Any. any.proto.

import type { Any } from "../gen/google/protobuf/any_pb.js";
import type { MessageType } from "../message-type.js";

/** What is in front of the name of a type where nothing else is said. */
const PREFIX = "type.googleapis.com/";

/**
 * A message with its type.
 *
 * ```ts
 * const detail = packAny(QuotaFailure, { violations: [] });
 * ```
 */
export function packAny<Init>(type: MessageType<unknown, Init>, message: NoInfer<Init>): Any {
  return { typeUrl: PREFIX + type.typeName, value: type.encode(message) };
}

/** The full name of the type inside, without a leading dot; empty where the Any is. */
export function typeNameInAny({ typeUrl }: Any): string {
  return typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
}

/**
 * The message inside, where it is of the type; else undefined.
 *
 * @throws DecodeError where its bytes are not what its type says
 */
export function unpackAny<T>(any: Any, type: MessageType<T, never>): T | undefined {
  return typeNameInAny(any) === type.typeName ? type.decode(any.value) : undefined;
}
