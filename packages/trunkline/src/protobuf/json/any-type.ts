// The type that a google.protobuf.Any names, and the message in it.

import { DecodeError } from "../decode-error.js";
import { decodeInPlace } from "../decode-in-place.js";
import { type FoundExtension, findExtensions } from "../find-extensions.js";
import { type MessagePlan, planOf } from "../message-plan.js";
import type { Registry } from "../registry.js";
import { shorten } from "../shorten.js";
import { failJson } from "./json-error.js";

/** `type.googleapis.com/shop.Order` is the type `shop.Order`. @throws JsonFault where the registry has it not */
export function planInAny(registry: Registry | undefined, typeUrl: string): MessagePlan {
  const slash = typeUrl.lastIndexOf("/");
  const typeName = typeUrl.slice(slash + 1);
  if (slash < 0 || typeName === "") {
    failJson(`expected a type such as "type.googleapis.com/shop.Order", got ${shorten(typeUrl)}`);
  }
  const type = registry?.findMessage(typeName);
  if (type !== undefined) return planOf(type);
  const where = registry === undefined ? "no registry was given" : "the registry does not have it";
  failJson(`cannot convert the google.protobuf.Any of type ${shorten(typeName)}: ${where}`);
}

/** The message in `bytes`, which it shares memory with. @throws JsonFault where they are not of the type */
export function decodeAny(plan: MessagePlan, bytes: Uint8Array): unknown {
  return decoded(() => decodeInPlace(plan, bytes));
}

/** The extensions that `registry` knows of a message of `plan`. @throws JsonFault where one is malformed */
export function extensionsIn(
  registry: Registry | undefined,
  plan: MessagePlan,
  message: object,
): readonly FoundExtension[] {
  return decoded(() => findExtensions(registry, plan.typeName, message));
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError) failJson(error.message);
    throw error;
  }
}
