// The HTTP/2 engine alone: the same hello as in `unary`, answered without a server's router, codec and
// promises, beside what Node itself has and beside the least that a socket costs.

import type { Settings } from "../../run/settings.js";
import { engineSubjects } from "../../subjects/subjects.js";
import { type Shape, serverCases, startSubject } from "../server-cases.js";
import type { Prepared, Suite } from "../suite.js";

const shapes: readonly Shape[] = [
  { name: "400 in flight", inFlight: 400, connections: 4, targets: { "node:http2": 12 } },
  {
    name: "400 in flight, headers vary",
    inFlight: 400,
    connections: 4,
    kind: { headersVary: true },
    targets: { "node:http2": 8 },
  },
  {
    name: "100 connections",
    inFlight: 100,
    connections: 100,
    targets: { "node:http2": 3, "node:http": 1.4, floor: 0.8 },
  },
  {
    name: "1 in flight",
    inFlight: 1,
    connections: 1,
    targets: { "node:http2": 1.4, "node:http": 1.1, floor: 0.85 },
  },
];

async function prepare(settings: Settings): Promise<Prepared> {
  const wanted = engineSubjects.filter(
    ({ name }) => settings.subjects.length === 0 || settings.subjects.includes(name),
  );
  const servers = await Promise.all(wanted.map(startSubject));
  return {
    cases: serverCases(servers, shapes, settings),
    leftOut: [],
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map(({ server }) => server.program.stop()));
    },
  };
}

export const http2: Suite = {
  name: "http2",
  title: "The HTTP/2 engine alone, the same hello",
  notes:
    "trunkline is the engine with its production limits and a handler of a few lines that answers as a " +
    "gRPC server does: headers, message, trailers. node:http2 and node:http answer in JSON. floor is a " +
    "node:net server that answers each chunk with a constant of the reply's size. 400 in flight are 4 " +
    "connections of 100 over HTTP/2, and 400 connections for node:http and floor. Headers that vary are " +
    "a request id, a traceparent and a timeout, different in each call and put into the dynamic table " +
    "with Huffman coding, as grpc-go and nghttp2 send them. Every reply is compared with the one expected.",
  prepare,
};
