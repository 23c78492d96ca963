// The places of everything in a file (descriptor.proto, SourceCodeInfo).

import type { FileNode, ImportNode, OptionNode } from "../../ast/index.js";
import { inFileOrder } from "./in-file-order.js";
import { recordEnum } from "./record-enum.js";
import { MessageRecorder } from "./record-message.js";
import { recordService } from "./record-service.js";
import { type Location, type Path, Recorder } from "./recorder.js";

/** `optionPath` tells where in its options message an option is. */
export function recordFile(
  node: FileNode,
  optionPath: (option: OptionNode) => Path | undefined,
): readonly Location[] {
  const recorder = new Recorder(node.source, optionPath);
  recorder.add([], node.extent);
  if (node.syntax !== undefined) recorder.add([12], node.syntax, node.syntax.comments);
  const imports = new ImportCounts();
  const messages = new MessageRecorder(recorder, [], { message: 4, extension: 7 });
  const counts = { enum: 0, service: 0 };
  const statements = inFileOrder([
    ...node.packages.map((one) => ({ ...one, kind: "package" as const })),
    ...node.imports.map((one) => ({ ...one, kind: "import" as const })),
    ...node.options.map((one) => ({ kind: "option" as const, start: one.start, option: one })),
    ...node.declarations.filter((one) => one.kind !== "message" || !one.isGroup),
  ]);
  for (const one of statements) {
    if (one.kind === "package") recorder.add([2], one, one.comments);
    else if (one.kind === "import") recordImport(recorder, one, imports);
    else if (one.kind === "option") recorder.optionStatement([], 8, one.option);
    else if (one.kind === "message") messages.message(one);
    else if (one.kind === "extend") messages.extend(one);
    else if (one.kind === "enum") recordEnum(recorder, one, [5, counts.enum++]);
    else recordService(recorder, one, [6, counts.service++]);
  }
  return recorder.locations;
}

class ImportCounts {
  all = 0;
  public = 0;
  weak = 0;
  option = 0;
}

function recordImport(recorder: Recorder, node: ImportNode, counts: ImportCounts): void {
  const { modifier } = node;
  if (modifier?.text === "option") {
    recorder.add([15, counts.option++], node, node.comments);
    return;
  }
  recorder.add([3, counts.all++], node, node.comments);
  if (modifier?.text === "public") recorder.add([10, counts.public++], modifier);
  if (modifier?.text === "weak") recorder.add([11, counts.weak++], modifier);
}
