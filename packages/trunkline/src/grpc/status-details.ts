// `grpc-status-details-bin`: a google.rpc.Status with more about an error than its code and text.
//
// Code and message stand in it a second time; those of `grpc-status` and `grpc-message` count.

import { RpcStatus } from "../proto/index.js";
import type { MessageType } from "../protobuf/index.js";
import { decodeBase64, encodeBase64 } from "./base64.js";
import type { StatusDetail, StatusError } from "./status-error.js";

/**
 * A detail for a StatusError, of any message type; those that every language knows are exported here.
 *
 *     throw new StatusError(Status.INVALID_ARGUMENT, "The address is incomplete", {
 *       details: [detail(BadRequest, { fieldViolations: [{ field: "address.city" }] })],
 *     });
 *
 * @throws TypeError for a message that cannot be encoded, with the path to what is wrong
 */
export function detail<I>(type: MessageType<unknown, I>, message: NoInfer<I>): StatusDetail {
  return { typeUrl: `type.googleapis.com/${type.typeName}`, value: type.encode(message) };
}

/** The value of `grpc-status-details-bin` for an error with details. */
export function encodeStatusDetails(error: StatusError): string {
  const { code, message } = error;
  const details = error.details.map(({ typeUrl, value }) => ({ typeUrl, value }));
  return encodeBase64(RpcStatus.encode({ code, message, details }));
}

/** The details in a received `grpc-status-details-bin`; none where it cannot be read. */
export function decodeStatusDetails(value: string | undefined): readonly StatusDetail[] {
  if (value === undefined) return [];
  const bytes = decodeBase64(value);
  if (bytes === undefined) return [];
  try {
    return RpcStatus.decode(bytes).details.map(({ typeUrl, value }) => ({ typeUrl, value }));
  } catch {
    return [];
  }
}
