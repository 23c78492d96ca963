// A service that says what a test told it to, and remembers what it was asked.

import { type Channel, createChannel } from "../client/index.js";
import { type Metadata, Status, StatusError } from "../grpc/index.js";
import type { AnyMethod, MethodType, ServiceType } from "../protobuf/index.js";
import type { Handlers, Server, ServerCall } from "../server/index.js";
import { createTestServer } from "./test-server.js";
import type { VirtualClock } from "./virtual-clock.js";

type Input<M extends AnyMethod> =
  M extends MethodType<infer _K, infer I, infer _II, infer _O, infer _OI> ? I : never;

/** What a mock was asked once. */
export interface RecordedCall<Request> {
  /** What came: one message, or those of a stream as far as the handler has read it. */
  readonly requests: readonly Request[];
  readonly metadata: Metadata;
}

/** The calls of a service's rpcs, by their local names. */
type RecordedCalls<S extends ServiceType> = {
  readonly [K in keyof S["methods"]]: readonly RecordedCall<Input<S["methods"][K]>>[];
};

type AnyHandler = (request: unknown, call: ServerCall) => unknown;

/** Made by `mockService`. */
export class MockService<S extends ServiceType> {
  /** The calls that have come, in their order; of rpcs that have no handler too. */
  readonly calls: RecordedCalls<S>;
  /** The server of the mock, in this process. */
  readonly server: Server;
  /** Leads to the mock: what the code under test is given. */
  readonly channel: Channel;
  readonly #clock: VirtualClock | undefined;

  /** @internal Use `mockService`. */
  constructor(service: S, handlers: Partial<Handlers<S>>, clock: VirtualClock | undefined) {
    const calls: Record<string, RecordedCall<unknown>[]> = {};
    const recording: Record<string, AnyHandler> = {};
    for (const [name, method] of Object.entries(service.methods)) {
      const recorded: RecordedCall<unknown>[] = [];
      calls[name] = recorded;
      const handler = (handlers as Record<string, AnyHandler | undefined>)[name];
      recording[name] = record(method, recorded, handler ?? unexpected(method));
    }
    for (const name of Object.keys(handlers)) {
      if (!Object.hasOwn(calls, name)) {
        throw new TypeError(`Cannot mock "${name}": "${service.typeName}" has no such rpc`);
      }
    }
    this.calls = calls as RecordedCalls<S>;
    this.#clock = clock;
    this.server = createTestServer({ clock });
    this.server.addService<ServiceType, object, never>(service, recording as never);
    this.channel = createChannel(this.server);
  }

  /** Ends the channel and the server, and the calls that are open. */
  async close(): Promise<void> {
    const closed = Promise.all([
      this.channel.close({ graceMs: 0 }),
      this.server.close({ graceMs: 0 }),
    ]);
    // Nobody else makes the turns in which they end.
    await this.#clock?.settle();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * A service in this process whose rpcs are served by `handlers`, as many as a test needs, with their types. A
 * call of an rpc that has none fails with UNIMPLEMENTED and says so. Handlers may be exchanged by `inTurn`.
 *
 *     await using users = mockService(UserService, {
 *       getUserStats: ({ userId }) => ({ userId, username: "ada" }),
 *     });
 *     await report(createClient(UserService, users.channel));
 *     assert.deepEqual(users.calls.getUserStats[0]?.requests, [{ userId: 7 }]);
 *
 * @throws TypeError for a handler of an rpc that the service does not have
 */
export function mockService<S extends ServiceType>(
  service: S,
  handlers: Partial<Handlers<S>> = {},
  options: { readonly clock?: VirtualClock | undefined } = {},
): MockService<S> {
  return new MockService(service, handlers, options.clock);
}

function unexpected({ path }: AnyMethod): AnyHandler {
  return () => {
    throw new StatusError(
      Status.UNIMPLEMENTED,
      `The mock was not told what "${path}" does: give mockService() a handler for it`,
    );
  };
}

/** `handler`, each of its calls told to `recorded`. */
function record(
  { kind }: AnyMethod,
  recorded: RecordedCall<unknown>[],
  handler: AnyHandler,
): AnyHandler {
  const takesStream = kind === "clientStreaming" || kind === "bidiStreaming";
  return (request, call) => {
    const requests: unknown[] = [];
    recorded.push({ requests, metadata: call.metadata });
    // As it came, whatever the handler does to it.
    if (!takesStream) requests.push(structuredClone(request));
    return handler(takesStream ? tee(request as AsyncIterable<unknown>, requests) : request, call);
  };
}

async function* tee(messages: AsyncIterable<unknown>, seen: unknown[]): AsyncIterable<unknown> {
  for await (const message of messages) {
    seen.push(structuredClone(message));
    yield message;
  }
}
