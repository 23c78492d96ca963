// What a service's handlers look like to the compiler, and the sentences that it says about wrong ones.
//
// Results are checked twice. As the constraint of a handlers' type, `Handlers` finds missing rpcs and
// fields of the wrong type where they stand. What assignability lets through, a key too many, is found
// by `CheckedService`, which turns the service into something that nothing can be assigned to.

import type { AnyMethod, MethodType, ServiceType } from "../protobuf/index.js";
import type { ServerCall } from "./server-call.js";
import type { ServerInterceptor } from "./server-interceptor.js";

/**
 * The function that serves one rpc: what it is given and what it gives follows from the rpc's kind.
 * A reply may be returned as it is or as a promise; streams of replies are async or plain iterables,
 * such as generators give them.
 */
export type Handler<M extends AnyMethod> = (
  request: M["kind"] extends "unary" | "serverStreaming" ? Input<M> : AsyncIterable<Input<M>>,
  call: ServerCall,
) => M["kind"] extends "unary" | "clientStreaming"
  ? Reply<M> | Promise<Reply<M>>
  : AsyncIterable<Reply<M>> | Iterable<Reply<M>>;

/** Handlers for every rpc of a service, by local name: an object or an instance of a class. */
export type Handlers<S extends ServiceType> = {
  readonly [K in keyof S["methods"]]: Handler<S["methods"][K]>;
};

/** How a service is added. */
export interface AddServiceOptions {
  /** Rpcs may go without a handler; calls to them end with UNIMPLEMENTED. Default false. */
  readonly partial?: boolean;
  /** Run around the service's handlers, inside of those of the server. */
  readonly interceptors?: readonly ServerInterceptor[];
}

/** `Handlers`, complete or not, as the options say. */
export type HandlersFor<S extends ServiceType, O extends AddServiceOptions> = O extends {
  readonly partial: true;
}
  ? Partial<Handlers<S>>
  : Handlers<S>;

/** A type that nothing has; the compiler prints its sentence. */
export interface CompileError<Sentence extends string> {
  readonly [compileError]: Sentence;
}
declare const compileError: unique symbol;

/** `unknown`, or the sentences about results of handlers `H` with keys that their messages lack. */
export type CheckedService<S extends ServiceType, H> = [HandlerErrors<S, H>] extends [never]
  ? unknown
  : HandlerErrors<S, H>;

type HandlerErrors<S extends ServiceType, H> = {
  [K in keyof S["methods"] & keyof H]: HandlerError<K & string, S["methods"][K], H[K]>;
}[keyof S["methods"] & keyof H];

type HandlerError<Name extends string, M extends AnyMethod, F> =
  UnknownKey<Given<M, F>, Reply<M>> extends infer Key
    ? [Key] extends [never]
      ? never
      : CompileError<`The handler "${Name}" gives the key "${Key & string}", which its message does not have`>
    : never;

type Input<M extends AnyMethod> =
  M extends MethodType<infer _K, infer I, infer _II, infer _O, infer _OI> ? I : never;

type OutputInit<M extends AnyMethod> =
  M extends MethodType<infer _K, infer _I, infer _II, infer _O, infer OI> ? OI : never;

/**
 * What may be sent as the rpc's reply. All fields of an init are optional, so that the compiler would
 * say of `{ mesage: "" }` only that it has nothing in common with it: `object` keeps it from that, and
 * `then` keeps promises out.
 */
type Reply<M extends AnyMethod> = OutputInit<M> &
  object &
  ("then" extends KeyOf<OutputInit<M>> ? unknown : { readonly then?: undefined });

/** What handler `F` gives: its reply, or any of its replies. */
type Given<M extends AnyMethod, F> = F extends (...args: never) => infer R
  ? M["kind"] extends "unary" | "clientStreaming"
    ? Awaited<R>
    : R extends AsyncIterable<infer T> | Iterable<infer T>
      ? T
      : never
  : never;

/** A key of `R` that `T` does not have; none when `R` is `any`. */
type UnknownKey<R, T> = 0 extends 1 & R ? never : Exclude<KeyOf<R>, KeyOf<T>>;

type KeyOf<T> = T extends unknown ? keyof T : never;
