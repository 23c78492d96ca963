// A client on @grpc/grpc-js, a promise for each call, at its defaults.

import { credentials, Metadata, makeClientConstructor } from "@grpc/grpc-js";
import { clientRequest, serveClientLoad, TIMEOUT_MS } from "./client-load.js";
import { greeter } from "./grpc-js-service.js";

const request = clientRequest();
const Greeter = makeClientConstructor(greeter, "Greeter");
const client = new Greeter(request.target, credentials.createInsecure());
const { path, requestSerialize, responseDeserialize } = greeter.sayHello;

serveClientLoad(
  request,
  ({ name, identity }) =>
    new Promise((resolve, reject) => {
      const metadata = new Metadata();
      if (identity !== null) {
        metadata.set("x-request-id", identity.requestId);
        metadata.set("traceparent", identity.traceparent);
      }
      client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        { name },
        metadata,
        { deadline: Date.now() + TIMEOUT_MS },
        (error, reply) => {
          if (reply === undefined) reject(error);
          else resolve(reply.message);
        },
      );
    }),
);
