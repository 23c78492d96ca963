// Sockets, TLS, credentials and the one room with real timers.

export type { Listener, Session, SessionOptions } from "./session.js";
