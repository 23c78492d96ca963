// Handlers whose call is passed on to the calls that they make, as the server option `implicitParent` says.

import { ambientCall } from "../transport/index.js";
import type { ServerCall } from "./server-call.js";

type AnyHandler = (this: unknown, request: unknown, call: ServerCall) => unknown;
type AnyIterator = AsyncIterator<unknown> | Iterator<unknown>;

/** `handler`, during which, and during whose replies, its call is the ambient one. */
export function passOnCall(handler: AnyHandler, givesStream: boolean): AnyHandler {
  return function passedOn(this: unknown, request: unknown, call: ServerCall): unknown {
    const given = ambientCall.run(call, () => handler.call(this, request, call));
    return givesStream ? passOnToReplies(given, call) : given;
  };
}

/** A generator's body does not run where it is made, but where it is asked. */
function passOnToReplies(given: unknown, call: ServerCall): unknown {
  if (typeof given !== "object" || given === null) return given;
  const { [Symbol.asyncIterator]: openAsync, [Symbol.iterator]: openSync } = given as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  >;
  if (openAsync !== undefined) {
    return { [Symbol.asyncIterator]: () => passOnToIterator(openAsync.call(given), call) };
  }
  if (openSync === undefined) return given;
  return { [Symbol.iterator]: () => passOnToIterator(openSync.call(given), call) };
}

function passOnToIterator(iterator: AnyIterator, call: ServerCall): AnyIterator {
  const passed = { next: () => ambientCall.run(call, () => iterator.next()) } as AnyIterator;
  if (iterator.return !== undefined) {
    passed.return = () => ambientCall.run(call, () => iterator.return!()) as never;
  }
  return passed;
}
