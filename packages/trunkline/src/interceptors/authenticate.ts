// Who calls: a bearer token (RFC 6750 §2.1) is checked before a handler runs.

import { assertKnownKeys, assertOptions } from "../base/index.js";
import {
  type ContextKey,
  type InterceptedCall,
  type Interceptor,
  Status,
  StatusError,
} from "../grpc/index.js";
import { assertAnswered } from "./promises.js";

/** Options of `authenticate`. */
export interface AuthenticateOptions<C extends InterceptedCall> {
  /**
   * True for calls that need no token: those of a health service, say. A token that they have is checked all the
   * same. It answers at once, and nothing but `true` lets a call through. Default: every call needs one.
   */
  readonly isOpen?: ((call: C) => boolean) | undefined;
}

/**
 * Asks `check` who a call's bearer token stands for, and puts the answer into `call.context` under `key`. A call
 * without a token, or for whose token the answer is undefined, null or false, ends with UNAUTHENTICATED; `check` may
 * throw a StatusError that says more. For servers.
 *
 *     export const user = contextKey<User | undefined>("user", undefined);
 *     createServer({ interceptors: [authenticate(user, (token) => users.byToken(token))] });
 *     // in a handler: call.context.get(user)
 *
 * @throws TypeError where `key` is none, `check` is no function, or an option is not known
 */
export function authenticate<T, C extends InterceptedCall>(
  key: ContextKey<T>,
  check: (
    token: string,
    call: C,
  ) => T | undefined | null | false | Promise<T | undefined | null | false>,
  options: AuthenticateOptions<C> = {},
): Interceptor<C> {
  assertOptions(options);
  assertKnownKeys("authenticate()", options, ["isOpen"]);
  const { isOpen = () => false } = options;
  if (typeof key !== "object" || key === null) {
    throw new TypeError("Cannot authenticate calls: expected a key that contextKey() made");
  }
  if (typeof check !== "function" || typeof isOpen !== "function") {
    throw new TypeError("Cannot authenticate calls: expected check and isOpen to be functions");
  }
  return async (call, next) => {
    const token = bearerToken(call.metadata.get("authorization"));
    if (token === undefined) {
      const open: unknown = isOpen(call);
      assertAnswered("isOpen", open);
      if (open !== true) throw unauthenticated("The call has no bearer token");
      return next();
    }
    const identity = await check(token, call);
    if (identity === undefined || identity === null || identity === false) {
      throw unauthenticated("The call's bearer token is not accepted");
    }
    call.context.set(key, identity as never);
    return next();
  };
}

/** The token in `Bearer <token>`; the scheme's name is in any case (RFC 9110 §11.1). */
function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const space = authorization.indexOf(" ");
  if (space < 0 || authorization.slice(0, space).toLowerCase() !== "bearer") return undefined;
  const token = authorization.slice(space + 1).trim();
  return token === "" ? undefined : token;
}

function unauthenticated(message: string): StatusError {
  return new StatusError(Status.UNAUTHENTICATED, message);
}
