// Sockets, credentials, sessions, and the one room with real timers.

export type { Address } from "./address.js";
export { formatAddress, ipVersionOf, isLoopbackAddress, parseListenTarget } from "./address.js";
export { ambientCall } from "./ambient-call.js";
export type { ConnectOptions } from "./connect.js";
export { connect } from "./connect.js";
export { createSession } from "./create-session.js";
export type { Credentials, InsecureCredentials } from "./credentials.js";
export { insecure, resolveCredentials } from "./credentials.js";
export type { ZlibEncoding } from "./encodings.js";
export { zlibEncodings } from "./encodings.js";
export type { Endpoint, EndpointHandler } from "./endpoint.js";
export { EndpointSession } from "./endpoint-session.js";
export { EventLoop, eventLoop } from "./event-loop.js";
export type { ListenerOptions, Refusal } from "./listen.js";
export { listen } from "./listen.js";
export { createMemoryPair } from "./memory-pair.js";
export type { PeerCertificate } from "./peer-certificate.js";
export { distinctSignals, isCatchableSignal, onSignals } from "./process-signals.js";
export type { Listener, Session, SessionOptions } from "./session.js";
export type { TlsCredentials, TlsOptions } from "./tls-credentials.js";
export { tls } from "./tls-credentials.js";
export { TlsError } from "./tls-errors.js";
export type { TlsMaterial } from "./tls-settings.js";
export type { TlsFiles, TlsLoader } from "./tls-source.js";
