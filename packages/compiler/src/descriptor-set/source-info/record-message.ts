// The places of messages, of what stands in them, and of extensions.

import type {
  ExtendNode,
  ExtensionsNode,
  FieldNode,
  MessageNode,
  OneofNode,
} from "../../ast/index.js";
import { inFileOrder } from "./in-file-order.js";
import { keywordExtent } from "./keyword-extent.js";
import { recordEnum } from "./record-enum.js";
import { recordField } from "./record-field.js";
import { recordRange, recordReserved } from "./record-ranges.js";
import type { Path, Recorder } from "./recorder.js";

/** The fields of the parent that hold messages and extensions: those of a file are others than a message's. */
interface ParentFields {
  readonly message: number;
  readonly extension: number;
}

const NESTED: ParentFields = { message: 3, extension: 6 };

/** Records messages and extensions in one parent, and counts them. */
export class MessageRecorder {
  readonly #recorder: Recorder;
  readonly #parent: Path;
  readonly #fields: ParentFields;
  #messages = 0;
  #extensions = 0;

  constructor(recorder: Recorder, parent: Path, fields: ParentFields) {
    this.#recorder = recorder;
    this.#parent = parent;
    this.#fields = fields;
  }

  message(node: MessageNode): void {
    const path = this.#nextMessage();
    const recorder = this.#recorder;
    recorder.add(path, keywordExtent(recorder.text, node), node.comments);
    recorder.add([...path, 1], node.name);
    recordBody(recorder, node, path);
  }

  extend(node: ExtendNode): void {
    const recorder = this.#recorder;
    const list = [...this.#parent, this.#fields.extension];
    recorder.add(list, node, node.comments);
    for (const field of node.fields) {
      const path = [...list, this.#extensions++];
      this.field(field, path, node.extendee);
    }
  }

  /** A field, with the message of a group or map. `extendee` is what an extension extends. */
  field(node: FieldNode, path: Path, extendee?: ExtendNode["extendee"]): void {
    const recorder = this.#recorder;
    recorder.add(path, node, node.comments);
    if (extendee !== undefined) recorder.add([...path, 2], extendee);
    recordField(recorder, node, path);
    if (node.type.kind === "map") this.#nextMessage();
    if (node.type.kind !== "group") return;
    const { message } = node.type;
    const group = this.#nextMessage();
    recorder.add(group, { start: node.start, end: message.end }, message.comments);
    recorder.add([...group, 1], node.name);
    recorder.add([...path, 6], node.name);
    recordBody(recorder, message, group);
  }

  #nextMessage(): Path {
    return [...this.#parent, this.#fields.message, this.#messages++];
  }
}

function recordBody(recorder: Recorder, node: MessageNode, path: Path): void {
  const inner = new MessageRecorder(recorder, path, NESTED);
  const counts = { field: 0, enum: 0, oneof: 0, range: 0, reservedRange: 0, reservedName: 0 };
  const recordOneof = (oneof: OneofNode) => {
    const place = [...path, 8, counts.oneof++];
    recorder.add(place, oneof, oneof.comments);
    recorder.add([...place, 1], oneof.name);
    const fields = node.fields.filter((field) => field.oneof === oneof);
    for (const part of inFileOrder([...oneof.options, ...fields])) {
      if ("kind" in part) inner.field(part, [...path, 2, counts.field++]);
      else recorder.optionStatement(place, 2, part);
    }
  };
  const statements = inFileOrder([
    ...node.fields.filter((one) => one.oneof === undefined),
    ...node.oneofs,
    ...node.messages.filter((one) => !one.isGroup),
    ...node.enums,
    ...node.extends,
    ...node.extensions.map((one) => ({ ...one, kind: "extensions" as const })),
    ...node.reserved.map((one) => ({ ...one, kind: "reserved" as const })),
    ...node.options.map((one) => ({ kind: "option" as const, start: one.start, option: one })),
  ]);
  for (const one of statements) {
    if (one.kind === "field") inner.field(one, [...path, 2, counts.field++]);
    else if (one.kind === "oneof") recordOneof(one);
    else if (one.kind === "message") inner.message(one);
    else if (one.kind === "enum") recordEnum(recorder, one, [...path, 4, counts.enum++]);
    else if (one.kind === "extend") inner.extend(one);
    else if (one.kind === "option") recorder.optionStatement(path, 7, one.option);
    else if (one.kind === "extensions") {
      recordExtensions(recorder, one, [...path, 5], counts.range);
      counts.range += one.ranges.length;
    } else {
      recordReserved(recorder, one, path, { range: 9, name: 10 }, counts);
    }
  }
}

/** `list` is the place of all ranges, of which `before` stand before these. */
function recordExtensions(
  recorder: Recorder,
  node: ExtensionsNode,
  list: Path,
  before: number,
): void {
  recorder.add(list, node, node.comments);
  for (const [index, range] of node.ranges.entries()) {
    recordRange(recorder, range, [...list, before + index]);
  }
  // The options are those of each of the ranges.
  for (const index of node.ranges.keys()) {
    recorder.optionList([...list, before + index], 3, node.brackets, node.options);
  }
}
