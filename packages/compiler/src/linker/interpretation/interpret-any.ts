// `[type.googleapis.com/my.Message] { … }` in a google.protobuf.Any (Protobuf Text Format "Any").

import type { AggregateFieldNode } from "../../ast/index.js";
import { addValue, encodeMessageValue, type MessageValue } from "../../descriptor/index.js";
import * as errors from "../errors/index.js";
import type { FileLink } from "../file-link.js";
import { findExtension } from "./find-extension.js";
import type { ReadMessage } from "./read-message.js";

const PREFIXES: readonly string[] = ["type.googleapis.com", "type.googleprod.com"];

/** Sets `type_url` and `value` of `message`, which must be an Any. */
export function interpretAny(
  link: FileLink,
  message: MessageValue,
  { name, value }: AggregateFieldNode,
  readMessage: ReadMessage,
): void {
  if (name.kind !== "any") return;
  const at = link.span(name);
  const [typeUrl, bytes] = ["type_url", "value"].map((wanted) =>
    message.type.fields.find((field) => field.name === wanted),
  );
  if (message.type.fullName !== "google.protobuf.Any" || !typeUrl || !bytes) {
    link.diagnostics.add(errors.typeUrlOutsideAny(at, message.type.fullName));
    return;
  }
  if (!PREFIXES.includes(name.prefix)) {
    link.diagnostics.add(errors.unknownTypeUrlPrefix(at, name.prefix, PREFIXES[0]!));
    return;
  }
  const found = findExtension(link, link.run.root, `.${name.text}`);
  if (found.kind !== "message") {
    link.diagnostics.add(errors.unknownAnyType(at, name.text));
    return;
  }
  if (message.fields.size > 0) {
    link.diagnostics.add(errors.optionSetBefore(at, name.text));
    return;
  }
  if (value.kind !== "aggregate") {
    link.diagnostics.add(errors.optionNeedsMessage(link.span(value), name.text));
    return;
  }
  const { optionsType } = link;
  link.optionsType = undefined;
  const held = encodeMessageValue(readMessage(found.message, value));
  link.optionsType = optionsType;
  addValue(message, typeUrl, `${name.prefix}/${name.text}`);
  if (held.length > 0) addValue(message, bytes, held);
}
