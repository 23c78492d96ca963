// Cases about compression: whether each message came compressed is told by the message, and seen by whoever
// received it. Each case of a client that compresses begins with a probe: a server that does not look at how its
// requests came would pass otherwise.

import { Status, uncompressed, wasCompressed } from "trunkline";
import {
  type Case,
  expectEnd,
  expectEqual,
  expectPayload,
  expectStatus,
  nextOf,
  payloadOf,
} from "./case.js";
import { LARGE_REQUEST_BYTES, LARGE_RESPONSE_BYTES } from "./message-cases.js";

const GZIP = { compression: "gzip" };
const TRUE = { value: true };
const FALSE = { value: false };

const largeRequest = {
  responseSize: LARGE_RESPONSE_BYTES,
  payload: payloadOf(LARGE_REQUEST_BYTES),
};

const clientCompressedUnary: Case = async ({ client }) => {
  const compressed = { ...largeRequest, expectCompressed: TRUE };
  const plain = { ...largeRequest, expectCompressed: FALSE };
  await expectStatus(client.unaryCall(compressed), Status.INVALID_ARGUMENT);
  await expectStatus(client.unaryCall(plain, GZIP), Status.INVALID_ARGUMENT);
  expectPayload((await client.unaryCall(compressed, GZIP)).payload, LARGE_RESPONSE_BYTES);
  expectPayload((await client.unaryCall(plain)).payload, LARGE_RESPONSE_BYTES);
};

const clientCompressedStreaming: Case = async ({ client }) => {
  const compressed = { payload: payloadOf(27_182), expectCompressed: TRUE };
  const plain = { payload: payloadOf(45_904), expectCompressed: FALSE };
  await expectStatus(client.streamingInputCall([compressed]), Status.INVALID_ARGUMENT);
  await expectStatus(client.streamingInputCall([plain], GZIP), Status.INVALID_ARGUMENT);
  const reply = await client.streamingInputCall([compressed, uncompressed({ ...plain })], GZIP);
  expectEqual("The size of all payloads", reply.aggregatedPayloadSize, 27_182 + 45_904);
};

const serverCompressedUnary: Case = async ({ client }) => {
  for (const value of [true, false]) {
    const reply = await client.unaryCall({ ...largeRequest, responseCompressed: { value } });
    expectEqual("That the reply came compressed", wasCompressed(reply), value);
    expectPayload(reply.payload, LARGE_RESPONSE_BYTES);
  }
};

const serverCompressedStreaming: Case = async ({ client }) => {
  const parameters = [
    { compressed: TRUE, size: 31_415 },
    { compressed: FALSE, size: 92_653 },
  ];
  const responses = client.streamingOutputCall({ responseParameters: parameters });
  for (const { compressed, size } of parameters) {
    const reply = await nextOf(responses);
    expectEqual("That the reply came compressed", wasCompressed(reply), compressed.value);
    expectPayload(reply.payload, size);
  }
  await expectEnd(responses);
};

export const compressedCases: Readonly<Record<string, Case>> = {
  client_compressed_unary: clientCompressedUnary,
  client_compressed_streaming: clientCompressedStreaming,
  server_compressed_unary: serverCompressedUnary,
  server_compressed_streaming: serverCompressedStreaming,
};
