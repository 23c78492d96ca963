// Whether an option may be used where it is: in this edition, on this kind of element. Asked of every field
// that is set and every enum value, however deep; not of what an Any holds, which are bytes by then.

import type { Extent } from "../../ast/index.js";
import type {
  EnumDescriptor,
  EnumValueDescriptor,
  ExtensionDescriptor,
  FieldDescriptor,
  FieldLike,
  SingleValue,
} from "../../descriptor/index.js";
import { editionName } from "../edition-numbers.js";
import * as errors from "../errors/index.js";
import type { FileLink } from "../file-link.js";

/** The targets of descriptor.proto by the message that holds an element's options. */
const TARGETS: { readonly [optionsType: string]: string } = {
  FileOptions: "TARGET_TYPE_FILE",
  ExtensionRangeOptions: "TARGET_TYPE_EXTENSION_RANGE",
  MessageOptions: "TARGET_TYPE_MESSAGE",
  FieldOptions: "TARGET_TYPE_FIELD",
  OneofOptions: "TARGET_TYPE_ONEOF",
  EnumOptions: "TARGET_TYPE_ENUM",
  EnumValueOptions: "TARGET_TYPE_ENUM_ENTRY",
  ServiceOptions: "TARGET_TYPE_SERVICE",
  MethodOptions: "TARGET_TYPE_METHOD",
};

const DESCRIPTOR_PROTO = "google/protobuf/descriptor.proto";

/** Reports `field`, used at `extent`, where it says itself that it must not stand there. */
export function checkFieldUse(
  link: FileLink,
  field: FieldDescriptor | ExtensionDescriptor,
  extent: Extent,
): void {
  if (link.run.support.size === 0 || link.optionsType === undefined) return;
  const support = link.run.support.get(field);
  // What descriptor.proto says of its own options is known without it.
  if (
    support === undefined ||
    (field.kind === "field" && field.message.file.path === DESCRIPTOR_PROTO)
  )
    return;
  const { targets } = support;
  const target = TARGETS[link.optionsType]!;
  if (targets.length > 0 && !targets.includes(target)) {
    const at = link.span(extent);
    link.diagnostics.add(errors.optionOffTarget(at, field.fullName, target, targets));
  }
  checkEdition(link, field, extent, field.fullName);
}

/** The same for the value that an option is set to. */
export function checkNumberUse(
  link: FileLink,
  type: EnumDescriptor,
  number: SingleValue,
  extent: Extent,
): void {
  if (link.run.support.size === 0 || link.optionsType === undefined) return;
  const value = type.values.find((one) => one.number === number);
  if (value !== undefined) checkEdition(link, value, extent, value.name);
}

function checkEdition(
  link: FileLink,
  element: FieldLike | EnumValueDescriptor,
  extent: Extent,
  name: string,
): void {
  const { introduced, deprecated, warning, removed, removal } = link.run.support.get(element) ?? {};
  const at = link.span(extent);
  const own = editionName(link.edition);
  if (introduced !== undefined && introduced > link.edition) {
    link.diagnostics.add(errors.optionTooNew(at, name, editionName(introduced), own));
  } else if (removed !== undefined && removed <= link.edition) {
    link.diagnostics.add(errors.optionRemoved(at, name, editionName(removed), removal));
  } else if (deprecated !== undefined && deprecated <= link.edition) {
    link.diagnostics.add(errors.optionDeprecated(at, name, editionName(deprecated), warning));
  }
}
