// The server's side: calls a second and CPU time a call of each server, with load from another core.

import { type ServerProgram, startServer } from "@trunkline/interop";
import type { CertificateAuthority } from "@trunkline/scripts/certificates";
import type { LoadResult } from "../load/load-request.js";
import { GENERATOR_NAMES, runH2load, runOwnLoad } from "../load/run-load.js";
import { type CallKind, HELLO, isMultiplexed } from "../load/workload.js";
import { pinned, SUBJECT_CORE } from "../run/pinned.js";
import type { Settings } from "../run/settings.js";
import { secured } from "../subjects/secured.js";
import type { ServerSubject } from "../subjects/subjects.js";
import { cpu, rate, type Targets } from "./measures.js";
import type { Case, Contestant, Sample } from "./suite.js";

/** A load: how many calls are in flight, and on how many connections over HTTP/2. */
export interface Shape {
  /** `400 in flight`: the end of the case's name. */
  readonly name: string;
  readonly inFlight: number;
  readonly connections: number;
  /** Default HELLO: all calls are alike. */
  readonly kind?: CallKind;
  /** Over TLS, on servers that were started with a certificate. */
  readonly isTls?: boolean;
  /** What the CPU time is to be, beside that of each peer. */
  readonly targets?: Targets;
}

/** A server that runs for the length of the suite. */
export interface RunningServer {
  readonly subject: ServerSubject;
  readonly server: ServerProgram;
  /** The root of its certificate, as PEM; absent where it speaks plaintext. */
  readonly authority?: string;
}

/** Starts a server on the core of what is measured. */
export async function startSubject(subject: ServerSubject): Promise<RunningServer> {
  return { subject, server: await startServer(pinned(subject.command(), SUBJECT_CORE)) };
}

/** Starts a server that speaks TLS with a certificate of `authority`. */
export async function startSecuredSubject(
  subject: ServerSubject,
  authority: CertificateAuthority,
): Promise<RunningServer> {
  const command = secured(subject.command(), authority.issue());
  const server = await startServer(pinned(command, SUBJECT_CORE));
  return { subject, server, authority: authority.cert };
}

export function toSample(result: LoadResult): Sample {
  return {
    perSecond: (result.completed / result.elapsedMs) * 1000,
    ...(result.cpuMicros === undefined ? {} : { cpuMicros: result.cpuMicros / result.completed }),
    generatorShare: result.generatorShare,
  };
}

function contestant({ subject, server, authority }: RunningServer, shape: Shape): Contestant {
  // HTTP/1.1 has one call in flight on a connection, so it takes as many connections as calls.
  const connections = isMultiplexed(subject.protocol) ? shape.connections : shape.inFlight;
  return {
    subject: subject.name,
    async measure(settings) {
      const run = settings.generator === "own" ? runOwnLoad : runH2load;
      const result = await run({
        target: server.target,
        protocol: subject.protocol,
        connections,
        streams: shape.inFlight / connections,
        kind: shape.kind ?? HELLO,
        ...(authority === undefined ? {} : { authority }),
        warmupMs: settings.warmupMs,
        measureMs: settings.measureMs,
        serverPid: server.program.pid,
      }).catch((error: Error) => {
        throw new Error(`Cannot measure "${subject.name}": ${error.message}`, { cause: error });
      });
      return toSample(result);
    },
  };
}

/** Whether there is such a load for the subject. */
function isPossible(server: RunningServer, shape: Shape, { generator }: Settings): boolean {
  if ((server.authority !== undefined) !== (shape.isTls ?? false)) return false;
  const { protocol } = server.subject;
  const isHello = shape.kind === undefined;
  return generator === "h2load"
    ? protocol !== "raw" && isHello && shape.isTls !== true
    : protocol !== "raw" || isHello;
}

/** The cases of the server's side over `servers`, one for each of `shapes`. */
export function serverCases(
  servers: readonly RunningServer[],
  shapes: readonly Shape[],
  settings: Settings,
): Case[] {
  return shapes.map((shape) => ({
    name: `server, ${shape.name}`,
    measures: [rate("calls"), cpu("call", shape.targets)],
    generator: GENERATOR_NAMES[settings.generator],
    contestants: servers
      .filter((server) => isPossible(server, shape, settings))
      .map((server) => contestant(server, shape)),
  }));
}
