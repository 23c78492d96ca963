// Options of a field that depend on its type.

import type { FieldNode } from "../ast/index.js";
import { EDITIONS, type ExtensionDescriptor, type FieldDescriptor } from "../descriptor/index.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";
import { canBePacked, is64Bit } from "./scalar-types.js";

/** Checks what options of known name mean for `field`; their own types are checked already. */
export function checkFieldOptions(
  link: FileLink,
  node: FieldNode,
  field: FieldDescriptor | ExtensionDescriptor,
): void {
  const { type } = field;
  const value = type.kind === "map" ? undefined : type.value;
  const scalar = value?.kind === "scalar" ? value.scalar : undefined;
  for (const option of node.options) {
    const at = link.span(option.name);
    const isTrue = option.value.kind === "identifier" && option.value.value === "true";
    switch (option.name.text) {
      case "packed": {
        if (link.edition >= EDITIONS[2023]) {
          link.diagnostics.add(errors.packedInEdition(at));
          break;
        }
        const packable = value?.kind === "enum" || (scalar !== undefined && canBePacked(scalar));
        if (isTrue && !(type.kind === "repeated" && packable)) {
          link.diagnostics.add(errors.packedOnUnpackable(at));
        }
        break;
      }
      case "ctype":
        if (link.edition >= EDITIONS[2024]) link.diagnostics.add(errors.ctypeInEdition(at));
        break;
      case "jstype":
        if (field.jstype !== "normal" && !(scalar !== undefined && is64Bit(scalar))) {
          link.diagnostics.add(errors.jstypeOnNarrow(at));
        }
        break;
      case "lazy":
      case "unverified_lazy":
        // The entries of a map are messages; groups, for this, are none.
        if (isTrue && type.kind !== "map" && !(value?.kind === "message" && !value.isDelimited)) {
          link.diagnostics.add(errors.lazyOnNonMessage(at, option.name.text));
        } else if (isTrue && field.kind === "extension" && option.name.text === "unverified_lazy") {
          link.diagnostics.add(errors.unverifiedLazyExtension(at));
        }
        break;
      case "default":
        if (link.edition === EDITIONS.proto3) link.diagnostics.add(errors.defaultInProto3(at));
        else if (type.kind === "singular" && !field.hasPresence) {
          link.diagnostics.add(errors.defaultWithoutPresence(at));
        }
        break;
      case "json_name":
        if (field.jsonName.includes("\0")) {
          link.diagnostics.add(errors.jsonNameHasNull(link.span(option.value)));
        }
        if (field.kind === "extension") link.diagnostics.add(errors.jsonNameOnExtension(at));
        else if (field.jsonName.startsWith("[") && field.jsonName.endsWith("]")) {
          link.diagnostics.add(errors.bracketedJsonName(link.span(option.value)));
        }
        break;
    }
  }
}
