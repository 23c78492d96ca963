// An interceptor of one's own: a call that found no room is made once more.

import { type ClientInterceptor, Status, StatusError } from "trunkline";

export const tryAgain: ClientInterceptor = async (call, next) => {
  // Requests of a stream can be sent once only.
  if (call.method.kind !== "unary") return next();
  try {
    return await next();
  } catch (error) {
    if (!StatusError.is(error) || error.code !== Status.UNAVAILABLE) throw error;
    return next();
  }
};
