// A client on @connectrpc/connect-node with its gRPC transport, at its defaults.

import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { clientRequest, serveClientLoad, TIMEOUT_MS } from "./client-load.js";
import { greeter } from "./connect-node-service.js";

const request = clientRequest();
const transport = createGrpcTransport({ baseUrl: `http://${request.target}` });
const client = createClient(greeter, transport);

serveClientLoad(request, async ({ name, identity }) => {
  const headers =
    identity === null
      ? {}
      : { "x-request-id": identity.requestId, traceparent: identity.traceparent };
  const { message } = await client.sayHello({ name }, { timeoutMs: TIMEOUT_MS, headers });
  return message;
});
