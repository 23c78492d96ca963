// The server: services, listening, calls and closing.

export { BreakableCall } from "./breakable-call.js";
export type { CloseOnSignalsOptions } from "./close-on-signals.js";
export type { AddServiceOptions, CompileError, Handler, Handlers } from "./handlers.js";
export type { ServerOptions } from "./options.js";
export type { Peer } from "./peer.js";
export type { ErrorReport } from "./report.js";
export type { ListenOptions } from "./server.js";
export { createServer, Server } from "./server.js";
export type { ServerCall } from "./server-call.js";
export type { ServerInterceptedCall, ServerInterceptor } from "./server-interceptor.js";
export type { ServerStats } from "./stats.js";
