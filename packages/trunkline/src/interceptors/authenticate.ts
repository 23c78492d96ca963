// Who calls: a bearer token (RFC 6750 §2.1) is checked before a handler runs.

import {
  type ContextKey,
  type InterceptedCall,
  type Interceptor,
  Status,
  StatusError,
} from "../grpc/index.js";

/** Options of `authenticate`. */
export interface AuthenticateOptions<C extends InterceptedCall> {
  /**
   * True for calls that need no token: those of a health service, say. A token that they have is checked all the
   * same. Default: every call needs one.
   */
  readonly isOpen?: ((call: C) => boolean) | undefined;
}

/**
 * Asks `check` who a call's bearer token stands for, and puts the answer into `call.context` under `key`. A call
 * without a token, or for whose token the answer is undefined or null, ends with UNAUTHENTICATED; `check` may throw
 * a StatusError that says more. For servers.
 *
 *     export const user = contextKey<User | undefined>("user", undefined);
 *     createServer({ interceptors: [authenticate(user, (token) => users.byToken(token))] });
 *     // in a handler: call.context.get(user)
 *
 * @throws TypeError where `check` is no function
 */
export function authenticate<T, C extends InterceptedCall>(
  key: ContextKey<T>,
  check: (token: string, call: C) => T | undefined | null | Promise<T | undefined | null>,
  { isOpen = () => false }: AuthenticateOptions<C> = {},
): Interceptor<C> {
  if (typeof check !== "function" || typeof isOpen !== "function") {
    throw new TypeError("Cannot authenticate calls: expected check and isOpen to be functions");
  }
  return async (call, next) => {
    const token = bearerToken(call.metadata.get("authorization"));
    if (token === undefined) {
      if (!isOpen(call)) throw unauthenticated("The call has no bearer token");
      return next();
    }
    const identity = await check(token, call);
    if (identity === undefined || identity === null) {
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
  if (authorization.slice(0, space).toLowerCase() !== "bearer") return undefined;
  const token = authorization.slice(space + 1).trim();
  return token === "" ? undefined : token;
}

function unauthenticated(message: string): StatusError {
  return new StatusError(Status.UNAUTHENTICATED, message);
}
