// What a service and its methods are at run time: plain data that generated code exports.

import type { FileDescription } from "./file-description.js";
import type { MessageType } from "./message-type.js";

/** How many messages an rpc takes and gives: one or a stream of them, each way. */
export type MethodKind = "unary" | "serverStreaming" | "clientStreaming" | "bidiStreaming";

/** One rpc. `I` and `O` are the messages as read, `II` and `OI` as they may be written. */
export interface MethodType<
  K extends MethodKind = MethodKind,
  I = unknown,
  II = unknown,
  O = unknown,
  OI = unknown,
> {
  readonly kind: K;
  /** As in the .proto file: `SayHello`. */
  readonly name: string;
  /** The key in handlers and clients: `sayHello`. */
  readonly localName: string;
  /** The `:path` of its calls: `/user.UserService/GetUserStats`. */
  readonly path: string;
  readonly input: MessageType<I, II>;
  readonly output: MessageType<O, OI>;
}

/** A service: its methods by local name. */
export interface ServiceType<M extends Record<string, AnyMethod> = Record<string, AnyMethod>> {
  /** Full name without a leading dot: `user.UserService`. */
  readonly typeName: string;
  readonly methods: M;
  /** The file it is declared in. */
  readonly file?: FileDescription;
}

// `any` because MessageType is invariant: no other argument accepts every method.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyMethod = MethodType<MethodKind, any, any, any, any>;
