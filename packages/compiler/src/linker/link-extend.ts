// `extend` blocks: fields of messages that are declared elsewhere (Protobuf Language "Extensions").

import type { FieldNode, NameNode } from "../ast/index.js";
import {
  EDITIONS,
  type ExtensionDescriptor,
  type Features,
  type MessageDescriptor,
} from "../descriptor/index.js";
import type { Span } from "../source/index.js";
import { checkEnumOfField, checkFieldFeatures } from "./check-field-features.js";
import { checkFieldOptions } from "./check-field-options.js";
import { checkFieldSyntax } from "./check-field-syntax.js";
import { isLite } from "./check-lite.js";
import { FIRST_IMPLEMENTATION_NUMBER, LAST_IMPLEMENTATION_NUMBER } from "./check-message.js";
import { type DeclaredExtend, nameNodeOf } from "./declare.js";
import * as errors from "./errors/index.js";
import { checkDeclaredExtension } from "./extension-declarations.js";
import { checkValuesSupport, noteSupport } from "./field-support.js";
import type { FileLink } from "./file-link.js";
import { linkFieldLike } from "./link-field.js";
import { checkNameStyle } from "./naming-style.js";
import { resolveType } from "./resolve-type.js";
import { isScalarType } from "./scalar-types.js";
import type { Scope } from "./scope.js";

/** The extensions of one block, those whose types are known. */
export function linkExtend(
  link: FileLink,
  { node, scope, members }: DeclaredExtend,
  parent: MessageDescriptor | undefined,
  features: Features,
): ExtensionDescriptor[] {
  const extendee = linkExtendee(link, node.extendee, scope);
  const extensions: ExtensionDescriptor[] = [];
  for (const member of members) {
    const field = member.node;
    checkFieldSyntax(link, field, "extension");
    const common = linkFieldLike(link, field, { scope, features, isExtension: true });
    if (common === undefined || extendee === undefined) continue;
    const extension: ExtensionDescriptor = {
      kind: "extension",
      ...common,
      extendee,
      file: link.descriptor,
      parent,
    };
    link.nodes.set(extension, field);
    member.descriptor = extension;
    checkFieldOptions(link, field, extension);
    noteSupport(link, extension, field.options);
    checkValuesSupport(link, extension, field.options);
    checkFieldFeatures(link, field, extension);
    checkEnumOfField(link, field, extension);
    checkNameStyle(link, "extension", nameNodeOf(field), extension.features);
    checkExtension(link, extension, { node: field, extendeeNode: node.extendee });
    extensions.push(extension);
  }
  return extensions;
}

function linkExtendee(
  link: FileLink,
  extendee: NameNode,
  scope: Scope,
): MessageDescriptor | undefined {
  const at = link.span(extendee);
  if (isScalarType(extendee.text)) {
    link.diagnostics.add(errors.extendeeNotMessage(at, extendee.text));
    return undefined;
  }
  const member = resolveType(link, scope, extendee, true);
  if (member?.kind === "message") return member.descriptor;
  if (member !== undefined) link.diagnostics.add(errors.extendeeNotMessage(at, extendee.text));
  return undefined;
}

function checkExtension(
  link: FileLink,
  extension: ExtensionDescriptor,
  { node, extendeeNode }: { readonly node: FieldNode; readonly extendeeNode: NameNode },
): void {
  const { extendee, number, fullName } = extension;
  const at = link.span(node.number);
  if (link.edition === EDITIONS.proto3 && !isOptionsMessage(extendee)) {
    link.diagnostics.add(errors.extensionInProto3(link.span(extendeeNode), extendee.fullName));
  }
  if (isLite(extension.file) && !isLite(extendee.file)) {
    link.diagnostics.add(errors.liteExtension(link.span(extendeeNode), extendee.fullName));
  }
  if (extension.isRequired) {
    link.diagnostics.add(errors.requiredExtension(link.span(node.label ?? node.name), fullName));
  }
  if (extendee.isMessageSet && !isOptionalMessage(extension)) {
    link.diagnostics.add(errors.messageSetExtension(link.span(node.type), fullName));
  }
  const isInRange = extendee.extensionRanges.some(
    ({ start, end }) => number >= start && number <= end,
  );
  if (!isInRange) {
    link.diagnostics.add(errors.notAnExtensionNumber(at, number, extendee));
    return;
  }
  if (number >= FIRST_IMPLEMENTATION_NUMBER && number <= LAST_IMPLEMENTATION_NUMBER) {
    link.diagnostics.add(errors.implementationNumber(at, extension.name, undefined));
    return;
  }
  checkDeclaredExtension(link, extension, node.number, link.run.declaredRanges.get(extendee) ?? []);
  noteNumber(link, extension, at);
}

function isOptionalMessage({ type }: ExtensionDescriptor): boolean {
  return type.kind === "singular" && type.value.kind === "message";
}

/** What proto3 may extend: the options of descriptor.proto. */
function isOptionsMessage({ fullName }: MessageDescriptor): boolean {
  return /^google\.protobuf\.(?:File|Message|Field|Oneof|ExtensionRange|Enum|EnumValue|Service|Method|Stream)Options$|^google\.protobuf\.(?:SourceCodeInfo|FeatureSet)$/.test(
    fullName,
  );
}

/** The first extension to take a number keeps it. */
function noteNumber(link: FileLink, extension: ExtensionDescriptor, at: Span): void {
  const { extendee, number } = extension;
  let byNumber = link.run.extensions.get(extendee);
  if (byNumber === undefined) {
    byNumber = new Map();
    link.run.extensions.set(extendee, byNumber);
  }
  const first = byNumber.get(number);
  if (first === undefined) {
    byNumber.set(number, extension);
    return;
  }
  const holder = { name: first.fullName, at: link.run.spanOf(first) ?? at };
  link.diagnostics.add(errors.duplicateExtensionNumber(at, number, extendee.fullName, holder));
}
