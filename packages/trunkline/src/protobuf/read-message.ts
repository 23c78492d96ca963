// Messages, packed fields and map entries inside a message: lengths that open another end.

import { readLength } from "./read-string.js";
import { failNesting } from "./read-unknown.js";
import { leave, MAX_NESTING, type Reader } from "./reader.js";

/** Opens a packed field or a map entry; gives the end that `leave` puts back. */
export function enter(reader: Reader): number {
  const outerEnd = reader.end;
  const length = readLength(reader);
  reader.end = reader.position + length;
  return outerEnd;
}

/**
 * Reads a message with `readFields`, into `into` where the field was seen before: a singular message
 * that occurs again is merged into what is there. Protobuf Encoding "Last One Wins".
 */
export function readMessage<T>(
  reader: Reader,
  readFields: (reader: Reader, into: T | undefined) => T,
  into: T | undefined,
): T {
  const outerEnd = enter(reader);
  if (++reader.nesting > MAX_NESTING) failNesting(reader);
  const message = readFields(reader, into);
  reader.nesting--;
  leave(reader, outerEnd);
  return message;
}
