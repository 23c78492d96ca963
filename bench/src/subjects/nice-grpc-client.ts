// A client on nice-grpc, which stands on @grpc/grpc-js, with its own middleware for deadlines.

import { createChannel, createClientFactory, Metadata } from "nice-grpc";
import { deadlineMiddleware } from "nice-grpc-client-middleware-deadline";
import { clientRequest, serveClientLoad, TIMEOUT_MS } from "./client-load.js";
import { greeter } from "./grpc-js-service.js";

const request = clientRequest();
const channel = createChannel(request.target);
const client = createClientFactory().use(deadlineMiddleware).create(greeter, channel);

serveClientLoad(request, async ({ name, identity }) => {
  const metadata = new Metadata();
  if (identity !== null) {
    metadata.set("x-request-id", identity.requestId);
    metadata.set("traceparent", identity.traceparent);
  }
  const { message } = await client.sayHello({ name }, { deadline: TIMEOUT_MS, metadata });
  return message;
});
