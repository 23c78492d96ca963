// A session on an endpoint that is there already: the end of an in-memory pair, or one of the user's own.

import type { Role } from "../http2/index.js";
import type { Endpoint } from "./endpoint.js";
import { EndpointSession } from "./endpoint-session.js";
import { checkSession } from "./options.js";
import type { Session, SessionOptions } from "./session.js";

/**
 * Begins an HTTP/2 session on an endpoint.
 *
 *     const [near, far] = createMemoryPair(eventLoop);
 *     createSession("server", far, { clock: eventLoop, createSink: () => new HelloSink() });
 *     const session = createSession("client", near, { clock: eventLoop, createSink: () => sink });
 *
 * @throws TypeError for what is no role, sink or clock, and for an option of a name that there is not; RangeError
 * for a limit out of its range; and what `createSink` throws
 */
export function createSession(role: Role, endpoint: Endpoint, options: SessionOptions): Session {
  if (role !== "client" && role !== "server") {
    throw new TypeError(`Cannot create a session: expected "client" or "server", not ${role}`);
  }
  checkSession("createSession()", options, []);
  return new EndpointSession(role, endpoint, options);
}
