// The client's side: calls a second and CPU time a call of each client, one connection, a promise and a
// deadline for each call. All clients call the same server, the fastest there is, on another core.

import { Program, type ServerProgram, withArgs } from "@trunkline/interop";
import type { LoadResult } from "../../load/load-request.js";
import { pinned, SUBJECT_CORE } from "../../run/pinned.js";
import type { Settings } from "../../run/settings.js";
import type { ClientRequest } from "../../subjects/client-load.js";
import type { ClientSubject } from "../../subjects/subjects.js";
import { cpu, rate } from "../measures.js";
import { toSample } from "../server-cases.js";
import type { Case, Contestant } from "../suite.js";

/** The server that all clients call; it and the clients are started when they are first needed. */
export interface ClientsServer {
  readonly name: string;
  get(): Promise<ServerProgram>;
  /** Is told of each client's program, to stop it in the end. */
  onStart(program: Program): void;
}

class MeasuredClient implements Contestant {
  readonly subject: string;
  readonly #client: ClientSubject;
  readonly #server: ClientsServer;
  readonly #inFlight: number;
  #program: Promise<Program> | null = null;

  constructor(client: ClientSubject, server: ClientsServer, inFlight: number) {
    this.subject = client.name;
    this.#client = client;
    this.#server = server;
    this.#inFlight = inFlight;
  }

  async measure(settings: Settings) {
    this.#program ??= this.#start(settings);
    try {
      const program = await this.#program;
      const printed = program.lines.length;
      program.signal("SIGUSR2");
      return toSample(JSON.parse(await program.lineAt(printed)) as LoadResult);
    } catch (error) {
      const { message } = error as Error;
      throw new Error(`Cannot measure "${this.subject}": ${message}`, { cause: error });
    }
  }

  async #start({ warmupMs, measureMs }: Settings): Promise<Program> {
    const server = await this.#server.get();
    const request: ClientRequest = {
      target: server.target,
      inFlight: this.#inFlight,
      warmupMs,
      measureMs,
      serverPid: server.program.pid,
    };
    const command = withArgs(this.#client.command(), JSON.stringify(request));
    const program = new Program(pinned(command, SUBJECT_CORE));
    this.#server.onStart(program);
    await program.lineAt(0);
    return program;
  }
}

/** The cases of the client's side over `clients`, which all call one server. */
export function clientCases(clients: readonly ClientSubject[], server: ClientsServer): Case[] {
  return [100, 1].map((inFlight) => ({
    name: `client, ${inFlight} in flight`,
    measures: [rate("calls"), cpu("call")],
    generator: `${server.name} server`,
    contestants: clients.map((client) => new MeasuredClient(client, server, inFlight)),
  }));
}
