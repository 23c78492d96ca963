// Messages, packed fields and map entries inside a message: lengths that open another end.

import { readLength } from "./read-string.js";
import { failNesting } from "./read-unknown.js";
import { failAt, leave, type Reader } from "./reader.js";

/** Opens a packed field or a map entry; gives the end that `leave` puts back. */
export function enter(reader: Reader): number {
  const outerEnd = reader.end;
  const length = readLength(reader);
  reader.end = reader.position + length;
  return outerEnd;
}

/** Opens a message; gives the end that `leaveMessage` puts back. */
export function enterMessage(reader: Reader): number {
  const outerEnd = enter(reader);
  if (++reader.nesting > reader.maxNesting) failNesting(reader);
  return outerEnd;
}

/** Closes a message, which must be read to its end. */
export function leaveMessage(reader: Reader, outerEnd: number): void {
  leave(reader, outerEnd);
  reader.nesting--;
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
  const outerEnd = enterMessage(reader);
  const message = readFields(reader, into);
  leaveMessage(reader, outerEnd);
  return message;
}

/**
 * Reads a message between two keys, the first of which, `tag`, has been read. Its end is not known
 * before: `readFields` comes to it as a key it does not know, and `skipUnknown` then ends the
 * message there. Protobuf Encoding "Groups".
 */
export function readGroup<T>(
  reader: Reader,
  tag: number,
  readFields: (reader: Reader, into: T | undefined) => T,
  into: T | undefined,
): T {
  const { end, endTag, groupNesting } = reader;
  const start = reader.position;
  if (++reader.nesting > reader.maxNesting) failNesting(reader);
  reader.groupNesting = reader.nesting;
  reader.endTag = tag + 1;
  const message = readFields(reader, into);
  if (reader.endTag !== 0) failAt(start - 1, "is a group that does not end");
  reader.nesting--;
  reader.groupNesting = groupNesting;
  reader.endTag = endTag;
  reader.end = end;
  return message;
}
