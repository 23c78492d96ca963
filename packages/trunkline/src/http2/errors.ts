// Error codes and the two kinds of HTTP/2 error (RFC 9113 §5.4, §7). They are reported through the
// sink, never thrown across the engine's edge, and carry no stack: making one costs a plain object.

/** The error codes of RST_STREAM and GOAWAY (RFC 9113 §7), by their names there. */
export const ErrorCode = {
  NO_ERROR: 0x0,
  PROTOCOL_ERROR: 0x1,
  INTERNAL_ERROR: 0x2,
  FLOW_CONTROL_ERROR: 0x3,
  SETTINGS_TIMEOUT: 0x4,
  STREAM_CLOSED: 0x5,
  FRAME_SIZE_ERROR: 0x6,
  REFUSED_STREAM: 0x7,
  CANCEL: 0x8,
  COMPRESSION_ERROR: 0x9,
  CONNECT_ERROR: 0xa,
  ENHANCE_YOUR_CALM: 0xb,
  INADEQUATE_SECURITY: 0xc,
  HTTP_1_1_REQUIRED: 0xd,
} as const;
/** One of the codes of RFC 9113 §7; a peer may send others. */
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

const namesByCode: readonly string[] = Object.keys(ErrorCode);

/** The RFC's name of an error code, or `0x…` for one it does not define. */
export function errorCodeName(code: number): string {
  return namesByCode[code] ?? `0x${code.toString(16)}`;
}

/** Who began it: this endpoint found fault, the peer said so, or the bytes stopped coming. */
export type ErrorOrigin = "local" | "remote" | "transport";

/** Why one stream ended before its time. */
export interface StreamError {
  /** Tells it from a ConnectionError. */
  readonly kind: "stream";
  /** The stream that ended. */
  readonly streamId: number;
  /** An ErrorCode, or a number unknown to us from the peer. */
  readonly code: number;
  /** Who began it. */
  readonly origin: ErrorOrigin;
  /** One sentence, with the RFC section where a rule was broken. */
  readonly message: string;
  /**
   * True when the peer cannot have begun to process the stream, so that it may be tried elsewhere (RFC 9113
   * §8.7).
   */
  readonly isUnprocessed: boolean;
}

/** Why a connection ended; every stream on it ends with it. */
export interface ConnectionError {
  /** Tells it from a StreamError. */
  readonly kind: "connection";
  /** An ErrorCode, or a number unknown to us from the peer. */
  readonly code: number;
  /** Who began it. */
  readonly origin: ErrorOrigin;
  /** One sentence, with the RFC section where a rule was broken. */
  readonly message: string;
  /** The socket's error, where that was the cause. */
  readonly cause?: unknown;
}
