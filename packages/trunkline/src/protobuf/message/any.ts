// Messages inside google.protobuf.Any. any.proto.

import type { Any } from "../gen/google/protobuf/any_pb.js";
import { assertMessageType } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { describeValue } from "../value-error.js";

/** What is in front of the name of a type where nothing else is said. */
const PREFIX = "type.googleapis.com/";

/**
 * A message with its type, under `type.googleapis.com/` as other implementations have it.
 *
 * ```ts
 * const detail = packAny(QuotaFailure, { violations: [] });
 * ```
 *
 * @throws TypeError for what is no message type, and for a value of the wrong type or an unknown key, with its path
 */
export function packAny<Init>(type: MessageType<unknown, Init>, message: NoInfer<Init>): Any {
  assertMessageType(type);
  return { typeUrl: PREFIX + type.typeName, value: type.encode(message) };
}

/** The full name of the type inside, without a leading dot; empty where the Any is. @throws TypeError for what is no Any */
export function typeNameInAny(any: Any): string {
  const typeUrl = (any as Any | null | undefined)?.typeUrl;
  if (typeof typeUrl !== "string") {
    throw new TypeError(
      `Cannot look into ${describeValue(any)}: expected a google.protobuf.Any, which has a typeUrl`,
    );
  }
  return typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
}

/**
 * The message inside, where it is of the type; else undefined.
 *
 * @throws DecodeError where its bytes are not what its type says
 * @throws TypeError for what is no Any, or no message type
 */
export function unpackAny<T>(any: Any, type: MessageType<T, never>): T | undefined {
  assertMessageType(type);
  return typeNameInAny(any) === type.typeName ? type.decode(any.value) : undefined;
}
