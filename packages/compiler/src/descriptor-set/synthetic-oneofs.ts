// The oneofs that proto3's `optional` stands for in descriptors: one a field, after those of the file.

import {
  type FieldDescriptor,
  type MessageDescriptor,
  syntheticOneofNames,
} from "../descriptor/index.js";

export interface SyntheticOneof {
  readonly name: string;
  readonly index: number;
}

/** By field, in the order of the file. */
export function syntheticOneofs(
  message: MessageDescriptor,
): ReadonlyMap<FieldDescriptor, SyntheticOneof> {
  const oneofs = new Map<FieldDescriptor, SyntheticOneof>();
  if (message.file.syntax !== "proto3") return oneofs;
  const optional = message.fields.filter(({ label }) => label === "optional");
  if (optional.length === 0) return oneofs;
  const names = syntheticOneofNames(
    optional.map(({ name }) => name),
    [...message.fields, ...message.oneofs].map(({ name }) => name),
  );
  for (const [at, field] of optional.entries()) {
    oneofs.set(field, { name: names[at]!, index: message.oneofs.length + at });
  }
  return oneofs;
}
