// One call as a test case describes it, and what came of it.

import { setTimeout as delay } from "node:timers/promises";
import {
  type CallOptions,
  createChannel,
  createClient,
  insecure,
  Metadata,
  type ResponseStream,
  tls,
} from "trunkline";
import type { GeneratedType } from "trunkline/protobuf";
import { appendHeaders, fromStatusError, toHeaders } from "./convert.js";
import type {
  ClientCompatRequest,
  ClientResponseResultInit,
} from "./gen/connectrpc/conformance/v1/client_compat_pb.js";
import { Codec, Compression, StreamType } from "./gen/connectrpc/conformance/v1/config_pb.js";
import {
  BidiStreamRequest,
  ClientStreamRequest,
  type ConformancePayload,
  type ConformancePayloadInit,
  ConformanceService,
  IdempotentUnaryRequest,
  ServerStreamRequest,
  UnaryRequest,
  UnimplementedRequest,
} from "./gen/connectrpc/conformance/v1/service_pb.js";
import { registry } from "./registry.js";

/** Rejects where the call could not be made as described; the call's own error is part of the result. */
export async function invoke(test: ClientCompatRequest): Promise<ClientResponseResultInit> {
  const { host, port, serverTlsCert, clientTlsCreds, messageReceiveLimit } = test;
  const credentials =
    serverTlsCert.length === 0
      ? insecure()
      : tls({ ca: serverTlsCert, key: clientTlsCreds?.key, cert: clientTlsCreds?.cert });
  const limits = messageReceiveLimit === 0 ? {} : { maxReceiveMessageBytes: messageReceiveLimit };
  // The suite's messages are small: with a size floor none would be compressed.
  const compression = { send: encodingOf(test.compression), minBytes: 0 };
  const channel = createChannel(`${host}:${port}`, {
    credentials,
    compression,
    codec: test.codec === Codec.JSON ? "json" : "proto",
    registry,
    ...limits,
  });
  try {
    return await new Invocation(test, createClient(ConformanceService, channel)).run();
  } finally {
    await channel.close({ graceMs: 0 });
  }
}

/** The name of an encoding that the suite speaks of. */
function encodingOf(compression: number): string {
  switch (compression) {
    case Compression.GZIP:
      return "gzip";
    case Compression.DEFLATE:
      return "deflate";
    case Compression.ZSTD:
      return "zstd";
    default:
      return "identity";
  }
}

type Client = ReturnType<typeof createClient<typeof ConformanceService>>;

class Invocation {
  readonly #test: ClientCompatRequest;
  readonly #client: Client;
  readonly #controller = new AbortController();
  #headers: Metadata | undefined;
  #trailers: Metadata | undefined;
  readonly #payloads: ConformancePayloadInit[] = [];
  #sentCount = 0;
  #isOver = false;

  constructor(test: ClientCompatRequest, client: Client) {
    this.#test = test;
    this.#client = client;
  }

  async run(): Promise<ClientResponseResultInit> {
    let error: ReturnType<typeof fromStatusError> | undefined;
    try {
      await this.#call();
    } catch (thrown) {
      error = fromStatusError(thrown);
    }
    this.#isOver = true;
    return {
      responseHeaders: toHeaders(this.#headers),
      responseTrailers: toHeaders(this.#trailers),
      payloads: this.#payloads,
      error,
      numUnsentRequests: this.#test.requestMessages.length - this.#sentCount,
    };
  }

  async #call(): Promise<void> {
    const client = this.#client;
    const { method } = this.#test;
    switch (method) {
      case "Unary":
        return this.#keep(await client.unary(await this.#only(UnaryRequest), this.#options()));
      case "IdempotentUnary": {
        const request = await this.#only(IdempotentUnaryRequest);
        return this.#keep(await client.idempotentUnary(request, this.#options()));
      }
      case "Unimplemented": {
        const request = await this.#only(UnimplementedRequest);
        await client.unimplemented(request, this.#options());
        return;
      }
      case "ClientStream": {
        const requests = this.#requests(ClientStreamRequest);
        return this.#keep(await client.clientStream(requests, this.#options()));
      }
      case "ServerStream": {
        const request = await this.#only(ServerStreamRequest);
        return this.#keepAll(client.serverStream(request, this.#options()));
      }
      case "BidiStream":
        return this.#exchange();
      default:
        throw new Error(`There is no method "${method}"`);
    }
  }

  #options(): CallOptions {
    const { requestHeaders, timeoutMs } = this.#test;
    return {
      metadata: appendHeaders(new Metadata(), requestHeaders),
      timeoutMs,
      signal: this.#controller.signal,
      onHeaders: (headers) => {
        this.#headers = headers;
      },
      onTrailers: (trailers) => {
        this.#trailers = trailers;
      },
    };
  }

  /** The one request of a call that takes one. It is sent once the call is made, and ends the sending. */
  async #only<T, I>(type: GeneratedType<T, I>): Promise<T> {
    const { requestMessages, requestDelayMs } = this.#test;
    if (requestMessages.length !== 1) {
      throw new Error(`Expected one request message, not ${requestMessages.length}`);
    }
    if (requestDelayMs > 0) await delay(requestDelayMs);
    this.#sentCount = 1;
    this.#onAllSent();
    return type.decode(requestMessages[0]!.value);
  }

  async *#requests<T, I>(type: GeneratedType<T, I>): AsyncGenerator<T> {
    const { requestMessages, requestDelayMs, cancel } = this.#test;
    for (const { value } of requestMessages) {
      if (requestDelayMs > 0) await delay(requestDelayMs);
      if (this.#isOver) return;
      this.#sentCount++;
      yield type.decode(value);
    }
    if (cancel?.cancelTiming?.case === "beforeCloseSend") this.#controller.abort();
    this.#onAllSent();
  }

  /** Cancels in time after the last request where the test says so. */
  #onAllSent(): void {
    const { cancel } = this.#test;
    if (cancel === undefined) return;
    const { cancelTiming: timing } = cancel;
    if (timing !== undefined && timing.case !== "afterCloseSendMs") return;
    setTimeout(() => this.#controller.abort(), timing?.value ?? 0);
  }

  #keep({ payload }: { readonly payload: ConformancePayload | undefined }): void {
    this.#payloads.push(payload ?? {});
    const timing = this.#test.cancel?.cancelTiming;
    if (timing?.case === "afterNumResponses" && timing.value === this.#payloads.length) {
      this.#controller.abort();
    }
  }

  async #keepAll(
    responses: ResponseStream<{ payload: ConformancePayload | undefined }>,
  ): Promise<void> {
    for await (const response of responses) this.#keep(response);
  }

  /** Full duplex: one response is read after each request. Half duplex: after all of them. */
  async #exchange(): Promise<void> {
    if (this.#test.streamType !== StreamType.FULL_DUPLEX_BIDI_STREAM) {
      const requests = this.#requests(BidiStreamRequest);
      return this.#keepAll(this.#client.bidiStream(requests, this.#options()));
    }
    let onRead = (): void => {};
    const requests = this.#requests(BidiStreamRequest);
    const paced = (async function* () {
      for await (const request of requests) {
        const read = new Promise<void>((resolve) => {
          onRead = resolve;
        });
        yield request;
        await read;
      }
    })();
    const responses = this.#client.bidiStream(paced, this.#options());
    try {
      for await (const response of responses) {
        this.#keep(response);
        onRead();
      }
    } finally {
      onRead();
    }
  }
}
