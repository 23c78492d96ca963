// A client on Trunkline, at its defaults.

import { Greeter } from "@trunkline-examples/greeter/hello";
import { createChannel, createClient } from "trunkline";
import { clientRequest, serveClientLoad, TIMEOUT_MS } from "./client-load.js";

const request = clientRequest();
const channel = createChannel(request.target);
const greeter = createClient(Greeter, channel);

serveClientLoad(request, async ({ name, identity }) => {
  const options =
    identity === null
      ? { timeoutMs: TIMEOUT_MS }
      : {
          timeoutMs: TIMEOUT_MS,
          metadata: { "x-request-id": identity.requestId, traceparent: identity.traceparent },
        };
  const { message } = await greeter.sayHello({ name }, options);
  return message;
});
