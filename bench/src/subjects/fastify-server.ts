// The call as REST/JSON on fastify, with the response schema that makes it fast.

import { fastify } from "fastify";
import { REST_PATH } from "../load/workload.js";
import { announce } from "./announce.js";

const server = fastify();
const text = { type: "string" };
server.post<{ Body: { name: string } }>(
  REST_PATH,
  {
    schema: {
      body: { type: "object", properties: { name: text } },
      response: { 200: { type: "object", properties: { message: text } } },
    },
  },
  async (request, reply) => {
    // The media type without a charset, as the other subjects answer.
    reply.header("content-type", "application/json");
    return { message: `Hello ${request.body.name}, I am a gRPC server!` };
  },
);
await server.listen({ host: "127.0.0.1", port: 0 });
announce(server.server.address());
