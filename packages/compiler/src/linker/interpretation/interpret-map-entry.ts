// An entry of a map, which text formats write as a message of `key` and `value`.

import type { AggregateNode, OptionValueNode } from "../../ast/index.js";
import {
  createMessageValue,
  type FieldType,
  type MapEntryValue,
  type SingleValue,
  type ValueType,
} from "../../descriptor/index.js";
import * as errors from "../errors/index.js";
import type { FileLink } from "../file-link.js";
import { integerRange } from "./integer-ranges.js";
import { interpretTextScalar } from "./interpret-text-scalar.js";
import type { ReadMessage } from "./read-message.js";

type MapType = Extract<FieldType, { kind: "map" }>;

export function interpretMapEntry(
  link: FileLink,
  type: MapType,
  node: AggregateNode,
  readMessage: ReadMessage,
): MapEntryValue {
  const entry: { key?: SingleValue; value?: SingleValue } = {};
  for (const { name, value } of node.fields) {
    const at = link.span(name);
    if (name.kind !== "field" || (name.text !== "key" && name.text !== "value")) {
      link.diagnostics.add(errors.notInMapEntry(at, name.text));
    } else if (entry[name.text] !== undefined) {
      link.diagnostics.add(errors.optionSetBefore(at, name.text));
    } else if (value.kind === "list") {
      link.diagnostics.add(errors.listOfSingular(link.span(value), name.text));
    } else {
      const partType: ValueType =
        name.text === "key" ? { kind: "scalar", scalar: type.key } : type.value;
      const part = interpretPart(link, partType, value, { name: name.text, readMessage });
      if (part !== undefined) entry[name.text] = part;
    }
  }
  // What is left out is written all the same, as the zero of its type.
  const key = entry.key ?? zeroOf({ kind: "scalar", scalar: type.key });
  return { kind: "entry", key, value: entry.value ?? zeroOf(type.value) };
}

function zeroOf(type: ValueType): SingleValue {
  if (type.kind === "message") return createMessageValue(type.message);
  if (type.kind === "enum") return type.enum.values[0]?.number ?? 0;
  if (type.scalar === "bool") return false;
  if (type.scalar === "string" || type.scalar === "bytes") return "";
  return integerRange(type.scalar).isWide ? 0n : 0;
}

function interpretPart(
  link: FileLink,
  type: ValueType,
  node: OptionValueNode,
  { name, readMessage }: { readonly name: string; readonly readMessage: ReadMessage },
): SingleValue | undefined {
  const at = link.span(node);
  if (type.kind === "message") {
    if (node.kind === "aggregate") return readMessage(type.message, node);
    link.diagnostics.add(errors.optionNeedsMessage(at, name));
    return undefined;
  }
  const result = interpretTextScalar(type, node, link.file.node.source.text);
  if (!("wanted" in result)) return result.value;
  link.diagnostics.add(errors.optionValueMismatch(at, name, result.wanted));
  return undefined;
}
