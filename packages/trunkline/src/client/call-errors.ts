// The wording of the errors that a call ends with when it is not the server that ends it.

import { formatMs } from "../base/index.js";
import { Status, StatusError, statusFromResetCode } from "../grpc/index.js";
import { ErrorCode, errorCodeName, type StreamError } from "../http2/index.js";

/** What an error says about the call it ended. */
export interface CallIdentity {
  readonly path: string;
  readonly target: string;
}

/** Why a target could not be reached: a sentence, and the error that it is about. */
export interface ConnectFailure {
  readonly reason: string;
  readonly cause: unknown;
}

/** What a call is waiting for, in words that complete "while …". */
export type WaitingFor =
  | "waiting for an interceptor"
  | "waiting for call credentials"
  | "waiting for a connection"
  | "waiting for a free stream"
  | "waiting for the response"
  | "receiving the response";

function nameOf(call: CallIdentity): string {
  return `"${call.path}" on "${call.target}"`;
}

export function deadlineExceeded(
  call: CallIdentity,
  timeoutMs: number,
  elapsedMs: number,
  waitingFor: WaitingFor,
  failure: ConnectFailure | null = null,
): StatusError {
  const text = `${nameOf(call)} did not finish within ${formatMs(timeoutMs)}: the deadline passed after ${formatMs(elapsedMs)}, while ${waitingFor}`;
  if (failure === null) return new StatusError(Status.DEADLINE_EXCEEDED, text);
  return new StatusError(
    Status.DEADLINE_EXCEEDED,
    `${text}. ${failure.reason}`,
    causeOf(failure.cause),
  );
}

export function alreadyExpired(call: CallIdentity): StatusError {
  return new StatusError(
    Status.DEADLINE_EXCEEDED,
    `${nameOf(call)} was not started: its deadline had passed already`,
  );
}

export function metadataTooLarge(
  call: CallIdentity,
  listBytes: number,
  maxBytes: number,
): StatusError {
  return new StatusError(
    Status.RESOURCE_EXHAUSTED,
    `${nameOf(call)} was not sent: its headers with the metadata have ${listBytes} octets, and the server takes ${maxBytes}`,
  );
}

export function cancelledBySignal(call: CallIdentity, reason: unknown): StatusError {
  return cancelledBy(call, "its signal", reason);
}

export function cancelledByParent(call: CallIdentity, reason: unknown): StatusError {
  return cancelledBy(call, "its parent call", reason);
}

function cancelledBy(call: CallIdentity, by: string, reason: unknown): StatusError {
  return new StatusError(Status.CANCELLED, `${nameOf(call)} was cancelled by ${by}`, {
    cause: reason,
  });
}

export function cancelledByConsumer(call: CallIdentity): StatusError {
  return new StatusError(
    Status.CANCELLED,
    `${nameOf(call)} was cancelled: its responses are no longer read`,
  );
}

export function channelClosed(call: CallIdentity): StatusError {
  return new StatusError(Status.UNAVAILABLE, `${nameOf(call)} failed: the channel was closed`);
}

export function cancelledByClose(call: CallIdentity): StatusError {
  return new StatusError(Status.CANCELLED, `${nameOf(call)} was cancelled: the channel was closed`);
}

/** Why a target is not reached whose connection ended before a word of HTTP/2 had come. */
export function noAnswerReason(
  target: string,
  address: string,
  why: string | undefined,
  isSecured: boolean,
): string {
  const detail = why === undefined ? "" : ` (${why})`;
  const reason = `Cannot reach "${target}": the connection to ${address} ended before the server had answered${detail}`;
  // What TLS had to say comes with its own advice.
  if (isSecured && why?.includes("tls(") === true) return reason;
  return isSecured
    ? `${reason}; does the server want a client certificate, or another one?`
    : `${reason}; does an HTTP/2 server listen there, without TLS? With TLS it is { credentials: tls() }`;
}

/** @param waitedMs since the call was made, or found no connection */
export function unreachable(
  { path }: CallIdentity,
  { reason, cause }: ConnectFailure,
  waitedMs: number,
): StatusError {
  const joint = reason.endsWith("?") ? " " : "; ";
  const text = `${reason}${joint}"${path}" has waited ${formatMs(waitedMs)}`;
  return new StatusError(Status.UNAVAILABLE, text, causeOf(cause));
}

function causeOf(cause: unknown): { readonly cause?: unknown } {
  return cause === undefined || cause === null ? {} : { cause };
}

export function inputFailed(call: CallIdentity, error: unknown): StatusError {
  return new StatusError(
    Status.CANCELLED,
    `${nameOf(call)} was cancelled: the messages to send could not be obtained`,
    { cause: error },
  );
}

export function hookFailed(call: CallIdentity, hook: string, error: unknown): StatusError {
  return new StatusError(Status.CANCELLED, `${nameOf(call)} was cancelled: ${hook} threw`, {
    cause: error,
  });
}

/** A stream that ended by RST_STREAM or with its connection; CANCEL is CANCELLED here. */
export function resetError(
  call: CallIdentity,
  error: StreamError,
  address: string,
  elapsedMs: number,
): StatusError {
  if (error.origin === "transport") {
    const after = elapsedMs > 0 ? ` after ${formatMs(elapsedMs)}` : "";
    return new StatusError(
      Status.UNAVAILABLE,
      `${nameOf(call)} lost its connection to ${address}${after}: ${error.message}`,
    );
  }
  const code = error.isUnprocessed ? Status.UNAVAILABLE : statusFromResetCode(error.code);
  const by =
    error.origin === "remote" ? "the server reset the stream with" : "the stream failed with";
  const hint =
    error.code === ErrorCode.HTTP_1_1_REQUIRED
      ? "; does a proxy stand there that passes on HTTP/1.1 only?"
      : "";
  return new StatusError(
    code,
    `${nameOf(call)} failed: ${by} ${errorCodeName(error.code)} (${error.message})${hint}`,
  );
}

export function endedWithoutTrailers(call: CallIdentity): StatusError {
  return new StatusError(
    Status.INTERNAL,
    `${nameOf(call)} failed: the server ended the response without trailers`,
  );
}

export function wrongMessageCount(
  call: CallIdentity,
  found: "no message" | "more than one",
): StatusError {
  return new StatusError(
    Status.UNIMPLEMENTED,
    `${nameOf(call)} received ${found}: the method has exactly one response message`,
  );
}

export function truncatedMessage(call: CallIdentity, pendingBytes: number): StatusError {
  return new StatusError(
    Status.INTERNAL,
    `${nameOf(call)} received only ${pendingBytes} bytes of the last message: the response ended inside it`,
  );
}
