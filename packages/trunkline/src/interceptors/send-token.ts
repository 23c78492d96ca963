// A client's bearer token (RFC 6750 §2.1) with each call.

import { assertKnownKeys, assertOptions } from "../base/index.js";
import { type InterceptedCall, type Interceptor, Status, StatusError } from "../grpc/index.js";

/** A call at a client, as a token source sees it. */
export interface OutgoingCall extends InterceptedCall {
  readonly side: "client";
  readonly target: string;
  readonly isPrivate: boolean;
}

/** A token, or what gives one for each call; it may keep one for as long as it is good. */
export type TokenSource = string | ((call: OutgoingCall) => string | Promise<string>);

/** Options of `sendToken`. */
export interface TokenOptions {
  /**
   * True to send it to other machines also in plaintext, where anyone between can read it, or to a server that is
   * not verified, which may be anyone. Default false.
   */
  readonly overPlaintext?: boolean | undefined;
}

/** What stands in a token: visible ASCII, no comma that would make two of one. */
const TOKEN = /^[\x21-\x2b\x2d-\x7e]+$/;

/**
 * Sends `authorization: Bearer …` with each call. The source is asked once a call; what it takes is part of the
 * call's time, and `call.signal` tells it when nobody waits any more. A source that fails ends the call with
 * UNAUTHENTICATED. Unless that is said, a token goes to another machine
 * neither in plaintext nor where the server is not verified.
 *
 *     createChannel("orders.example:443", {
 *       credentials: tls(),
 *       interceptors: [sendToken(() => tokens.current())],
 *     });
 *
 * @throws TypeError for what is neither a token nor a function, or an option that is not known
 */
export function sendToken(
  source: TokenSource,
  options: TokenOptions = {},
): Interceptor<OutgoingCall> {
  assertOptions(options);
  assertKnownKeys("sendToken()", options, ["overPlaintext"]);
  const overPlaintext = options.overPlaintext === true;
  if (typeof source !== "function" && !isToken(source)) {
    throw new TypeError(
      "Cannot send a token: expected one of visible ASCII characters, or a function that gives one",
    );
  }
  return async (call, next) => {
    if (!overPlaintext && !call.isPrivate) {
      throw new StatusError(
        Status.UNAUTHENTICATED,
        `Cannot send a token to "${call.target}" in plaintext or to a server that is not verified: use tls(), or sendToken(…, { overPlaintext: true })`,
      );
    }
    const token = typeof source === "string" ? source : await askFor(source, call);
    call.metadata.set("authorization", `Bearer ${token}`);
    return next();
  };
}

async function askFor(source: Exclude<TokenSource, string>, call: OutgoingCall): Promise<string> {
  let token: string;
  try {
    token = await source(call);
  } catch (error) {
    throw noToken(call, "its source failed", error);
  }
  if (isToken(token)) return token;
  throw noToken(call, "its source gave something else", undefined);
}

function isToken(token: unknown): token is string {
  return typeof token === "string" && TOKEN.test(token);
}

function noToken(call: OutgoingCall, why: string, cause: unknown): StatusError {
  const options = cause === undefined ? {} : { cause };
  const message = `Cannot get a token for "${call.path}" on "${call.target}": ${why}`;
  return new StatusError(Status.UNAUTHENTICATED, message, options);
}
