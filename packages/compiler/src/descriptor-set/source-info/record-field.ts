// The places of a field's parts.

import type { FieldNode, OptionNode } from "../../ast/index.js";
import { isScalarType } from "../../linker/index.js";
import type { Path, Recorder } from "./recorder.js";

/** What comes after the field itself: label, type, name, number, options. */
export function recordField(recorder: Recorder, node: FieldNode, path: Path): void {
  const { type } = node;
  if (node.label !== undefined) recorder.add([...path, 4], node.label);
  const hasName = type.kind === "map" || (type.kind === "name" && !isScalarType(type.text));
  recorder.add([...path, hasName ? 6 : 5], type);
  recorder.add([...path, 1], node.name);
  recorder.add([...path, 3], node.number);
  const special = (option: OptionNode) => recordPseudoOption(recorder, option, path);
  recorder.optionList(path, 8, node.brackets, node.options, special);
}

/** `default` and `json_name` stand among the options and are fields of FieldDescriptorProto. */
function recordPseudoOption(recorder: Recorder, option: OptionNode, path: Path): boolean {
  if (option.name.text === "default") {
    recorder.add([...path, 7], option.value);
    return true;
  }
  if (option.name.text !== "json_name") return false;
  recorder.add([...path, 10], option);
  recorder.add([...path, 10], option.value);
  return true;
}
