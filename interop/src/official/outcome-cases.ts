// Cases about how calls end, and about what travels beside their messages.

import { createClient, type Metadata, outbox, Status } from "trunkline";
import {
  type StreamingInputCallRequestInit,
  type StreamingOutputCallRequestInit,
  UnimplementedService,
} from "../gen/grpc/testing/test_pb.js";
import {
  type Case,
  expectEnd,
  expectEqual,
  expectPayload,
  expectStatus,
  nextOf,
  payloadOf,
} from "./case.js";

const timeoutOnSleepingServer: Case = async ({ client }) => {
  const requests = outbox<StreamingOutputCallRequestInit>();
  const responses = client.fullDuplexCall(requests, { timeoutMs: 1 });
  // Whether the request is taken before the deadline or not does not matter.
  requests.write({ payload: payloadOf(27_182) }).catch(() => {});
  await expectStatus(responses.next(), Status.DEADLINE_EXCEEDED);
};

const cancelAfterBegin: Case = async ({ client }) => {
  const controller = new AbortController();
  const call = client.streamingInputCall(outbox<StreamingInputCallRequestInit>(), {
    signal: controller.signal,
    metadata: { key1: "value1", key2: "value2" },
  });
  controller.abort();
  await expectStatus(call, Status.CANCELLED);
};

const cancelAfterFirstResponse: Case = async ({ client }) => {
  const controller = new AbortController();
  const requests = outbox<StreamingOutputCallRequestInit>();
  const responses = client.fullDuplexCall(requests, { signal: controller.signal });
  await requests.write({ responseParameters: [{ size: 31_415 }], payload: payloadOf(27_182) });
  expectPayload((await nextOf(responses)).payload, 31_415);
  controller.abort();
  await expectStatus(responses.next(), Status.CANCELLED);
};

const statusCodeAndMessage: Case = async ({ client }) => {
  const message = "test status message";
  const responseStatus = { code: Status.UNKNOWN, message };
  await expectStatus(client.unaryCall({ responseStatus }), Status.UNKNOWN, message);
  const responses = client.fullDuplexCall([{ responseStatus }]);
  await expectStatus(responses.next(), Status.UNKNOWN, message);
};

const specialStatusMessage: Case = async ({ client }) => {
  const message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n";
  const responseStatus = { code: Status.UNKNOWN, message };
  await expectStatus(client.unaryCall({ responseStatus }), Status.UNKNOWN, message);
};

const HEADER = "x-grpc-test-echo-initial";
const TRAILER = "x-grpc-test-echo-trailing-bin";
const HEADER_VALUE = "test_initial_metadata_value";
const TRAILER_VALUE = Uint8Array.of(0xab, 0xab, 0xab);

const customMetadata: Case = async ({ client }) => {
  const received: { headers?: Metadata; trailers?: Metadata } = {};
  const options = {
    metadata: { [HEADER]: HEADER_VALUE, [TRAILER]: TRAILER_VALUE },
    onHeaders: (headers: Metadata) => {
      received.headers = headers;
    },
    onTrailers: (trailers: Metadata) => {
      received.trailers = trailers;
    },
  };
  const expectEchoed = () => {
    expectEqual(`The header "${HEADER}"`, String(received.headers?.getAll(HEADER)), HEADER_VALUE);
    const values = received.trailers?.getAll(TRAILER);
    expectEqual(`The trailer "${TRAILER}"`, String(values), String(TRAILER_VALUE));
    delete received.headers;
    delete received.trailers;
  };

  const reply = await client.unaryCall({ responseSize: 1, payload: payloadOf(1) }, options);
  expectPayload(reply.payload, 1);
  expectEchoed();

  const requests = outbox<StreamingOutputCallRequestInit>();
  const responses = client.fullDuplexCall(requests, options);
  await requests.write({ responseParameters: [{ size: 1 }], payload: payloadOf(1) });
  await responses.headers;
  expectPayload((await nextOf(responses)).payload, 1);
  requests.end();
  await expectEnd(responses);
  expectEchoed();
};

const unimplementedMethod: Case = ({ client }) =>
  expectStatus(client.unimplementedCall({}), Status.UNIMPLEMENTED);

const unimplementedService: Case = ({ channel }) => {
  const client = createClient(UnimplementedService, channel);
  return expectStatus(client.unimplementedCall({}), Status.UNIMPLEMENTED);
};

export const outcomeCases: Readonly<Record<string, Case>> = {
  timeout_on_sleeping_server: timeoutOnSleepingServer,
  cancel_after_begin: cancelAfterBegin,
  cancel_after_first_response: cancelAfterFirstResponse,
  status_code_and_message: statusCodeAndMessage,
  special_status_message: specialStatusMessage,
  custom_metadata: customMetadata,
  unimplemented_method: unimplementedMethod,
  unimplemented_service: unimplementedService,
};
