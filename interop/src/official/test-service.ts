// The service that interop clients of every language call: requests say how they are to be answered.

import { setTimeout as delay } from "node:timers/promises";
import {
  type Handlers,
  type ServerCall,
  Status,
  StatusError,
  uncompressed,
  wasCompressed,
} from "trunkline";
import type {
  BoolValue,
  EchoStatus,
  PayloadInit,
  SimpleRequest,
  SimpleResponseInit,
  StreamingOutputCallRequest,
  StreamingOutputCallResponseInit,
  TestService,
} from "../gen/grpc/testing/test_pb.js";
import { type LoadMetrics, reportWithCall } from "./orca-service.js";

/** Every rpc but UnimplementedCall. */
export type TestServiceHandlers = Omit<Handlers<typeof TestService>, "unimplementedCall">;

const ECHOED_HEADER = "x-grpc-test-echo-initial";
const ECHOED_TRAILER = "x-grpc-test-echo-trailing-bin";

/** The service's handlers; what FullDuplexCall is told of the server's load goes to `metrics`. */
export function createTestService(metrics: LoadMetrics): TestServiceHandlers {
  return {
    emptyCall: () => ({}),
    unaryCall: answer,
    cacheableUnaryCall: answer,

    streamingOutputCall(request, call) {
      chooseEncoding([request], call);
      return replies(request, call);
    },

    async streamingInputCall(requests) {
      let aggregatedPayloadSize = 0;
      for await (const request of requests) {
        assertCompressedAs(request.expectCompressed, request);
        aggregatedPayloadSize += request.payload?.body.length ?? 0;
      }
      return { aggregatedPayloadSize };
    },

    async *fullDuplexCall(requests, call) {
      echoMetadata(call);
      const lock = metrics.createLock();
      let hasBegun = false;
      try {
        for await (const request of requests) {
          if (!hasBegun) chooseEncoding([request], call);
          hasBegun = true;
          assertOk(request.responseStatus);
          if (request.orcaOobReport !== undefined) {
            await lock.acquire(call.signal);
            metrics.report = request.orcaOobReport;
          }
          yield* replies(request, call);
        }
      } finally {
        lock.release();
      }
    },

    async *halfDuplexCall(requests, call) {
      const all: StreamingOutputCallRequest[] = [];
      for await (const request of requests) all.push(request);
      chooseEncoding(all, call);
      for (const request of all) yield* replies(request, call);
    },
  };
}

function answer(request: SimpleRequest, call: ServerCall): SimpleResponseInit {
  echoMetadata(call);
  assertOk(request.responseStatus);
  assertCompressedAs(request.expectCompressed, request);
  if (request.orcaPerQueryReport !== undefined) reportWithCall(call, request.orcaPerQueryReport);
  const { responseCompressed } = request;
  if (responseCompressed?.value === true) call.setCompression("gzip");
  const reply = { payload: zeros(request.responseSize) };
  return responseCompressed?.value === false ? uncompressed(reply) : reply;
}

/** A call has one encoding, chosen before its first reply: replies that are to go as they are, are marked. */
function chooseEncoding(requests: readonly StreamingOutputCallRequest[], call: ServerCall): void {
  const parameters = requests.flatMap(({ responseParameters }) => responseParameters);
  if (parameters.some(({ compressed }) => compressed?.value === true)) call.setCompression("gzip");
}

async function* replies(
  { responseParameters }: StreamingOutputCallRequest,
  call: ServerCall,
): AsyncGenerator<StreamingOutputCallResponseInit> {
  for (const { size, intervalUs, compressed } of responseParameters) {
    if (intervalUs > 0) await delay(intervalUs / 1000, undefined, { signal: call.signal });
    const reply = { payload: zeros(size) };
    yield compressed?.value === false ? uncompressed(reply) : reply;
  }
}

function zeros(size: number): PayloadInit {
  if (size < 0) {
    throw new StatusError(Status.INVALID_ARGUMENT, `Cannot send a payload of ${size} bytes`);
  }
  return { body: new Uint8Array(size) };
}

/** Sends back what the client asks to see again. */
function echoMetadata(call: ServerCall): void {
  const header = call.metadata.get(ECHOED_HEADER);
  const trailer = call.metadata.get(ECHOED_TRAILER);
  if (header !== undefined) call.responseHeaders.set(ECHOED_HEADER, header);
  if (trailer !== undefined) call.responseTrailers.set(ECHOED_TRAILER, trailer);
}

/** @throws StatusError the status that the call is to end with, where it is one */
function assertOk(status: EchoStatus | undefined): void {
  if (status === undefined || status.code === Status.OK) return;
  throw new StatusError(status.code as Status, status.message);
}

/** @throws StatusError INVALID_ARGUMENT where a request came otherwise than it says */
function assertCompressedAs(expected: BoolValue | undefined, request: object): void {
  if (expected === undefined || expected.value === wasCompressed(request)) return;
  const came = expected.value ? "came uncompressed" : "came compressed";
  const wanted = expected.value ? "expected it compressed" : "expected it as it is";
  throw new StatusError(Status.INVALID_ARGUMENT, `The request ${came}: ${wanted}`);
}
