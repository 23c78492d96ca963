// A reader on @grpc/grpc-js, at its defaults.

import { credentials, makeClientConstructor } from "@grpc/grpc-js";
import { logService } from "./grpc-js-service.js";
import { ENDLESS, serveStreamLoad, streamRequest } from "./stream-load.js";

const request = streamRequest();
const LogService = makeClientConstructor(logService, "LogService");
const client = new LogService(request.target, credentials.createInsecure());
const { path, requestSerialize, responseDeserialize } = logService.listLogs;

serveStreamLoad(request, async function* () {
  const call = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, ENDLESS);
  try {
    yield* call as AsyncIterable<{ readonly line: string }>;
  } finally {
    // What the stream says of its own end is not awaited by anybody any more.
    call.on("error", () => {});
    call.cancel();
  }
});
