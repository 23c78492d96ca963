// A reader on Trunkline, at its defaults.

import { LogService } from "@trunkline-examples/log-stream/log";
import { createChannel, createClient } from "trunkline";
import { ENDLESS, serveStreamLoad, streamRequest } from "./stream-load.js";

const request = streamRequest();
const logs = createClient(LogService, createChannel(request.target));

serveStreamLoad(request, () => logs.listLogs(ENDLESS));
