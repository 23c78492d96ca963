// One rpc that a server serves: the method and the function behind it.

import type { AnyMethod } from "../protobuf/index.js";
import { passOnCall } from "./implicit-parent.js";
import type { ServerCall } from "./server-call.js";
import type { ServerInterceptor } from "./server-interceptor.js";

/** A handler of any kind, as the call that runs it sees it. */
export type AnyHandler = (this: unknown, request: unknown, call: ServerCall) => unknown;

export interface Route {
  readonly method: AnyMethod;
  readonly takesStream: boolean;
  readonly givesStream: boolean;
  /** Undefined where the service was added with `partial` and without this rpc. */
  readonly handler: AnyHandler | undefined;
  /** What `this` is in the handler. */
  readonly self: unknown;
  /** Run around the handler, the first outermost. */
  readonly interceptors: readonly ServerInterceptor[];
}

export function createRoute(
  method: AnyMethod,
  handler: AnyHandler | undefined,
  self: unknown,
  interceptors: readonly ServerInterceptor[],
  isParent: boolean,
): Route {
  const { kind } = method;
  const givesStream = kind === "serverStreaming" || kind === "bidiStreaming";
  return {
    method,
    takesStream: kind === "clientStreaming" || kind === "bidiStreaming",
    givesStream,
    handler: isParent && handler !== undefined ? passOnCall(handler, givesStream) : handler,
    self,
    interceptors,
  };
}
