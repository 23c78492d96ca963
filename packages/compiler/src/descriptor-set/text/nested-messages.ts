// The messages that stand in a message or file, by name, for fields that are written as maps and groups.

import type { ProtoMessage } from "../../descriptor/index.js";
import type { Path } from "../encoding.js";

export interface NestedMessage {
  readonly message: ProtoMessage;
  readonly index: number;
  readonly path: Path;
  readonly isMapEntry: boolean;
}

/** By full name with a leading dot. */
export function nestedMessages(
  messages: readonly ProtoMessage[],
  scope: string,
  pathOf: (index: number) => Path,
): ReadonlyMap<string, NestedMessage> {
  return new Map(
    messages.map((message, index) => [
      `${scope}.${message.string(1)}`,
      { message, index, path: pathOf(index), isMapEntry: message.message(7)?.bool(7) ?? false },
    ]),
  );
}

const GROUP = 10;

/** True of a field that is written with its message, as a group. */
export function isGroup(field: ProtoMessage): boolean {
  return field.int32(5) === GROUP;
}
