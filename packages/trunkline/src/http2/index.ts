// RFC 9113: the HTTP/2 engine. It does no I/O: bytes in, calls to a sink out; commands in, bytes out.

export { OutputBuffer } from "../base/index.js";
export type {
  HeaderFields,
  HeaderListTooLarge,
  HeaderPart,
  HpackDecoderLimits,
  HpackEncoderOptions,
  HpackError,
} from "../hpack/index.js";
export {
  HeaderBlock,
  HeaderTemplate,
  HpackDecoder,
  HpackEncoder,
  headerListBytes,
} from "../hpack/index.js";
export { Connection } from "./connection.js";
export type { ConnectionCounters } from "./connection-counters.js";
export type { ConnectionOptions, ResolvedConnectionOptions } from "./connection-options.js";
export { resolveConnectionOptions } from "./connection-options.js";
export type { ConnectionHost, ConnectionSink, GoAway } from "./connection-sink.js";
export type { Role } from "./connection-state.js";
export { Cost } from "./cost-ledger.js";
export type { ConnectionError, ErrorOrigin, StreamError } from "./errors.js";
export { ErrorCode, errorCodeName } from "./errors.js";
export type { FrameLogOptions } from "./frame-log.js";
export { FrameLog } from "./frame-log.js";
export { Http2Connection } from "./http2-connection.js";
export type { KeepaliveOptions, ResolvedKeepalive } from "./keepalive-options.js";
export { resolveKeepalive } from "./keepalive-options.js";
export { TOO_MANY_PINGS } from "./ping-policy.js";
export { Stream } from "./stream.js";
