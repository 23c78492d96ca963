// Places to bytes, without those of options that were left out.

import type { ProtoWriter } from "../../descriptor/index.js";
import type { Location, Path } from "./recorder.js";

/** Writes the fields of SourceCodeInfo: all `locations` but those at or below a path of `stripped`. */
export function encodeSourceInfo(
  writer: ProtoWriter,
  locations: readonly Location[],
  stripped: readonly Path[],
): void {
  const gone = new Set(stripped.map((path) => path.join()));
  for (const location of locations) {
    if (gone.size > 0 && isBelow(location.path, gone)) continue;
    writer.message(1, () => encodeLocation(writer, location));
  }
}

function isBelow(path: Path, gone: ReadonlySet<string>): boolean {
  for (let length = 1; length <= path.length; length++) {
    if (gone.has(path.slice(0, length).join())) return true;
  }
  return false;
}

function encodeLocation(writer: ProtoWriter, { path, span, comments }: Location): void {
  writer.packedInt32(1, path);
  writer.packedInt32(2, span);
  if (comments === undefined) return;
  if (comments.leading !== undefined) writer.string(3, comments.leading);
  if (comments.trailing !== undefined) writer.string(4, comments.trailing);
  for (const one of comments.leadingDetached) writer.string(6, one);
}
