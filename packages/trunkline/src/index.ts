// Everything that `import … from "trunkline"` gives: an explicit list.

export type {
  CallOptions,
  CallParent,
  Channel,
  ChannelOptions,
  ChannelStats,
  Client,
  ClientMethod,
  LocalServer,
  RequestSource,
  ResponseStream,
} from "./client/index.js";
export { createChannel, createClient } from "./client/index.js";
export type {
  CloseOptions,
  MetadataInit,
  MetadataValue,
  Outbox,
  OutboxOptions,
  StatusDetail,
  StatusErrorOptions,
} from "./grpc/index.js";
export { Metadata, outbox, Status, StatusError, statusName } from "./grpc/index.js";
export type {
  AddServiceOptions,
  ErrorReport,
  Handler,
  Handlers,
  ListenOptions,
  Server,
  ServerCall,
  ServerOptions,
  ServerStats,
} from "./server/index.js";
export { createServer } from "./server/index.js";
export type {
  Credentials,
  InsecureCredentials,
  Refusal,
  TlsCredentials,
  TlsOptions,
} from "./transport/index.js";
export { insecure, tls } from "./transport/index.js";
