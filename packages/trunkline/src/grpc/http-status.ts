// What an HTTP status means where a response carries no `grpc-status`: a proxy answered, not the
// server (gRPC "HTTP to gRPC Status Code Mapping"). Never used in the other direction.
//
// 431 is UNKNOWN, as grpc-go, grpc-js and the conformance suite have it: newer editions of the mapping say
// INTERNAL, and a caller must not see another code for a proxy's answer than its colleagues do.

import { Status } from "./status.js";

/** The status code for the `:status` of a response without `grpc-status`; 200 included, which is UNKNOWN. */
export function statusFromHttp(httpStatus: number): Status {
  switch (httpStatus) {
    case 400:
      return Status.INTERNAL;
    case 401:
      return Status.UNAUTHENTICATED;
    case 403:
      return Status.PERMISSION_DENIED;
    case 404:
      return Status.UNIMPLEMENTED;
    case 429:
    case 502:
    case 503:
    case 504:
      return Status.UNAVAILABLE;
    default:
      return Status.UNKNOWN;
  }
}
