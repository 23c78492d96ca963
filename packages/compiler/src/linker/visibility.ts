// Which messages and enums other files may use: `export`, `local` and the feature
// default_symbol_visibility (Protobuf Editions "Symbol Visibility").

import type { EnumNode, MessageNode } from "../ast/index.js";
import type { Features } from "../descriptor/index.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";
import type { TypeMember } from "./scope.js";

type DefaultVisibility = Features["default_symbol_visibility"];

/** What a declaration is that says neither `export` nor `local`. */
function isExportedByDefault(setting: DefaultVisibility, isNested: boolean): boolean {
  return setting === "EXPORT_ALL" || (setting === "EXPORT_TOP_LEVEL" && !isNested);
}

/** True when files other than its own may use `member`. */
export function isExported({ descriptor }: TypeMember): boolean {
  const { visibility, parent, file } = descriptor;
  if (visibility !== undefined) return visibility === "export";
  return isExportedByDefault(file.features.default_symbol_visibility, parent !== undefined);
}

/** What made `member` local, where it was not said of itself. */
export function localByDefault({ descriptor }: TypeMember): DefaultVisibility | undefined {
  if (descriptor.visibility !== undefined) return undefined;
  return descriptor.file.features.default_symbol_visibility;
}

/** STRICT: what is nested cannot be exported, but for enums of a message that is there for its name. */
export function checkNestedExport(
  link: FileLink,
  node: MessageNode | EnumNode,
  parent: MessageNode,
): void {
  const { visibility, kind, name } = node;
  if (visibility?.text !== "export" || link.run.isPrecompiled) return;
  if (link.descriptor.features.default_symbol_visibility !== "STRICT") return;
  if (kind === "enum" && isNamespace(parent)) return;
  link.diagnostics.add(errors.nestedExport(link.span(visibility), kind, name.text));
}

/** `local message Name { enum … reserved 1 to max; }` */
function isNamespace({ visibility, fields, reserved }: MessageNode): boolean {
  const isLocal = visibility?.text !== "export";
  const ranges = reserved.flatMap((one) => one.ranges);
  const isFull = ranges.some(({ from, isToMax }) => from.value === 1 && isToMax);
  return isLocal && fields.length === 0 && isFull;
}
