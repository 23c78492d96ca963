// Everything that `import … from "trunkline/http2"` gives: the engine, which does no I/O of its own, and
// the sockets that the runtime gives it. An explicit list.

export type { Clock } from "./base/index.js";
export { Timer } from "./base/index.js";
export type {
  ConnectionCounters,
  ConnectionError,
  ConnectionHost,
  ConnectionOptions,
  ConnectionSink,
  ErrorOrigin,
  FrameLogOptions,
  GoAway,
  HeaderFields,
  HeaderListTooLarge,
  HeaderPart,
  HpackDecoderLimits,
  HpackEncoderOptions,
  HpackError,
  KeepaliveOptions,
  Role,
  StreamError,
} from "./http2/index.js";
export {
  Connection,
  Cost,
  ErrorCode,
  errorCodeName,
  FrameLog,
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
  Endpoint,
  EndpointHandler,
  EventLoop,
  InsecureCredentials,
  Listener,
  ListenerOptions,
  PeerCertificate,
  Refusal,
  Session,
  SessionOptions,
  TlsCredentials,
  TlsError,
  TlsFiles,
  TlsLoader,
  TlsMaterial,
  TlsOptions,
} from "./transport/index.js";
export {
  connect,
  createMemoryPair,
  createSession,
  eventLoop,
  insecure,
  listen,
  tls,
} from "./transport/index.js";
