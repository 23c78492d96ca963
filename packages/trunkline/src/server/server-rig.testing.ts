// A server and a client's side of the wire, joined in memory under virtual time. The client is the bare
// engine: tests say every header field and every byte, also those that no client of ours would send.

import assert from "node:assert/strict";
import { readUint32 } from "../base/index.js";
import { type Encoding, encodeFramed, MessageReader, Metadata } from "../grpc/index.js";
import type { ConnectionOptions, HeaderBlock, Stream, StreamError } from "../http2/index.js";
import {
  type MessageType,
  type MethodKind,
  type MethodType,
  StringValue,
  type StringValueInit,
} from "../protobuf/index.js";
import { VirtualClock } from "../testing/index.js";
import {
  createMemoryPair,
  type Endpoint,
  EndpointSession,
  type Session,
} from "../transport/index.js";
import type { Environment } from "./environment.js";
import type { Handlers } from "./handlers.js";
import type { ServerOptions } from "./options.js";
import type { ErrorReport } from "./report.js";
import { Server } from "./server.js";

type Echo<K extends MethodKind> = MethodType<
  K,
  StringValue,
  StringValueInit,
  StringValue,
  StringValueInit
>;

function method<K extends MethodKind>(kind: K, name: string, localName: string): Echo<K> {
  const input: MessageType<StringValue, StringValueInit> = StringValue;
  return { kind, name, localName, path: `/test.Echo/${name}`, input, output: input };
}

/** One rpc of each kind, strings in and strings out. */
export const Echo: {
  readonly typeName: string;
  readonly methods: {
    readonly say: Echo<"unary">;
    readonly list: Echo<"serverStreaming">;
    readonly join: Echo<"clientStreaming">;
    readonly chat: Echo<"bidiStreaming">;
  };
} = {
  typeName: "test.Echo",
  methods: {
    say: method("unary", "Say", "say"),
    list: method("serverStreaming", "List", "list"),
    join: method("clientStreaming", "Join", "join"),
    chat: method("bidiStreaming", "Chat", "chat"),
  },
};

/** Any of the service's handlers. */
export type EchoHandlers = Partial<Handlers<typeof Echo>>;

export function frame(value: string): Uint8Array {
  return encodeFramed(StringValue, { value });
}

export const post = (path: string, ...more: string[]): string[] => [
  ":method",
  "POST",
  ":scheme",
  "http",
  ":path",
  path,
  ":authority",
  "test",
  "te",
  "trailers",
  "content-type",
  "application/grpc",
  ...more,
];

/** What came back on one stream. */
export class Answer {
  stream!: Stream;
  headers: HeaderBlock | undefined;
  trailers: HeaderBlock | undefined;
  reset: StreamError | undefined;
  readonly messages: string[] = [];
  /** False: received bytes are kept and not consumed, so that the server's window fills up. */
  isReading = true;
  #unreadBytes = 0;
  readonly #reader = new MessageReader(StringValue, 1 << 24);
  readonly #octets: number[] = [];

  send(bytes: Uint8Array, endStream = false): this {
    this.stream.enqueue(bytes, endStream);
    return this;
  }

  /** Compressed replies can be read from here on. */
  useEncoding(encoding: Encoding): void {
    this.#reader.useEncoding(encoding, () => {});
  }

  /** The flag octets of the messages that have come. */
  get flags(): number[] {
    const flags: number[] = [];
    for (let at = 0; at < this.#octets.length; ) {
      flags.push(this.#octets[at]!);
      at += 5 + readUint32(Uint8Array.from(this.#octets.slice(at + 1, at + 5)), 0);
    }
    return flags;
  }

  receive(chunk: Uint8Array, start: number, end: number): void {
    this.#octets.push(...chunk.subarray(start, end));
    this.#reader.view(chunk, start, end);
    for (let next = this.#reader.read(); next !== undefined; next = this.#reader.read()) {
      this.messages.push(next.value);
    }
    this.#reader.keep();
    if (this.isReading) this.stream.consume(end - start);
    else this.#unreadBytes += end - start;
  }

  /** Reads what has been kept, and from now on everything. */
  startReading(): void {
    this.isReading = true;
    this.stream.consume(this.#unreadBytes);
  }

  /** The response's last block: trailers, or the only block of a response with nothing else. */
  get end(): HeaderBlock | undefined {
    return this.trailers ?? this.headers;
  }

  /** `grpc-status` and `grpc-message`, as text: "5 no such thing". */
  get status(): string | undefined {
    const code = this.end?.get("grpc-status");
    const message = this.end?.get("grpc-message");
    return message === undefined ? code : `${code} ${message}`;
  }

  get endMetadata(): Metadata {
    return Metadata.fromFields(this.end?.fields ?? []);
  }
}

export class ServerRig {
  readonly clock: VirtualClock = new VirtualClock();
  readonly reports: ErrorReport[] = [];
  readonly server: Server;
  session!: Session;
  #near!: Endpoint;
  /** The client's connection has closed. */
  isClosed = false;
  /** The server has said GOAWAY. */
  onGoAway: () => void = () => {};

  constructor(
    handlers: EchoHandlers,
    options: ServerOptions = {},
    given: Partial<Environment> = {},
  ) {
    const environment: Environment = {
      clock: this.clock,
      listen: () => Promise.reject(new Error("no sockets here")),
      random: () => 0.5,
      onSignals: () => () => {},
      ...given,
    };
    const onError = (report: ErrorReport) => this.reports.push(report);
    this.server = new Server({ onError, ...options }, environment);
    this.server.addService(Echo, handlers, { partial: true });
  }

  /** Joins a client's connection to the server. */
  connect(http2: ConnectionOptions = {}): this {
    const [left, right] = createMemoryPair(this.clock);
    this.#near = left;
    this.server.accept(right);
    const sink = {
      onHeaders: (stream: Stream, headers: HeaderBlock) => {
        (stream.context as Answer).headers = headers;
      },
      onData: (stream: Stream, chunk: Uint8Array, start: number, end: number) =>
        (stream.context as Answer).receive(chunk, start, end),
      onTrailers: (stream: Stream, headers: HeaderBlock) => {
        (stream.context as Answer).trailers = headers;
      },
      onReset: (stream: Stream, error: StreamError) => {
        (stream.context as Answer).reset = error;
      },
      onWritable() {},
      onSettings() {},
      onCapacity() {},
      isResetFree: () => false,
      onPingAck() {},
      onIdle() {},
      onGoAway: () => this.onGoAway(),
      onClosed: () => {
        this.isClosed = true;
      },
    };
    this.session = new EndpointSession("client", left, {
      clock: this.clock,
      http2,
      createSink: () => sink,
    });
    return this;
  }

  /** The client is gone without a word: what it is sent is never read. */
  mute(): void {
    this.#near.setReading(false);
  }

  /** It reads what it has been sent. */
  listenAgain(): void {
    this.#near.setReading(true);
  }

  /** Opens a stream with a header block. */
  open(fields: readonly string[], endStream = false): Answer {
    const answer = new Answer();
    const stream = this.session.connection.openStream(answer);
    assert.ok(stream, "no stream can be opened");
    answer.stream = stream;
    stream.sendHeaders([fields], endStream);
    return answer;
  }

  /** A call with one message, and all that comes back. */
  async say(value: string, ...more: string[]): Promise<Answer> {
    const answer = this.open(post("/test.Echo/Say", ...more)).send(frame(value), true);
    await this.clock.settle();
    return answer;
  }

  settle(): Promise<void> {
    return this.clock.settle();
  }

  /** Closes everything and sees that no call, connection or timer is left. */
  async finish(): Promise<void> {
    const closed = this.server.close({ graceMs: 0 });
    await this.clock.advance(2_000);
    await closed;
    assert.equal(this.server.connectionCount, 0, "connections left");
    assert.equal(this.server.stats.openCalls, 0, "calls left");
    assert.equal(this.clock.armedTimers, 0, "timers left");
  }
}

/** A rig with a connection. */
export function rig(handlers: EchoHandlers, options?: ServerOptions): ServerRig {
  return new ServerRig(handlers, options).connect();
}
