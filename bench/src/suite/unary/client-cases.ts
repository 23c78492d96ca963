// The client's side: calls a second and CPU time a call of each client, one connection, a promise and a
// deadline for each call. All clients call the same server, the fastest there is, on another core; the one
// for REST calls that on node:http.

import { Program, type ServerProgram, withArgs } from "@trunkline/interop";
import type { LoadResult } from "../../load/load-request.js";
import type { CallKind } from "../../load/workload.js";
import { pinned, SUBJECT_CORE } from "../../run/pinned.js";
import type { Settings } from "../../run/settings.js";
import type { ClientRequest } from "../../subjects/client-load.js";
import type { ClientSubject } from "../../subjects/subjects.js";
import { cpu, rate, type Targets } from "../measures.js";
import { toSample } from "../server-cases.js";
import type { Case, Contestant } from "../suite.js";

/** A load of clients. */
export interface ClientShape {
  /** `100 in flight`: the end of the case's name. */
  readonly name: string;
  readonly inFlight: number;
  readonly kind: CallKind;
  /** What the CPU time is to be, beside that of each peer. */
  readonly targets?: Targets;
}

/** The servers that clients call; they and the clients are started when they are first needed. */
export interface ClientsServers {
  readonly name: string;
  grpc(): Promise<ServerProgram>;
  rest(): Promise<ServerProgram>;
  /** Is told of each client's program, to stop it in the end. */
  onStart(program: Program): void;
}

class MeasuredClient implements Contestant {
  readonly subject: string;
  readonly #client: ClientSubject;
  readonly #servers: ClientsServers;
  readonly #shape: ClientShape;
  #program: Promise<Program> | null = null;

  constructor(client: ClientSubject, servers: ClientsServers, shape: ClientShape) {
    this.subject = client.name;
    this.#client = client;
    this.#servers = servers;
    this.#shape = shape;
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
    const { inFlight, kind } = this.#shape;
    const isRest = this.#client.isRest === true;
    const server = await (isRest ? this.#servers.rest() : this.#servers.grpc());
    const { target, program: serverProgram } = server;
    const serverPid = serverProgram.pid;
    const request: ClientRequest = { target, inFlight, kind, warmupMs, measureMs, serverPid };
    const command = withArgs(this.#client.command(), JSON.stringify(request));
    const program = new Program(pinned(command, SUBJECT_CORE));
    this.#servers.onStart(program);
    await program.lineAt(0);
    return program;
  }
}

/** The cases of the client's side over `clients`, one for each of `shapes`. */
export function clientCases(
  clients: readonly ClientSubject[],
  servers: ClientsServers,
  shapes: readonly ClientShape[],
): Case[] {
  return shapes.map((shape) => ({
    name: `client, ${shape.name}`,
    measures: [rate("calls"), cpu("call", shape.targets)],
    generator: `${servers.name} server`,
    contestants: clients.map((client) => new MeasuredClient(client, servers, shape)),
  }));
}
