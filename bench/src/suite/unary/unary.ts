// Unary calls: the same "say hello" on every server and from every client.

import { type ServerProgram, startServer } from "@trunkline/interop";
import { LOAD_CORE, pinned } from "../../run/pinned.js";
import type { Settings } from "../../run/settings.js";
import { clientSubjects, serverSubjects } from "../../subjects/subjects.js";
import type { Prepared, Suite } from "../suite.js";
import { clientCases } from "./client-cases.js";
import { serverCases, startSubject } from "./server-cases.js";

async function prepare(settings: Settings): Promise<Prepared> {
  const isWanted = ({ name }: { readonly name: string }) =>
    settings.subjects.length === 0 || settings.subjects.includes(name);
  const wanted = serverSubjects.filter(isWanted);
  const there = wanted.filter((subject) => subject.missing === undefined);
  const servers = await Promise.all(there.map(startSubject));
  const running = servers.map(({ server }) => server);
  const [ours] = serverSubjects;
  // Clients are measured on the core that the servers have otherwise, so their server needs the other.
  let clientsServer: Promise<ServerProgram> | undefined;
  const startClientsServer = async () => {
    const server = await startServer(pinned(ours!.command(), LOAD_CORE));
    running.push(server);
    return server;
  };
  const getClientsServer = () => {
    clientsServer ??= startClientsServer();
    return clientsServer;
  };
  return {
    cases: [
      ...serverCases(servers, settings),
      ...clientCases(clientSubjects.filter(isWanted), getClientsServer, ours!.name),
    ],
    leftOut: wanted
      .filter((subject) => subject.missing !== undefined)
      .map((subject) => `${subject.name}: ${subject.missing}`),
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map((server) => server.program.stop()));
    },
  };
}

export const unary: Suite = {
  name: "unary",
  title: 'One call, "say hello" with a name of 13 bytes',
  prepare,
};
