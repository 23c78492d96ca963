// Labels and groups: what proto2 demands, proto3 and editions do not have.

import type { FieldNode } from "../ast/index.js";
import { EDITIONS } from "../descriptor/index.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";

/** Checks the words before the name of `node`. */
export function checkFieldSyntax(
  link: FileLink,
  node: FieldNode,
  kind: "field" | "extension",
): void {
  checkLabel(link, node, kind);
  if (node.type.kind !== "group") return;
  const at = link.span(node.type);
  if (link.edition >= EDITIONS[2023]) link.diagnostics.add(errors.groupInEdition(at));
  if (link.edition === EDITIONS.proto3) link.diagnostics.add(errors.groupInProto3(at));
  const { text } = node.name;
  if (!/^[A-Z]/.test(text)) {
    link.diagnostics.add(errors.groupNameNotCapital(link.span(node.name), text));
  }
}

function checkLabel(
  link: FileLink,
  { label, type, name, oneof, start }: FieldNode,
  kind: string,
): void {
  if (label === undefined) {
    const needsNone = oneof !== undefined || type.kind === "map";
    if (link.edition !== EDITIONS.proto2 || needsNone) return;
    const hasSyntax = link.file.node.syntax !== undefined;
    // Who forgot to say "proto3" has left out all of them: one is enough.
    if (!hasSyntax && link.hasMissingLabel) return;
    link.hasMissingLabel = true;
    const at = link.span({ start, end: type.end });
    link.diagnostics.add(errors.labelMissing(at, name.text, hasSyntax));
    return;
  }
  // In a oneof no label is right, and that has been said.
  if (oneof !== undefined) return;
  const at = link.span(label);
  if (link.edition >= EDITIONS[2023] && label.text !== "repeated") {
    link.diagnostics.add(errors.labelInEdition(at, label.text));
  } else if (link.edition === EDITIONS.proto3 && label.text === "required" && kind === "field") {
    link.diagnostics.add(errors.requiredInProto3(at));
  }
}
