// How a response ends (gRPC-HTTP2 "Responses"): with trailers, or with a single header block where
// nothing was sent before.

import {
  encodeStatusDetails,
  encodeStatusMessage,
  type Metadata,
  type Status,
  type StatusError,
} from "../grpc/index.js";
import { type HeaderPart, HeaderTemplate, type Stream } from "../http2/index.js";

const okTrailers: readonly HeaderPart[] = [new HeaderTemplate(["grpc-status", "0"])];

/** The fields of a status other than OK. */
export function statusFields(code: Status, message: string): string[] {
  const fields = ["grpc-status", String(code)];
  if (message !== "") fields.push("grpc-message", encodeStatusMessage(message));
  return fields;
}

/** Ends the response with OK. */
export function sendOk(stream: Stream, trailers: Metadata | null): void {
  if (trailers === null || trailers.size === 0) stream.sendTrailers(okTrailers);
  else stream.sendTrailers([...okTrailers, trailers.toFields()]);
}

/** Ends a response whose headers have been sent with an error. */
export function sendErrorTrailers(
  stream: Stream,
  error: StatusError,
  trailers: Metadata | null,
): void {
  stream.sendTrailers([errorFields(error, trailers)]);
}

/** Ends a response with an error and nothing else: one block, headers and trailers in one. */
export function sendErrorOnly(
  stream: Stream,
  error: StatusError,
  headers: readonly HeaderPart[],
  responseHeaders: Metadata | null,
  trailers: Metadata | null,
): void {
  const parts: HeaderPart[] = [...headers];
  if (responseHeaders !== null) parts.push(responseHeaders.toFields());
  parts.push(errorFields(error, trailers));
  stream.sendHeaders(parts, true);
}

function errorFields(error: StatusError, trailers: Metadata | null): string[] {
  const fields = statusFields(error.code, error.message);
  if (error.details.length > 0) fields.push("grpc-status-details-bin", encodeStatusDetails(error));
  trailers?.appendFieldsTo(fields);
  if (error.hasMetadata) error.metadata.appendFieldsTo(fields);
  return fields;
}
