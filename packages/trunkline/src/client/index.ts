// The client: channels, clients and their calls.

export type {
  CallCredentials,
  CallCredentialsOptions,
  CredentialsRequest,
  CredentialsSource,
} from "./call-credentials.js";
export { callCredentials } from "./call-credentials.js";
export type { CallOptions, CallParent } from "./call-options.js";
export type { Channel, ChannelStats } from "./channel.js";
export type { ChannelOptions } from "./channel-options.js";
export type { Client, ClientMethod, ClientOptions } from "./client.js";
export { createClient } from "./client.js";
export type { ClientInterceptedCall, ClientInterceptor } from "./client-interceptor.js";
export type { LocalServer } from "./create-channel.js";
export { createChannel } from "./create-channel.js";
export { detached } from "./detached.js";
export type { RequestSource } from "./request-pump.js";
export type { ResponseStream } from "./response-stream.js";
