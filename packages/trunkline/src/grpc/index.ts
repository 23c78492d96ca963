// gRPC, as client/ and server/ share it: status, metadata, timeouts and message framing.

export { badRequest } from "./bad-request.js";
export type { ContextKey } from "./call-values.js";
export { CallValues, contextKey } from "./call-values.js";
export type { CancelListener, CancelSource } from "./cancellation.js";
export type { CloseOptions } from "./close-options.js";
export { resolveGraceMs } from "./close-options.js";
export type { Codec } from "./codec.js";
export {
  contentTypeOf,
  createCodecs,
  createJsonCodec,
  createProtoCodec,
  isSubtypeOf,
  protoCodec,
} from "./codec.js";
export {
  compressFramed,
  decompressMessage,
  uncompressed,
  wasCompressed,
} from "./compressed-messages.js";
export { parseContentType } from "./content-type.js";
export type { Compression, CompressionOptions, Encoding } from "./encoding.js";
export { acceptsEncoding, findEncoding, IDENTITY, resolveCompression } from "./encoding.js";
export type { EncodingContext } from "./encoding-work.js";
export { EncodingWork } from "./encoding-work.js";
export { encodeFramed, PREFIX_BYTES, writeFramed } from "./frame-message.js";
export { statusFromHttp } from "./http-status.js";
export type { InterceptedCall, Interceptor, MessageHook } from "./interceptor.js";
export { assertInterceptors, MessageHooks, runInterceptors } from "./interceptor.js";
export {
  DEFAULT_MAX_SENT_BYTES,
  limitSent,
  resolveMaxMessageBytes,
  SentTooLarge,
} from "./limits.js";
export type { MessageWindow, UnfinishedLimit } from "./message-budget.js";
export { MessageBudget, resolveUnfinishedLimit } from "./message-budget.js";
export {
  assertMessageBytes,
  decodeMessage,
  isOneMessage,
  MessageReader,
} from "./message-reader.js";
export type { MessageStreamOwner } from "./message-stream.js";
export { MessageStream } from "./message-stream.js";
export type { MetadataInit, MetadataValue } from "./metadata.js";
export { Metadata } from "./metadata.js";
export type { Outbox, OutboxOptions } from "./outbox.js";
export { outbox } from "./outbox.js";
export { statusFromResetCode } from "./reset-code.js";
export { isServiceType } from "./service.js";
export { isStatus, parseStatus, Status, statusName } from "./status.js";
export { decodeStatusDetails, detail, encodeStatusDetails } from "./status-details.js";
export type { StatusDetail, StatusErrorOptions } from "./status-error.js";
export { StatusError } from "./status-error.js";
export { decodeStatusMessage, encodeStatusMessage } from "./status-message.js";
export { assertTimeoutMs, formatTimeout, parseTimeout } from "./timeout.js";
