// Unary calls: the same "say hello" on every server and from every client.

import { type ServerProgram, startServer } from "@trunkline/interop";
import { LOAD_CORE, pinned } from "../../run/pinned.js";
import type { Settings } from "../../run/settings.js";
import { clientSubjects, serverSubjects } from "../../subjects/subjects.js";
import { type Shape, serverCases, startSubject } from "../server-cases.js";
import type { Prepared, Suite } from "../suite.js";
import { clientCases } from "./client-cases.js";

const shapes: readonly Shape[] = [
  { name: "400 in flight", inFlight: 400, connections: 4 },
  { name: "1 in flight", inFlight: 1, connections: 1 },
];

async function prepare(settings: Settings): Promise<Prepared> {
  const isWanted = ({ name }: { readonly name: string }) =>
    settings.subjects.length === 0 || settings.subjects.includes(name);
  const wanted = serverSubjects.filter(isWanted);
  const there = wanted.filter((subject) => subject.missing === undefined);
  const servers = await Promise.all(there.map(startSubject));
  const running = servers.map(({ server }) => server.program);
  const [ours] = serverSubjects;
  let clientsServer: Promise<ServerProgram> | undefined;
  const startClientsServer = async () => {
    // Clients are measured on the core that the servers have otherwise, so their server needs the other.
    const server = await startServer(pinned(ours!.command(), LOAD_CORE));
    running.push(server.program);
    return server;
  };
  return {
    cases: [
      ...serverCases(servers, shapes, settings),
      ...clientCases(clientSubjects.filter(isWanted), {
        name: ours!.name,
        get() {
          clientsServer ??= startClientsServer();
          return clientsServer;
        },
        onStart: (program) => running.push(program),
      }),
    ],
    leftOut: wanted
      .filter((subject) => subject.missing !== undefined)
      .map((subject) => `${subject.name}: ${subject.missing}`),
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map((program) => program.stop()));
    },
  };
}

export const unary: Suite = {
  name: "unary",
  title: 'One call, "say hello" with a name of 13 bytes',
  notes:
    "400 calls in flight are 4 connections of 100 over HTTP/2 and 400 connections over HTTP/1.1; every " +
    "reply is compared with the one expected. Clients have one connection, and a promise and a deadline " +
    "for each call; all call the same server. All subjects run with their defaults, in production mode.",
  prepare,
};
