// How much one declaration may hold, where the feature enforce_proto_limits says so (Protobuf Editions
// "Proto Limits").

import type { EnumNode, MessageNode } from "../ast/index.js";
import type { EnumDescriptor, MessageDescriptor } from "../descriptor/index.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";

const MAX_FIELDS = 1_500;
const MAX_ONEOFS = 1_000;
const MAX_FIELDS_OF_ONEOF = 1_200;
const MAX_VALUES = 1_700;

export function checkMessageLimits(
  link: FileLink,
  { name, fields, oneofs }: MessageNode,
  { features, oneofs: descriptors }: MessageDescriptor,
): void {
  if (link.run.isPrecompiled) return;
  const at = link.span(name);
  const add = (parts: string, count: number, max: number) => {
    link.diagnostics.add(errors.tooManyParts(at, "message", name.text, parts, count, max));
  };
  if (features.enforce_proto_limits === "PROTO_LIMITS2026") {
    if (fields.length > MAX_FIELDS) add("fields", fields.length, MAX_FIELDS);
    if (oneofs.length > MAX_ONEOFS) add("oneofs", oneofs.length, MAX_ONEOFS);
  }
  for (const oneof of descriptors) {
    if (oneof.features.enforce_proto_limits !== "PROTO_LIMITS2026") continue;
    const count = oneof.fields.length;
    if (count <= MAX_FIELDS_OF_ONEOF) continue;
    const oneofAt = link.run.spanOf(oneof) ?? at;
    link.diagnostics.add(
      errors.tooManyParts(oneofAt, "oneof", oneof.name, "fields", count, MAX_FIELDS_OF_ONEOF),
    );
  }
}

export function checkEnumLimits(
  link: FileLink,
  { name, values }: EnumNode,
  { features }: EnumDescriptor,
): void {
  if (features.enforce_proto_limits !== "PROTO_LIMITS2026" || values.length <= MAX_VALUES) return;
  if (link.run.isPrecompiled) return;
  const at = link.span(name);
  link.diagnostics.add(
    errors.tooManyParts(at, "enum", name.text, "values", values.length, MAX_VALUES),
  );
}
