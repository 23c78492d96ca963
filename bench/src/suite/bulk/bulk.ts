// Many bytes in few streams: how fast a server sends, and how little it keeps meanwhile.

import { type ServerProgram, startServer } from "@trunkline/interop";
import { createAuthority } from "@trunkline/scripts/certificates";
import type { BulkReceiver } from "../../load/bulk/bulk-request.js";
import { runBulk } from "../../load/bulk/run-bulk.js";
import { pinned, SUBJECT_CORE } from "../../run/pinned.js";
import type { Settings } from "../../run/settings.js";
import { secured } from "../../subjects/secured.js";
import { type BulkSubject, bulkSubjects } from "../../subjects/subjects.js";
import { cpu, rate, type Targets } from "../measures.js";
import type { Case, Contestant, Measure, Prepared, Sample, Suite } from "../suite.js";

const MIB = 2 ** 20;
const SMALL_WINDOW_BYTES = 65_535;
const WIDE_WINDOW_BYTES = 16 * MIB;

interface Shape {
  readonly name: string;
  readonly streams: number;
  readonly windowBytes: number;
  /** The receiver is the same for all, or a client of the server's own make. */
  readonly receivesAlike: boolean;
  readonly isTls?: boolean;
  readonly targets?: Targets;
}

const windows = [
  ["wide window", WIDE_WINDOW_BYTES, { "node:http2": 1.2, "node:net": 0.75 }],
  ["window of 64 KiB", SMALL_WINDOW_BYTES, { "node:http2": 1.2 }],
] as const;

const streamCounts = [
  ["1 stream", 1],
  ["100 streams", 100],
] as const;

const plainShapes: readonly Shape[] = windows.flatMap(([window, windowBytes, targets]) =>
  streamCounts.flatMap(([count, streams]) => [
    {
      name: `both ends, ${count}, ${window}`,
      streams,
      windowBytes,
      receivesAlike: false,
      targets,
    },
    { name: `server, ${count}, ${window}`, streams, windowBytes, receivesAlike: true },
  ]),
);

const secureShapes: readonly Shape[] = streamCounts.map(([count, streams]) => ({
  name: `both ends, TLS, ${count}, wide window`,
  streams,
  windowBytes: WIDE_WINDOW_BYTES,
  receivesAlike: false,
  isTls: true,
  targets: { "node:http2": 0.95, "node:tls": 0.85 },
}));

const memoryGrowth: Measure = {
  suffix: ", memory growth",
  unit: "MiB",
  isLessBetter: true,
  hasNoRatio: true,
  limit: 32,
  pick: ({ residentBytes }) => (residentBytes === undefined ? undefined : residentBytes / MIB),
};

interface RunningServer {
  readonly subject: BulkSubject;
  readonly server: ServerProgram;
  /** The root of its certificate; absent where it speaks plaintext. */
  readonly authority?: string;
}

const nameOf = ({ subject, authority }: RunningServer): string =>
  authority === undefined ? subject.name : subject.secureName;

function receiverOf({ ownReceiver }: BulkSubject, { receivesAlike }: Shape): BulkReceiver {
  return receivesAlike && ownReceiver !== "raw" ? "frames" : ownReceiver;
}

function contestant(running: RunningServer, shape: Shape): Contestant {
  const { subject, server, authority } = running;
  return {
    subject: nameOf(running),
    async measure({ bulkBytes }): Promise<Sample> {
      const result = await runBulk({
        target: server.target,
        receiver: receiverOf(subject, shape),
        ...(authority === undefined ? {} : { authority }),
        totalBytes: bulkBytes,
        streams: shape.streams,
        windowBytes: shape.windowBytes,
        serverPid: server.program.pid,
      }).catch((error: Error) => {
        throw new Error(`Cannot measure "${nameOf(running)}": ${error.message}`, { cause: error });
      });
      const mebibytes = result.receivedBytes / MIB;
      return {
        perSecond: (mebibytes / result.elapsedMs) * 1000,
        ...(result.cpuMicros === undefined ? {} : { cpuMicros: result.cpuMicros / mebibytes }),
        ...(result.grownBytes === undefined ? {} : { residentBytes: result.grownBytes }),
        generatorShare: result.generatorShare,
      };
    },
  };
}

function caseOf(shape: Shape, servers: readonly RunningServer[]): Case {
  // Bytes without a protocol know no window: beside a small one they would say nothing.
  const isFair = ({ subject }: RunningServer) =>
    subject.ownReceiver !== "raw" || shape.windowBytes === WIDE_WINDOW_BYTES;
  return {
    name: shape.name,
    measures: [rate("MiB", shape.targets), cpu("MiB"), memoryGrowth],
    generator: shape.receivesAlike ? "the same receiver for all" : "the receiver",
    contestants: servers.filter(isFair).map((server) => contestant(server, shape)),
  };
}

async function prepare(settings: Settings): Promise<Prepared> {
  const { subjects } = settings;
  const isWanted = (name: string) => subjects.length === 0 || subjects.includes(name);
  const authority = createAuthority();
  const certificate = authority.issue();
  const plain = await Promise.all(
    bulkSubjects
      .filter(({ name }) => isWanted(name))
      .map(async (subject): Promise<RunningServer> => {
        return { subject, server: await startServer(pinned(subject.command(), SUBJECT_CORE)) };
      }),
  );
  const secure = await Promise.all(
    bulkSubjects
      .filter(({ secureName }) => isWanted(secureName))
      .map(async (subject): Promise<RunningServer> => {
        const command = secured(subject.command(), certificate);
        const server = await startServer(pinned(command, SUBJECT_CORE));
        return { subject, server, authority: authority.cert };
      }),
  );
  const servers = [...plain, ...secure];
  return {
    cases: [
      ...plainShapes.map((shape) => caseOf(shape, plain)),
      ...secureShapes.map((shape) => caseOf(shape, secure)),
    ],
    leftOut: [],
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map(({ server }) => server.program.stop()));
    },
  };
}

export const bulk: Suite = {
  name: "bulk",
  title: "Many bytes in few streams",
  notes:
    "A server sends 1 GiB in each round (128 MiB with --quick), in pieces of 64 KiB, as fast as its " +
    "stream takes them; every byte is compared where it arrives. With both ends, the receiver is a " +
    "client of the server's own make, and these are the cases that have targets: whoever chooses one has " +
    "both its ends, and over loopback the end that receives has more to do. In the server's cases the " +
    "receiver is the same for all and does no more than it must: what it cannot take, or leaves a server " +
    "waiting for, bounds all alike. Windows of streams are 64 KiB or, wide, 16 MiB. node:net and node:tls " +
    "send the bytes without any protocol, to a receiver that reads into the same memory each time. CPU and memory growth are the server's; memory growth is its resident memory at its " +
    "largest, less what it had before.",
  prepare,
};
