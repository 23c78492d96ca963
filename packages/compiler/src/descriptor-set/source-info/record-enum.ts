// The places of enums and their values.

import type { EnumNode, EnumValueNode } from "../../ast/index.js";
import { inFileOrder } from "./in-file-order.js";
import { keywordExtent } from "./keyword-extent.js";
import { recordReserved } from "./record-ranges.js";
import type { Path, Recorder } from "./recorder.js";

export function recordEnum(recorder: Recorder, node: EnumNode, path: Path): void {
  recorder.add(path, keywordExtent(recorder.text, node), node.comments);
  recorder.add([...path, 1], node.name);
  const counts = { value: 0, reservedRange: 0, reservedName: 0 };
  const statements = inFileOrder([
    ...node.values,
    ...node.reserved.map((one) => ({ ...one, kind: "reserved" as const })),
    ...node.options.map((one) => ({ kind: "option" as const, start: one.start, option: one })),
  ]);
  for (const one of statements) {
    if (one.kind === "enumValue") recordValue(recorder, one, [...path, 2, counts.value++]);
    else if (one.kind === "option") recorder.optionStatement(path, 3, one.option);
    else recordReserved(recorder, one, path, { range: 4, name: 5 }, counts);
  }
}

function recordValue(recorder: Recorder, node: EnumValueNode, path: Path): void {
  recorder.add(path, node, node.comments);
  recorder.add([...path, 1], node.name);
  recorder.add([...path, 2], node.number);
  recorder.optionList(path, 3, node.brackets, node.options);
}
