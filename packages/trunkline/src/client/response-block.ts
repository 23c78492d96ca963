// What a header block of a response says (gRPC-HTTP2 "Responses", "HTTP to gRPC Status Code Mapping").
// Worked out once for blocks that repeat, and kept in the block's memo.

import {
  contentTypeOf,
  decodeStatusDetails,
  decodeStatusMessage,
  IDENTITY,
  isSubtypeOf,
  Metadata,
  parseContentType,
  parseStatus,
  Status,
  StatusError,
  statusFromHttp,
} from "../grpc/index.js";
import type { HeaderBlock } from "../http2/index.js";
import type { MethodPlan } from "./method-plan.js";

/** A status without its metadata: what a StatusError is made from. */
export interface Outcome {
  readonly code: Status;
  readonly message: string;
}

export class ResponseBlock {
  /** How the call ended, if this block ends it: status OK included. */
  readonly end: Outcome;
  /** Why messages cannot follow this block; null when they can. */
  readonly refusal: Outcome | null;
  /** What messages are compressed with, by name; null for nothing. */
  readonly encodingName: string | null;

  constructor(end: Outcome, refusal: Outcome | null, encodingName: string | null) {
    this.end = end;
    this.refusal = refusal;
    this.encodingName = encodingName;
  }
}

/**
 * What `block` says: as the headers of a response, as its trailers, or as both at once. The plan is that of
 * any call on the channel.
 */
export function readResponseBlock(block: HeaderBlock, plan: MethodPlan): ResponseBlock {
  const { memo } = block;
  if (memo !== null) return memo as ResponseBlock;
  const encodingName = block.get("grpc-encoding") ?? IDENTITY;
  const findings = new ResponseBlock(
    readEnd(block),
    readRefusal(block, plan),
    encodingName === IDENTITY ? null : encodingName,
  );
  block.memo = findings;
  return findings;
}

/** What a response other than OK ends the call with; its blocks give the details and the metadata. */
export function statusErrorOf(
  outcome: Outcome,
  headers: HeaderBlock | null,
  trailers: HeaderBlock | null,
): StatusError {
  const metadata = Metadata.fromFields(headers?.fields ?? []);
  if (trailers !== null) metadata.merge(Metadata.fromFields(trailers.fields));
  const details = decodeStatusDetails((trailers ?? headers)?.get("grpc-status-details-bin"));
  return StatusError.received(outcome.code, outcome.message, { details, metadata });
}

function readEnd(block: HeaderBlock): Outcome {
  const grpcStatus = block.get("grpc-status");
  if (grpcStatus !== undefined) return readStatus(grpcStatus, textOf(block));
  const httpStatus = block.get(":status");
  if (httpStatus !== undefined && httpStatus !== "200") return notGrpc(httpStatus);
  // Trailers have no :status, a trailers-only response has 200.
  return { code: Status.UNKNOWN, message: "The server sent no grpc-status" };
}

function readStatus(grpcStatus: string, text: string): Outcome {
  const code = parseStatus(grpcStatus);
  if (code !== Status.UNKNOWN || grpcStatus === String(Status.UNKNOWN)) {
    return { code, message: text };
  }
  const sent = text === "" ? "" : ` (${text})`;
  return {
    code,
    message: `Received grpc-status ${quote(grpcStatus.slice(0, 40))}: expected a whole number from 0 to 16${sent}`,
  };
}

function readRefusal(block: HeaderBlock, { codec, compression }: MethodPlan): Outcome | null {
  const httpStatus = block.get(":status");
  if (httpStatus !== "200") {
    // A status of gRPC's own is never overruled by the one of HTTP.
    return block.get("grpc-status") === undefined
      ? notGrpc(httpStatus ?? "without a number")
      : readEnd(block);
  }
  const contentType = block.get("content-type");
  const subtype = parseContentType(contentType);
  if (subtype === undefined) {
    return {
      code: Status.UNKNOWN,
      message: `Received a response of content-type ${quote(contentType)}: expected "application/grpc"`,
    };
  }
  if (!isSubtypeOf(subtype, codec)) {
    return {
      code: Status.INTERNAL,
      message: `Received a response of content-type ${quote(contentType)}: the request was "${contentTypeOf(codec)}"`,
    };
  }
  const encoding = block.get("grpc-encoding");
  if (encoding === undefined || encoding === IDENTITY || compression.byName.has(encoding)) {
    return null;
  }
  return {
    code: Status.INTERNAL,
    message: `Received a response compressed with ${quote(encoding)}, which the request did not offer`,
  };
}

function notGrpc(httpStatus: string): Outcome {
  return {
    code: statusFromHttp(Number(httpStatus)),
    message: `Received HTTP status ${httpStatus} in place of a gRPC response`,
  };
}

function textOf(block: HeaderBlock): string {
  const text = block.get("grpc-message");
  return text === undefined ? "" : decodeStatusMessage(text);
}

function quote(value: string | undefined): string {
  return value === undefined ? "none" : JSON.stringify(value);
}
