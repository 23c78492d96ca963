// For the tests of this room: channels in virtual time whose servers are scripts. Both ends run the
// real engine over an in-memory pair; what the server says is written out in each test.

import assert from "node:assert/strict";
import { readUint32 } from "../base/index.js";
import { type Encoding, encodeFramed, MessageReader } from "../grpc/index.js";
import {
  type Connection,
  type ConnectionOptions,
  type ConnectionSink,
  errorCodeName,
  type HeaderBlock,
  type Stream,
} from "../http2/index.js";
import type { AnyMethod, MethodType, ServiceType } from "../protobuf/index.js";
import { VirtualClock } from "../testing/index.js";
import {
  type Address,
  type ConnectOptions,
  createMemoryPair,
  type Endpoint,
  EndpointSession,
  formatAddress,
  type Session,
} from "../transport/index.js";
import { CallChannel } from "./call-channel.js";
import type { ChannelOptions } from "./channel-options.js";
import { type Client, createClient } from "./client.js";
import type { Environment } from "./environment.js";
import { parseTarget } from "./target.js";
import { Text, type TextInit } from "./text-message.testing.js";

type TextMethod<K extends AnyMethod["kind"]> = MethodType<K, Text, TextInit, Text, TextInit>;

function method<K extends AnyMethod["kind"]>(kind: K, name: string): TextMethod<K> {
  const localName = name.charAt(0).toLowerCase() + name.slice(1);
  return { kind, name, localName, path: `/test.Echo/${name}`, input: Text, output: Text };
}

/** One method of each kind. */
export const Echo: ServiceType<{
  say: TextMethod<"unary">;
  list: TextMethod<"serverStreaming">;
  upload: TextMethod<"clientStreaming">;
  chat: TextMethod<"bidiStreaming">;
}> = {
  typeName: "test.Echo",
  methods: {
    say: method("unary", "Say"),
    list: method("serverStreaming", "List"),
    upload: method("clientStreaming", "Upload"),
    chat: method("bidiStreaming", "Chat"),
  },
};

/** A request as the scripted server sees it, and the server's side of the conversation. */
export class PeerCall {
  readonly stream: Stream;
  readonly headers: HeaderBlock;
  readonly #reader = new MessageReader(Text, 1 << 24);
  readonly #octets: number[] = [];
  readonly messages: string[] = [];
  /** The request has ended. */
  hasEnded = false;
  /** The name of the code that the client reset the stream with. */
  resetWith: string | undefined;

  constructor(stream: Stream, headers: HeaderBlock) {
    this.stream = stream;
    this.headers = headers;
  }

  /** Compressed requests can be read from here on. */
  useEncoding(encoding: Encoding): this {
    this.#reader.useEncoding(encoding, () => {});
    return this;
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
    for (let message = this.#reader.read(); message; message = this.#reader.read()) {
      this.messages.push(message.text);
    }
    this.#reader.keep();
    this.stream.consume(end - start);
  }

  sendHeaders(...fields: string[]): this {
    this.stream.sendHeaders(
      [[":status", "200", "content-type", "application/grpc", ...fields]],
      false,
    );
    return this;
  }

  sendMessage(text: string): this {
    return this.sendBytes(encodeFramed(Text, { text }));
  }

  sendBytes(bytes: Uint8Array | readonly number[], endStream = false): this {
    this.stream.enqueue(Uint8Array.from(bytes), endStream);
    return this;
  }

  sendTrailers(...fields: string[]): this {
    this.stream.sendTrailers([fields]);
    return this;
  }

  /** A whole response to a unary call. */
  answer(text: string): this {
    return this.sendHeaders().sendMessage(text).sendTrailers("grpc-status", "0");
  }

  /** One header block that is headers and trailers at once. */
  sendOnly(...fields: string[]): this {
    this.stream.sendHeaders([fields], true);
    return this;
  }
}

/** A connection as the scripted server sees it. */
export class PeerConnection implements ConnectionSink {
  readonly session: Session;
  readonly connection: Connection;
  readonly address: string;
  readonly #onCall: (call: PeerCall) => void;
  isClosed = false;

  constructor(session: Session, address: string, onCall: (call: PeerCall) => void) {
    this.session = session;
    this.connection = session.connection;
    this.address = address;
    this.#onCall = onCall;
  }

  onHeaders(stream: Stream, headers: HeaderBlock, endStream: boolean): void {
    const call = new PeerCall(stream, headers);
    stream.context = call;
    call.hasEnded = endStream;
    // The script answers as a handler would that has settled already.
    stream.release();
    this.#onCall(call);
  }

  onData(stream: Stream, chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    const call = stream.context as PeerCall;
    call.receive(chunk, start, end);
    call.hasEnded ||= endStream;
  }

  onTrailers(): void {}
  onReset(stream: Stream, error: { readonly code: number }): void {
    (stream.context as PeerCall).resetWith = errorCodeName(error.code);
  }
  onWritable(): void {}
  onSettings(): void {}
  onCapacity(): void {}

  isResetFree(): boolean {
    return false;
  }

  onPingAck(): void {}

  onIdle(): void {}
  onGoAway(): void {}
  onClosed(): void {
    this.isClosed = true;
  }
}

/** The world around one channel: its time, its name server and its servers. */
export class ScriptedPeer implements Environment {
  readonly clock: VirtualClock = new VirtualClock();
  readonly channel: CallChannel;
  readonly echo: Client<typeof Echo>;
  /** All calls that have reached a server, in order. */
  readonly calls: PeerCall[] = [];
  readonly connections: PeerConnection[] = [];
  /** Every address that was tried, in order. */
  readonly attempts: string[] = [];
  /** Called with each new call; by default the script acts from the test. */
  onCall: (call: PeerCall) => void = () => {};
  /** Decides about attempts to connect: an error refuses, "hang" does not connect, "mute" says nothing, "drop" hangs up. */
  onConnect: (address: string) => Error | "hang" | "mute" | "drop" | undefined = () => undefined;
  addresses: readonly string[] | Error = ["10.0.0.1"];
  serverOptions: ConnectionOptions = {};
  readonly #farEnds: Endpoint[] = [];

  constructor(target = "localhost:50051", options: ChannelOptions = {}) {
    this.channel = new CallChannel(parseTarget(target), options, this);
    this.echo = createClient(Echo, this.channel);
  }

  async lookup(): Promise<readonly string[]> {
    if (this.addresses instanceof Error) throw this.addresses;
    return this.addresses;
  }

  async connect(address: Address, options: ConnectOptions): Promise<Session> {
    const text = formatAddress(address);
    this.attempts.push(text);
    const decision = this.onConnect(text);
    if (decision instanceof Error) throw decision;
    if (decision === "hang") {
      return new Promise((_, reject) => {
        options.signal?.addEventListener("abort", () => reject(options.signal?.reason));
      });
    }
    const [near, far] = createMemoryPair(this.clock);
    this.#farEnds.push(far);
    if (decision === "mute" || decision === "drop") {
      const onBytes = decision === "drop" ? () => far.destroy() : () => {};
      far.open({ onBytes, onWritten() {}, onPeerEnd() {}, onEnd() {} });
      return new EndpointSession("client", near, options);
    }
    new EndpointSession("server", far, {
      clock: this.clock,
      http2: this.serverOptions,
      createSink: (session) => {
        const connection = new PeerConnection(session, text, (call) => {
          this.calls.push(call);
          this.onCall(call);
        });
        this.connections.push(connection);
        return connection;
      },
    });
    return new EndpointSession("client", near, options);
  }

  /** The servers connected so far are gone without a word: what is sent to them is never read. */
  silence(): void {
    for (const far of this.#farEnds) far.setReading(false);
  }

  /** Counts the PING that servers are sent from now on. */
  countPings(): () => number {
    const count = () =>
      this.connections.reduce((sum, { connection }) => sum + connection.costs.ping, 0);
    const before = count();
    return () => count() - before;
  }

  random(): number {
    return 0.5;
  }

  /** Lets everything happen that needs no time. */
  settle(): Promise<void> {
    return this.clock.settle();
  }

  /** The newest call. */
  get call(): PeerCall {
    const call = this.calls.at(-1);
    assert.ok(call, "no call has reached the server");
    return call;
  }

  /** Closes the channel and checks that nothing is left of it. */
  async close(): Promise<void> {
    const closed = this.channel.close({ graceMs: 0 });
    await this.clock.settle();
    // Connections whose peer does not close its side go after a second.
    await this.clock.advance(2_000);
    await closed;
    const { openCalls, queuedCalls } = this.channel.stats;
    assert.deepEqual(
      { openCalls, queuedCalls, timers: this.clock.armedTimers },
      { openCalls: 0, queuedCalls: 0, timers: 0 },
    );
  }
}

/** What a promise came to, without waiting for it: `undefined` while it is pending. */
export function watch<T>(promise: Promise<T>): { value?: T; error?: Error & { code?: number } } {
  const outcome: { value?: T; error?: Error & { code?: number } } = {};
  promise.then(
    (value) => {
      outcome.value = value;
    },
    (error: Error) => {
      outcome.error = error;
    },
  );
  return outcome;
}
