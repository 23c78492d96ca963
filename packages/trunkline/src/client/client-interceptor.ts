// Interceptors at a client: the shape of both sides, with what only a client's call has.

import type { InterceptedCall, Interceptor } from "../grpc/index.js";
import type { CallOptions } from "./call-options.js";

/** A call, as a client's interceptors see it. */
export interface ClientInterceptedCall extends InterceptedCall {
  readonly side: "client";
  /** As given to `createChannel`. */
  readonly target: string;
  /** What is sent is encrypted to a server that is verified, or does not leave this machine. */
  readonly isPrivate: boolean;
  /**
   * The call's options, which may be replaced before `next()`: `call.options = { ...call.options, timeoutMs }`.
   * Their metadata is not looked at any more: that is `call.metadata`.
   */
  options: CallOptions;
}

/**
 * An interceptor of a client; one for both sides will do as well. Around a call with one request and one
 * response, `next()` may be called again, for another try.
 */
export type ClientInterceptor = Interceptor<ClientInterceptedCall>;
