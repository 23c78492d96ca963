// The places of services and their methods.

import type { MethodNode, ServiceNode } from "../../ast/index.js";
import { inFileOrder } from "./in-file-order.js";
import type { Path, Recorder } from "./recorder.js";

export function recordService(recorder: Recorder, node: ServiceNode, path: Path): void {
  recorder.add(path, node, node.comments);
  recorder.add([...path, 1], node.name);
  let methods = 0;
  for (const one of inFileOrder([...node.methods, ...node.options])) {
    if ("kind" in one) recordMethod(recorder, one, [...path, 2, methods++]);
    else recorder.optionStatement(path, 3, one);
  }
}

function recordMethod(recorder: Recorder, node: MethodNode, path: Path): void {
  const { input, output } = node;
  recorder.add(path, node, node.comments);
  recorder.add([...path, 1], node.name);
  if (input.stream !== undefined) recorder.add([...path, 5], input.stream);
  recorder.add([...path, 2], input.name);
  if (output.stream !== undefined) recorder.add([...path, 6], output.stream);
  recorder.add([...path, 3], output.name);
  for (const option of node.options) recorder.optionStatement(path, 4, option);
}
