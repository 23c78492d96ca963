// Sockets, credentials, sessions, and the one room with real timers.

export type { Address } from "./address.js";
export { formatAddress, ipVersionOf, isLoopbackAddress, parseListenTarget } from "./address.js";
export type { ConnectOptions } from "./connect.js";
export { connect } from "./connect.js";
export type { Credentials } from "./credentials.js";
export { assertPlaintextAllowed, insecure } from "./credentials.js";
export type { Endpoint, EndpointHandler } from "./endpoint.js";
export { EndpointSession } from "./endpoint-session.js";
export { EventLoop, eventLoop } from "./event-loop.js";
export { listen } from "./listen.js";
export { createMemoryPair } from "./memory-pair.js";
export type { Listener, Session, SessionOptions } from "./session.js";
