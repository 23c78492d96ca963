// Everything that `import … from "trunkline/http2"` gives: the engine, which does no I/O of its own, and
// the sockets that the runtime gives it. An explicit list.

export type {
  ConnectionCounters,
  ConnectionError,
  ConnectionHost,
  ConnectionOptions,
  ConnectionSink,
  ErrorOrigin,
  GoAway,
  HeaderFields,
  HeaderListTooLarge,
  HeaderPart,
  HpackDecoderLimits,
  HpackEncoderOptions,
  HpackError,
  Role,
  StreamError,
} from "./http2/index.js";
export {
  Connection,
  ErrorCode,
  errorCodeName,
  HeaderBlock,
  HeaderTemplate,
  HpackDecoder,
  HpackEncoder,
  Http2Connection,
  OutputBuffer,
  Stream,
} from "./http2/index.js";
export type {
  Address,
  ConnectOptions,
  Credentials,
  Listener,
  Session,
  SessionOptions,
} from "./transport/index.js";
export { connect, eventLoop, insecure, listen } from "./transport/index.js";
