// REST/JSON with node:http and its agent, a promise for each call. Its server is the one on node:http.

import { Agent, request as httpRequest } from "node:http";
import { REST_PATH } from "../load/workload.js";
import { clientRequest, type HelloCall, serveClientLoad, TIMEOUT_MS } from "./client-load.js";

const request = clientRequest();
const [host, port] = request.target.split(":");
const agent = new Agent({ keepAlive: true, maxSockets: request.inFlight });

function sayHello({ name, identity }: HelloCall): Promise<string> {
  const body = JSON.stringify({ name });
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...(identity === null
      ? {}
      : { "x-request-id": identity.requestId, traceparent: identity.traceparent }),
  };
  const options = { host, port, method: "POST", path: REST_PATH, agent, headers };
  return new Promise((resolve, reject) => {
    const call = httpRequest({ ...options, timeout: TIMEOUT_MS }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => resolve((JSON.parse(text) as { message: string }).message));
      response.on("error", reject);
    });
    call.on("error", reject);
    call.on("timeout", () => call.destroy(new Error("The call has timed out")));
    call.end(body);
  });
}

serveClientLoad(request, sayHello);
