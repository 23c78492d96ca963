// Between what the suite describes and what a program of ours has: metadata, errors, messages of any type.

import { type Metadata, type Status, StatusError } from "trunkline";
import type { AnyInit, GeneratedType } from "trunkline/protobuf";
import type {
  Error as ErrorDefinition,
  ErrorInit as ErrorDefinitionInit,
  Header,
  HeaderInit,
} from "./gen/connectrpc/conformance/v1/service_pb.js";

/** Values under a key that ends in `-bin` are base64 in the suite, and bytes here. */
export function appendHeaders(metadata: Metadata, headers: readonly Header[]): Metadata {
  for (const { name, value } of headers) {
    for (const one of value) {
      if (name.toLowerCase().endsWith("-bin")) metadata.append(name, Buffer.from(one, "base64"));
      else metadata.append(name, one);
    }
  }
  return metadata;
}

export function toHeaders(metadata: Metadata | undefined): HeaderInit[] {
  return Object.entries(metadata?.toJSON() ?? {}).map(([name, value]) => ({ name, value }));
}

export function toAny<I>(type: GeneratedType<unknown, I>, message: I): AnyInit {
  return { typeUrl: `type.googleapis.com/${type.typeName}`, value: type.encode(message) };
}

/** The error that a handler is to throw. */
export function toStatusError(error: ErrorDefinition, ...details: readonly AnyInit[]): StatusError {
  const all = [...error.details, ...details];
  return new StatusError(error.code as Status, error.message ?? "", {
    details: all.map(({ typeUrl = "", value = new Uint8Array() }) => ({ typeUrl, value })),
  });
}

/** What a call was rejected with. */
export function fromStatusError(error: unknown): ErrorDefinitionInit {
  if (!StatusError.is(error)) throw error;
  const { code, message, details } = error;
  return { code, message, details: details.map(({ typeUrl, value }) => ({ typeUrl, value })) };
}
