// A message's descriptor: fields with their types resolved, oneofs, ranges of numbers.

import type { OneofNode, RangeNode } from "../ast/index.js";
import type { Features, FieldDescriptor, OneofDescriptor } from "../descriptor/index.js";
import { checkEnumOfField, checkFieldFeatures } from "./check-field-features.js";
import { checkFieldOptions } from "./check-field-options.js";
import { checkFieldSyntax } from "./check-field-syntax.js";
import { checkMessageLimits } from "./check-limits.js";
import { checkMessage } from "./check-message.js";
import { type DeclaredMessage, nameNodeOf } from "./declare.js";
import { declaredRangesOf } from "./extension-declarations.js";
import { resolveFeatures } from "./features.js";
import { checkValuesSupport, noteSupport } from "./field-support.js";
import type { FileLink } from "./file-link.js";
import { linkEnum } from "./link-enum.js";
import { linkExtend } from "./link-extend.js";
import { linkFieldLike } from "./link-field.js";
import { checkAccessorNames, checkNameStyle } from "./naming-style.js";
import { checkOptions, convertOptions } from "./options/index.js";
import { toMessageRange } from "./to-range.js";
import { checkNestedExport } from "./visibility.js";

/** A oneof while its fields are found. */
interface OpenOneof {
  readonly descriptor: OneofDescriptor;
  readonly fields: FieldDescriptor[];
}

/** What fields and extensions of others ask of a message: its features, its ranges, its enums. */
export function prepareMessage(
  link: FileLink,
  declared: DeclaredMessage,
  inherited: Features,
): void {
  const { node, descriptor, scope } = declared;
  link.nodes.set(descriptor, node);
  checkOptions(link, { kind: "message", scope }, node.options);
  const features = resolveFeatures(link, "message", inherited, node.options);
  descriptor.features = features;
  const toOwnRange = (range: RangeNode) => toMessageRange(range, descriptor.isMessageSet);
  descriptor.reservedRanges = node.reserved.flatMap(({ ranges }) => ranges.map(toOwnRange));
  descriptor.reservedNames = node.reserved.flatMap(({ names }) => names.map((one) => one.value));
  descriptor.extensionRanges = node.extensions.flatMap(({ ranges }) => ranges.map(toOwnRange));
  for (const one of node.extensions) {
    resolveFeatures(link, "extension range", features, one.options);
    checkOptions(link, { kind: "extension range", scope }, one.options);
  }
  link.run.declaredRanges.set(descriptor, declaredRangesOf(link, node.extensions));
  if (!node.isGroup) checkNameStyle(link, "message", node.name, features);
  for (const one of declared.enums) {
    linkEnum(link, one, features);
    checkNestedExport(link, one.node, node);
  }
  for (const one of declared.messages) {
    prepareMessage(link, one, features);
    checkNestedExport(link, one.node, node);
  }
}

/** Fills in the fields of `declared` and of everything in it, and checks all of it. */
export function linkMessage(link: FileLink, declared: DeclaredMessage): void {
  const { node, descriptor } = declared;
  linkFields(link, declared);
  checkMessage(link, node, descriptor);
  checkMessageLimits(link, node, descriptor);
  checkAccessorNames(link, [...descriptor.fields, ...descriptor.oneofs]);
  for (const one of declared.messages) linkMessage(link, one);
  descriptor.extensions = declared.extends.flatMap((one) =>
    linkExtend(link, one, descriptor, descriptor.features),
  );
}

function linkFields(link: FileLink, { node, scope, descriptor }: DeclaredMessage): void {
  const oneofs = new Map<OneofNode, OpenOneof>();
  for (const one of node.oneofs) {
    checkOptions(link, { kind: "oneof", scope }, one.options);
    const fields: FieldDescriptor[] = [];
    const oneof: OneofDescriptor = {
      kind: "oneof",
      name: one.name.text,
      fullName: `${descriptor.fullName}.${one.name.text}`,
      fields,
      message: descriptor,
      features: resolveFeatures(link, "oneof", descriptor.features, one.options),
      options: convertOptions(one.options),
      comments: one.comments,
    };
    link.nodes.set(oneof, one);
    checkNameStyle(link, "oneof", one.name, oneof.features);
    oneofs.set(one, { descriptor: oneof, fields });
  }
  const fields: FieldDescriptor[] = [];
  for (const one of node.fields) {
    const oneof = one.oneof && oneofs.get(one.oneof);
    checkFieldSyntax(link, one, "field");
    const features = oneof?.descriptor.features ?? descriptor.features;
    const common = linkFieldLike(link, one, { scope, features, isExtension: false });
    if (common === undefined) continue;
    const field: FieldDescriptor = {
      kind: "field",
      ...common,
      oneof: oneof?.descriptor,
      message: descriptor,
    };
    link.nodes.set(field, one);
    checkFieldOptions(link, one, field);
    noteSupport(link, field, one.options);
    checkValuesSupport(link, field, one.options);
    checkFieldFeatures(link, one, field);
    checkEnumOfField(link, one, field);
    checkNameStyle(link, "field", nameNodeOf(one), field.features);
    fields.push(field);
    oneof?.fields.push(field);
  }
  descriptor.fields = fields;
  descriptor.oneofs = [...oneofs.values()].map((one) => one.descriptor);
}
