// What handlers throw and give: which errors may be sent as they are, and the sentences about replies
// that are none.

import { formatMs } from "../base/index.js";
import { isStatus, Status, StatusError } from "../grpc/index.js";
import { isPromiseLike } from "./response-pump.js";

/** True for a StatusError that is still what its constructor made of it. */
export function isSendable(error: unknown): error is StatusError {
  try {
    return (
      StatusError.is(error) &&
      isStatus(error.code) &&
      error.code !== Status.OK &&
      typeof error.message === "string"
    );
  } catch {
    // A proxy, or a getter that throws: certainly none of ours.
    return false;
  }
}

export function noReply(path: string, reply: unknown): string {
  return `The handler of "${path}" gave ${describe(reply)}: expected a message`;
}

export function tooLong(limitMs: number): string {
  return `The server gives this call no more than ${formatMs(limitMs)}`;
}

export function notIterable(path: string, given: unknown): string {
  return `The handler of "${path}" gave ${describe(given)}: expected replies to iterate over, as "async *" gives them`;
}

function describe(value: unknown): string {
  if (isPromiseLike(value)) return "a promise";
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? "an object" : `a value of type ${typeof value}`;
}
