// A reader on nice-grpc, at its defaults.

import { createChannel, createClient } from "nice-grpc";
import { logService } from "./grpc-js-service.js";
import { ENDLESS, serveStreamLoad, streamRequest } from "./stream-load.js";

const request = streamRequest();
const client = createClient(logService, createChannel(request.target));

serveStreamLoad(request, () => client.listLogs(ENDLESS));
