// How a response ends (gRPC-HTTP2 "Responses"): with trailers, or with a single header block where
// nothing was sent before.

import {
  encodeStatusDetails,
  encodeStatusMessage,
  type Metadata,
  Status,
  type StatusError,
} from "../grpc/index.js";
import { type HeaderPart, HeaderTemplate, headerListBytes, type Stream } from "../http2/index.js";

/** Of a message that is cut: a character may take nine octets, and grpc-go takes a list of 16 KiB. */
const MOST_BARE_CHARS = 256;

const okTrailers: readonly HeaderPart[] = [new HeaderTemplate(["grpc-status", "0"])];

/** The fields of a status other than OK. */
export function statusFields(code: Status, message: string): string[] {
  const fields = ["grpc-status", String(code)];
  if (message !== "") fields.push("grpc-message", encodeStatusMessage(message));
  return fields;
}

/** True where the client says that it takes a header list of so many octets (RFC 9113 §10.5.1). */
export function takesList(stream: Stream, parts: readonly HeaderPart[]): boolean {
  return headerListBytes(parts) <= stream.peerMaxHeaderListBytes;
}

/** Ends the response with OK. */
export function sendOk(stream: Stream, trailers: Metadata | null): void {
  if (trailers === null || trailers.size === 0) {
    stream.sendTrailers(okTrailers);
    return;
  }
  const parts = [...okTrailers, trailers.toFields()];
  stream.sendTrailers(takesList(stream, parts) ? parts : [tooLarge("trailers", stream, parts)]);
}

/** Ends a response whose headers have been sent with an error. */
export function sendErrorTrailers(
  stream: Stream,
  error: StatusError,
  trailers: Metadata | null,
): void {
  const parts = [errorFields(error, trailers)];
  stream.sendTrailers(takesList(stream, parts) ? parts : [bareFields(error)]);
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
  stream.sendHeaders(takesList(stream, parts) ? parts : [...headers, bareFields(error)], true);
}

/** The status of a call whose metadata the client does not take: it would lose it, or its connection. */
function tooLarge(what: string, stream: Stream, parts: readonly HeaderPart[]): string[] {
  const message = `The ${what} have ${headerListBytes(parts)} octets, and the client takes ${stream.peerMaxHeaderListBytes}`;
  return statusFields(Status.RESOURCE_EXHAUSTED, message);
}

/** A status without its details and metadata, and no more of the message than fits beside it. */
function bareFields(error: StatusError): string[] {
  return statusFields(error.code, error.message.slice(0, MOST_BARE_CHARS));
}

function errorFields(error: StatusError, trailers: Metadata | null): string[] {
  const fields = statusFields(error.code, error.message);
  if (error.details.length > 0) fields.push("grpc-status-details-bin", encodeStatusDetails(error));
  trailers?.appendFieldsTo(fields);
  error.metadataToSend?.appendFieldsTo(fields);
  return fields;
}
