// Protocol Buffers: what generated code imports and what users do with messages.

export type { MessageType } from "./message-type.js";
export type { AnyMethod, MethodKind, MethodType, ServiceType } from "./service-type.js";
