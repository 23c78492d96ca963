// An interceptor of one's own: a call that came to nothing is made once more.
//
// UNAVAILABLE does not say that nothing was done: the server may have done its work, and its answer been lost. So
// this is for services that know a request when it comes again, here by its `request_id`.

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
