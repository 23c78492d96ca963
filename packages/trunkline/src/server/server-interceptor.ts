// Interceptors at a server: the shape of both sides, with what only a server's call has.

import type { InterceptedCall, Interceptor } from "../grpc/index.js";
import type { ServerCall } from "./server-call.js";

/** A call, as a server's interceptors see it: all that its handler sees, and hooks. */
export interface ServerInterceptedCall extends InterceptedCall, ServerCall {
  readonly side: "server";
  readonly path: string;
  readonly metadata: ServerCall["metadata"];
  readonly context: ServerCall["context"];
  readonly isCancelled: boolean;
  readonly signal: AbortSignal;
  timeRemainingMs(): number;
  throwIfCancelled(): void;
}

/** An interceptor of a server; one for both sides will do as well. */
export type ServerInterceptor = Interceptor<ServerInterceptedCall>;
