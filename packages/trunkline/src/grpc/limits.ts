// What a message may be, received and sent.

import type { MessageType } from "../protobuf/index.js";
import { Status } from "./status.js";
import { StatusError } from "./status-error.js";

/** The largest message accepted where no other limit is set: 4 MiB. */
const DEFAULT_MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** The largest message sent where no other limit is set, as in grpc-go. Every sender looks at it. */
export const DEFAULT_MAX_SENT_BYTES = 2_147_483_647;

/**
 * The limit that a user set as `name`, or the default where they set none.
 * @throws RangeError when it is not a whole number of at least 0
 */
export function resolveMaxMessageBytes(
  name: string,
  maxMessageBytes: number | undefined,
  defaultBytes: number = DEFAULT_MAX_MESSAGE_BYTES,
): number {
  const limit = maxMessageBytes ?? defaultBytes;
  if (Number.isInteger(limit) && limit >= 0) return limit;
  throw new RangeError(
    `Cannot set ${name} to ${String(limit)}: expected a whole number of at least 0`,
  );
}

/** A message that is larger than what may be sent. */
export class SentTooLarge extends StatusError {}

/** @throws SentTooLarge where a message of `messageBytes` may not be sent */
export function assertSentBytes(messageBytes: number, maxBytes: number): void {
  if (messageBytes <= maxBytes) return;
  throw new SentTooLarge(
    Status.RESOURCE_EXHAUSTED,
    `Cannot send a message of ${messageBytes} bytes: maxSendMessageBytes is ${maxBytes}`,
  );
}

/**
 * `type`, whose `write` throws SentTooLarge for messages beyond `maxBytes`, before compression; the very same type
 * where that is the default, so that who sets no limit pays for none.
 */
export function limitSent<T, I>(type: MessageType<T, I>, maxBytes: number): MessageType<T, I> {
  if (maxBytes >= DEFAULT_MAX_SENT_BYTES) return type;
  return {
    typeName: type.typeName,
    create: (init) => type.create(init),
    encode: (message) => type.encode(message),
    decode: (bytes) => type.decode(bytes),
    read: (bytes, start, end, isKept) => type.read(bytes, start, end, isKept),
    write(out, message) {
      const at = out.length;
      type.write(out, message);
      assertSentBytes(out.length - at, maxBytes);
    },
  };
}
