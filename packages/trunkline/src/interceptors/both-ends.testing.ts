// A client and a server with interceptors, joined in memory under virtual time.

import assert from "node:assert/strict";
import {
  type Client,
  type ClientInterceptor,
  createChannel,
  createClient,
} from "../client/index.js";
import { outbox, type StatusError } from "../grpc/index.js";
import {
  type MethodKind,
  type MethodType,
  StringValue,
  type StringValueInit,
} from "../protobuf/index.js";
import { type Handlers, Server, type ServerInterceptor } from "../server/index.js";
import { VirtualClock } from "../testing/index.js";

type Rpc<K extends MethodKind> = MethodType<
  K,
  StringValue,
  StringValueInit,
  StringValue,
  StringValueInit
>;

function rpc<K extends MethodKind>(kind: K, name: string): Rpc<K> {
  const names = { name, localName: name.toLowerCase(), path: `/test.Echo/${name}` };
  return { kind, ...names, input: StringValue, output: StringValue };
}

export const Echo: {
  readonly typeName: string;
  readonly methods: {
    readonly say: Rpc<"unary">;
    readonly list: Rpc<"serverStreaming">;
    readonly join: Rpc<"clientStreaming">;
    readonly chat: Rpc<"bidiStreaming">;
  };
} = {
  typeName: "test.Echo",
  methods: {
    say: rpc("unary", "Say"),
    list: rpc("serverStreaming", "List"),
    join: rpc("clientStreaming", "Join"),
    chat: rpc("bidiStreaming", "Chat"),
  },
};

export const kinds = ["say", "list", "join", "chat"] as const;
export type Kind = (typeof kinds)[number];

/** Handlers that answer what they are sent. */
export const echoHandlers: Handlers<typeof Echo> = {
  say: ({ value }) => ({ value }),
  async *list({ value }) {
    yield { value };
  },
  async join(requests) {
    let value = "";
    for await (const request of requests) value += request.value;
    return { value };
  },
  async *chat(requests) {
    for await (const { value } of requests) yield { value };
  },
};

/** What a call of any kind came to: its replies, or its error. */
export type Outcome = readonly string[] | StatusError;

export class BothEnds {
  readonly clock: VirtualClock = new VirtualClock();
  readonly server: Server;
  readonly client: Client<typeof Echo>;
  /** What the server's `onError` heard. */
  readonly reports: unknown[] = [];
  readonly #close: () => Promise<void>;

  constructor(
    ends: {
      readonly server?: readonly ServerInterceptor[];
      readonly client?: readonly ClientInterceptor[];
      readonly handlers?: Partial<Handlers<typeof Echo>>;
    } = {},
  ) {
    const listen = (): never => assert.fail("nothing listens");
    const options = {
      interceptors: ends.server ?? [],
      onError: ({ error }: { readonly error: unknown }) => void this.reports.push(error),
    };
    this.server = new Server(options, { clock: this.clock, listen });
    this.server.addService(Echo, { ...echoHandlers, ...ends.handlers });
    const channel = createChannel(this.server, { interceptors: ends.client ?? [] });
    this.client = createClient(Echo, channel);
    this.#close = () => channel.close({ graceMs: 0 });
  }

  /** Calls a method of any kind with one request. */
  call(
    kind: Kind,
    value = "hi",
    options: Parameters<Client<typeof Echo>["say"]>[1] = {},
  ): Promise<Outcome> {
    return this.#replies(kind, value, options).catch((error: StatusError) => error);
  }

  /** The same, to its end. */
  async run(...given: Parameters<BothEnds["call"]>): Promise<Outcome> {
    const outcome = this.call(...given);
    await this.clock.settle();
    return outcome;
  }

  /** Closes both ends; nothing may be left behind. */
  async finish(): Promise<void> {
    const closed = Promise.all([this.#close(), this.server.close({ graceMs: 0 })]);
    await this.clock.settle();
    await closed;
    assert.equal(this.server.stats.openCalls, 0);
    assert.equal(this.clock.armedTimers, 0);
  }

  async #replies(
    kind: Kind,
    value: string,
    options: Parameters<Client<typeof Echo>["say"]>[1],
  ): Promise<string[]> {
    const { client } = this;
    if (kind === "say") return [(await client.say({ value }, options)).value];
    if (kind === "list") return collect(client.list({ value }, options));
    const requests = outbox<StringValueInit>();
    requests.write({ value }).catch(() => {});
    requests.end();
    return kind === "join"
      ? [(await client.join(requests, options)).value]
      : collect(client.chat(requests, options));
  }
}

async function collect(replies: AsyncIterable<StringValue>): Promise<string[]> {
  const values: string[] = [];
  for await (const { value } of replies) values.push(value);
  return values;
}

/** A promise that a test settles. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
