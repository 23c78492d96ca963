// Many bytes in few streams: how fast a server sends, and how little it keeps meanwhile.

import { type ServerProgram, startServer } from "@trunkline/interop";
import type { BulkReceiver } from "../../load/bulk/bulk-request.js";
import { runBulk } from "../../load/bulk/run-bulk.js";
import { pinned, SUBJECT_CORE } from "../../run/pinned.js";
import type { Settings } from "../../run/settings.js";
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

const shapes: readonly Shape[] = windows.flatMap(([window, windowBytes, targets]) =>
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
}

function receiverOf({ ownReceiver }: BulkSubject, { receivesAlike }: Shape): BulkReceiver {
  return receivesAlike && ownReceiver !== "raw" ? "frames" : ownReceiver;
}

function contestant({ subject, server }: RunningServer, shape: Shape): Contestant {
  return {
    subject: subject.name,
    async measure({ bulkBytes }): Promise<Sample> {
      const result = await runBulk({
        target: server.target,
        receiver: receiverOf(subject, shape),
        isTls: false,
        totalBytes: bulkBytes,
        streams: shape.streams,
        windowBytes: shape.windowBytes,
        serverPid: server.program.pid,
      }).catch((error: Error) => {
        throw new Error(`Cannot measure "${subject.name}": ${error.message}`, { cause: error });
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
  const wanted = bulkSubjects.filter(
    ({ name }) => settings.subjects.length === 0 || settings.subjects.includes(name),
  );
  const servers = await Promise.all(
    wanted.map(async (subject) => ({
      subject,
      server: await startServer(pinned(subject.command(), SUBJECT_CORE)),
    })),
  );
  return {
    cases: shapes.map((shape) => caseOf(shape, servers)),
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
    "client of the server's own make; in the server's cases it is the same for all and does no more than " +
    "it must. Windows of streams are 64 KiB or, wide, 16 MiB. node:net sends the bytes without any " +
    "protocol. CPU and memory growth are the server's; memory growth is its resident memory at its " +
    "largest, less what it had before.",
  prepare,
};
