// A client: one function a method, made once from the service's description.

import { assertOptions } from "../base/index.js";
import { assertInterceptors, isServiceType } from "../grpc/index.js";
import type { AnyMethod, MethodType, ServiceType } from "../protobuf/index.js";
import { CallChannel } from "./call-channel.js";
import type { CallOptions } from "./call-options.js";
import type { Channel } from "./channel.js";
import type { ClientInterceptor } from "./client-interceptor.js";
import { withImplicitParent } from "./detached.js";
import { startInterceptedSingleResponse } from "./intercepted-single-response.js";
import { startInterceptedStream } from "./intercepted-stream.js";
import type { RequestSource } from "./request-pump.js";
import { type ResponseStream, startResponseStreamCall } from "./response-stream.js";
import { startSingleResponseCall } from "./single-response-call.js";

/** The function that calls method `M`. It never throws: mistakes are the call's outcome too. */
export type ClientMethod<M extends AnyMethod> =
  M extends MethodType<infer K, infer _I, infer II, infer O, infer _OI>
    ? K extends "unary"
      ? (request: II, options?: CallOptions) => Promise<O>
      : K extends "serverStreaming"
        ? (request: II, options?: CallOptions) => ResponseStream<O>
        : K extends "clientStreaming"
          ? (requests: RequestSource<II>, options?: CallOptions) => Promise<O>
          : (requests: RequestSource<II>, options?: CallOptions) => ResponseStream<O>
    : never;

/** The client of a service: its methods by their local names. */
export type Client<S extends ServiceType> = {
  readonly [Name in keyof S["methods"]]: ClientMethod<S["methods"][Name]>;
};

/** Options of a client. */
export interface ClientOptions {
  /** Run around the client's calls, inside of those of the channel. */
  readonly interceptors?: readonly ClientInterceptor[] | undefined;
}

/**
 * A client for `service` on `channel`. Cheap to make, and made once: it holds nothing but the channel.
 *
 *     const greeter = createClient(Greeter, channel);
 *     const reply = await greeter.sayHello({ name: "itfromzero" }, { timeoutMs: 5_000 });
 *
 * @throws TypeError when `service` is not a generated service, or `channel` not from `createChannel`
 */
export function createClient<S extends ServiceType>(
  service: S,
  channel: Channel,
  options: ClientOptions = {},
): Client<S> {
  if (!isServiceType(service)) {
    throw new TypeError("Cannot create a client: the first argument is not a generated service");
  }
  if (!(channel instanceof CallChannel)) {
    throw new TypeError(
      `Cannot create a client for "${service.typeName}": expected a channel made by createChannel`,
    );
  }
  assertOptions(options);
  const { interceptors = [] } = options;
  assertInterceptors(interceptors);
  const all = [...channel.interceptors, ...interceptors];
  const client: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(service.methods)) {
    Object.defineProperty(client, name, {
      value: callerOf(method, channel, all),
      enumerable: true,
    });
  }
  return client as Client<S>;
}

function callerOf(
  method: AnyMethod,
  channel: CallChannel,
  interceptors: readonly ClientInterceptor[],
): unknown {
  const plan = channel.plan(method);
  const isIntercepted = interceptors.length > 0;
  switch (method.kind) {
    case "unary":
    case "clientStreaming":
      return isIntercepted
        ? (request: unknown, options?: CallOptions) =>
            startInterceptedSingleResponse(
              channel,
              plan,
              request,
              withImplicitParent(options),
              interceptors,
            )
        : (request: unknown, options?: CallOptions) =>
            startSingleResponseCall(channel, plan, request, withImplicitParent(options));
    case "serverStreaming":
    case "bidiStreaming":
      return isIntercepted
        ? (request: unknown, options?: CallOptions) =>
            startInterceptedStream(
              channel,
              plan,
              request,
              withImplicitParent(options),
              interceptors,
            )
        : (request: unknown, options?: CallOptions) =>
            startResponseStreamCall(channel, plan, request, withImplicitParent(options));
  }
}
