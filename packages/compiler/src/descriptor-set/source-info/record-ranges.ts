// The places of ranges of numbers, and of reserved numbers and names.

import type { RangeNode, ReservedNode } from "../../ast/index.js";
import type { Path, Recorder } from "./recorder.js";

export function recordRange(recorder: Recorder, node: RangeNode, path: Path): void {
  recorder.add(path, node);
  recorder.add([...path, 1], node.from);
  recorder.add([...path, 2], node.to);
}

/** Counts what is reserved in `counts`; `fields` hold the ranges and the names. */
export function recordReserved(
  recorder: Recorder,
  node: ReservedNode,
  path: Path,
  fields: { readonly range: number; readonly name: number },
  counts: { reservedRange: number; reservedName: number },
): void {
  const list = [...path, node.names.length > 0 ? fields.name : fields.range];
  recorder.add(list, node, node.comments);
  for (const name of node.names) recorder.add([...list, counts.reservedName++], name);
  for (const range of node.ranges) recordRange(recorder, range, [...list, counts.reservedRange++]);
}
