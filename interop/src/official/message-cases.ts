// Cases about messages: of all four kinds, small and large.

import { outbox } from "trunkline";
import type { StreamingOutputCallRequestInit } from "../gen/grpc/testing/test_pb.js";
import { type Case, expectEnd, expectEqual, expectPayload, nextOf, payloadOf } from "./case.js";

export const LARGE_REQUEST_BYTES = 271_828;
export const LARGE_RESPONSE_BYTES = 314_159;

const REQUEST_SIZES = [27_182, 8, 1_828, 45_904];
const RESPONSE_SIZES = [31_415, 9, 2_653, 58_979];

const emptyUnary: Case = async ({ client }) => {
  const reply = await client.emptyCall({});
  expectEqual("The reply", JSON.stringify(reply), "{}");
};

const largeUnary: Case = async ({ client }) => {
  const reply = await client.unaryCall({
    responseSize: LARGE_RESPONSE_BYTES,
    payload: payloadOf(LARGE_REQUEST_BYTES),
  });
  expectPayload(reply.payload, LARGE_RESPONSE_BYTES);
};

const clientStreaming: Case = async ({ client }) => {
  const requests = REQUEST_SIZES.map((size) => ({ payload: payloadOf(size) }));
  const reply = await client.streamingInputCall(requests);
  const sum = REQUEST_SIZES.reduce((before, size) => before + size, 0);
  expectEqual("The size of all payloads", reply.aggregatedPayloadSize, sum);
};

const serverStreaming: Case = async ({ client }) => {
  const responses = client.streamingOutputCall({
    responseParameters: RESPONSE_SIZES.map((size) => ({ size })),
  });
  for (const size of RESPONSE_SIZES) expectPayload((await nextOf(responses)).payload, size);
  await expectEnd(responses);
};

const pingPong: Case = async ({ client }) => {
  const requests = outbox<StreamingOutputCallRequestInit>();
  const responses = client.fullDuplexCall(requests);
  for (const [index, size] of REQUEST_SIZES.entries()) {
    const responseSize = RESPONSE_SIZES[index]!;
    await requests.write({
      responseParameters: [{ size: responseSize }],
      payload: payloadOf(size),
    });
    expectPayload((await nextOf(responses)).payload, responseSize);
  }
  requests.end();
  await expectEnd(responses);
};

const emptyStream: Case = async ({ client }) => {
  await expectEnd(client.fullDuplexCall([]));
};

export const messageCases: Readonly<Record<string, Case>> = {
  empty_unary: emptyUnary,
  large_unary: largeUnary,
  client_streaming: clientStreaming,
  server_streaming: serverStreaming,
  ping_pong: pingPong,
  empty_stream: emptyStream,
};
