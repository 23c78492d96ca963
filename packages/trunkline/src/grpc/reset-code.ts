// What a stream's reset means for its call (gRPC-HTTP2 "Errors").

import { Status } from "./status.js";

/**
 * The status code for the error code of RST_STREAM (RFC 9113 §7). CANCEL is CANCELLED here; a caller
 * whose deadline has passed reports DEADLINE_EXCEEDED in its place.
 */
export function statusFromResetCode(errorCode: number): Status {
  switch (errorCode) {
    case 0x0: // NO_ERROR
    case 0x1: // PROTOCOL_ERROR
    case 0x2: // INTERNAL_ERROR
    case 0x3: // FLOW_CONTROL_ERROR
    case 0x4: // SETTINGS_TIMEOUT
    case 0x6: // FRAME_SIZE_ERROR
    case 0x9: // COMPRESSION_ERROR
    case 0xa: // CONNECT_ERROR
    case 0xd: // HTTP_1_1_REQUIRED, which gRPC has no row for: as with the others, no call can come of it
      return Status.INTERNAL;
    case 0x7: // REFUSED_STREAM
      return Status.UNAVAILABLE;
    case 0x8: // CANCEL
      return Status.CANCELLED;
    case 0xb: // ENHANCE_YOUR_CALM
      return Status.RESOURCE_EXHAUSTED;
    case 0xc: // INADEQUATE_SECURITY
      return Status.PERMISSION_DENIED;
    default:
      return Status.UNKNOWN;
  }
}
