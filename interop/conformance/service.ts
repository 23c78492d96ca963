// The service that the suite's clients call: every request says how it is to be answered.

import { setTimeout as delay } from "node:timers/promises";
import type { Handlers, ServerCall } from "trunkline";
import type { AnyInit } from "trunkline/protobuf";
import { appendHeaders, toAny, toHeaders, toStatusError } from "./convert.js";
import {
  BidiStreamRequest,
  type BidiStreamResponseInit,
  ClientStreamRequest,
  type ConformancePayload_RequestInfoInit,
  type ConformancePayloadInit,
  type ConformanceService,
  IdempotentUnaryRequest,
  ConformancePayload_RequestInfo as RequestInfo,
  ServerStreamRequest,
  type StreamResponseDefinition,
  UnaryRequest,
  type UnaryResponseDefinition,
} from "./gen/connectrpc/conformance/v1/service_pb.js";

/** Every rpc but Unimplemented, which the suite wants left out. */
export const service: Omit<Handlers<typeof ConformanceService>, "unimplemented"> = {
  async unary(request, call) {
    const requests = [toAny(UnaryRequest, request)];
    return { payload: await answer(request.responseDefinition, requests, call) };
  },

  async idempotentUnary(request, call) {
    const requests = [toAny(IdempotentUnaryRequest, request)];
    return { payload: await answer(request.responseDefinition, requests, call) };
  },

  async clientStream(stream, call) {
    const requests: AnyInit[] = [];
    let definition: UnaryResponseDefinition | undefined;
    for await (const request of stream) {
      if (requests.length === 0) definition = request.responseDefinition;
      requests.push(toAny(ClientStreamRequest, request));
    }
    return { payload: await answer(definition, requests, call) };
  },

  async *serverStream(request, call) {
    const { responseDefinition: definition } = request;
    const requests = [toAny(ServerStreamRequest, request)];
    begin(definition, call);
    const replies = new Replies(definition, call);
    while (replies.hasNext) yield await replies.next(() => describe(call, requests));
    replies.finish(() => describe(call, requests));
  },

  async *bidiStream(stream, call) {
    let requests: AnyInit[] = [];
    let replies: Replies | undefined;
    let isFullDuplex = false;
    for await (const request of stream) {
      if (replies === undefined) {
        isFullDuplex = request.fullDuplex;
        begin(request.responseDefinition, call);
        replies = new Replies(request.responseDefinition, call);
      }
      requests.push(toAny(BidiStreamRequest, request));
      if (!isFullDuplex) continue;
      if (!replies.hasNext) break;
      const isFirst = replies.sentCount === 0;
      yield await replies.next(() => (isFirst ? describe(call, requests) : { requests }));
      requests = [];
    }
    if (replies === undefined) return;
    // Those that are left: all of them where the client sent everything first.
    while (replies.hasNext) yield await replies.next(() => describe(call, requests));
    replies.finish(() => describe(call, requests));
  },
};

/** The one answer of a call that has one, or its error. */
async function answer(
  definition: UnaryResponseDefinition | undefined,
  requests: AnyInit[],
  call: ServerCall,
): Promise<ConformancePayloadInit> {
  const requestInfo = describe(call, requests);
  if (definition === undefined) return { requestInfo };
  appendHeaders(call.responseHeaders, definition.responseHeaders);
  appendHeaders(call.responseTrailers, definition.responseTrailers);
  await wait(definition.responseDelayMs, call);
  const { response } = definition;
  if (response?.case === "error") {
    throw toStatusError(response.value, toAny(RequestInfo, requestInfo));
  }
  return { data: response?.value ?? new Uint8Array(), requestInfo };
}

/** Headers go out at once: before the first reply is ready, and before an error in its place. */
function begin(definition: StreamResponseDefinition | undefined, call: ServerCall): void {
  if (definition === undefined) return;
  appendHeaders(call.responseHeaders, definition.responseHeaders);
  appendHeaders(call.responseTrailers, definition.responseTrailers);
  call.sendHeaders();
}

type Describe = () => ConformancePayload_RequestInfoInit;

/** The replies of a stream, one after another, and the error after them. */
class Replies {
  readonly #definition: StreamResponseDefinition | undefined;
  readonly #call: ServerCall;
  sentCount = 0;

  constructor(definition: StreamResponseDefinition | undefined, call: ServerCall) {
    this.#definition = definition;
    this.#call = call;
  }

  get hasNext(): boolean {
    return this.sentCount < (this.#definition?.responseData.length ?? 0);
  }

  /** The next reply; what the requests were stands in the first, and in each that answers one. */
  async next(describeRequests: Describe): Promise<BidiStreamResponseInit> {
    const { responseData, responseDelayMs } = this.#definition!;
    await wait(responseDelayMs, this.#call);
    const data = responseData[this.sentCount++]!;
    const requestInfo = describeRequests();
    const isAnswer = this.sentCount === 1 || requestInfo.requestHeaders === undefined;
    return { payload: isAnswer ? { data, requestInfo } : { data } };
  }

  /** @throws StatusError where the definition has an error */
  finish(describeRequests: Describe): void {
    const error = this.#definition?.error;
    if (error === undefined) return;
    if (this.sentCount > 0) throw toStatusError(error);
    throw toStatusError(error, toAny(RequestInfo, describeRequests()));
  }
}

function describe(call: ServerCall, requests: AnyInit[]): ConformancePayload_RequestInfoInit {
  const remainingMs = call.timeRemainingMs();
  return {
    requestHeaders: toHeaders(call.metadata),
    requests,
    timeoutMs: remainingMs === Infinity ? undefined : BigInt(Math.floor(remainingMs)),
  };
}

async function wait(delayMs: number, call: ServerCall): Promise<void> {
  if (delayMs > 0) await delay(delayMs, undefined, { signal: call.signal });
}
