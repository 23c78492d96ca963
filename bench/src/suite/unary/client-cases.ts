// The client's side: calls a second and CPU time a call of each client, one connection, a promise and a
// deadline for each call. All clients call the same server, the fastest there is, on another core.

import { type ServerProgram, withArgs } from "@trunkline/interop";
import { loadResultOf } from "../../load/run-load.js";
import { pinned, SUBJECT_CORE } from "../../run/pinned.js";
import type { ClientRequest } from "../../subjects/client-load.js";
import type { ClientSubject } from "../../subjects/subjects.js";
import type { Case, Contestant } from "../suite.js";
import { toSample } from "./server-cases.js";

function contestant(
  subject: ClientSubject,
  startServer: () => Promise<ServerProgram>,
  inFlight: number,
): Contestant {
  return {
    subject: subject.name,
    async measure({ coldWarmupMs, measureMs }) {
      const server = await startServer();
      const request: ClientRequest = {
        target: server.target,
        inFlight,
        warmupMs: coldWarmupMs,
        measureMs,
        serverPid: server.program.pid,
      };
      const command = withArgs(subject.command(), JSON.stringify(request));
      const result = await loadResultOf(pinned(command, SUBJECT_CORE)).catch((error: Error) => {
        throw new Error(`Cannot measure "${subject.name}": ${error.message}`, { cause: error });
      });
      return toSample(result);
    },
  };
}

/** The cases of the client's side over `subjects`, which all call one server. */
export function clientCases(
  subjects: readonly ClientSubject[],
  startServer: () => Promise<ServerProgram>,
  serverName: string,
): Case[] {
  return [100, 1].map((inFlight) => ({
    name: `client, ${inFlight} in flight`,
    unit: "calls",
    generator: `${serverName} server`,
    contestants: subjects.map((subject) => contestant(subject, startServer, inFlight)),
  }));
}
