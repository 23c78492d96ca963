// A reader on @connectrpc/connect-node with its gRPC transport, at its defaults.

import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { logService } from "../connect-node-service.js";
import { ENDLESS, serveStreamLoad, streamRequest } from "./stream-load.js";

const request = streamRequest();
const transport = createGrpcTransport({ baseUrl: `http://${request.target}` });
const client = createClient(logService, transport);

serveStreamLoad(request, async function* () {
  const leaving = new AbortController();
  try {
    yield* client.listLogs(ENDLESS, { signal: leaving.signal });
  } finally {
    leaving.abort();
  }
});
