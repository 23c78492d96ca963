// Many bytes in few streams: how fast a server sends, and how little it keeps meanwhile.

import { type ServerProgram, startServer } from "@trunkline/interop";
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
  readonly targets: Targets;
}

const shapes: readonly Shape[] = [
  {
    name: "1 stream, wide window",
    streams: 1,
    windowBytes: WIDE_WINDOW_BYTES,
    targets: { "node:http2": 1.2, "node:net": 0.75 },
  },
  {
    name: "100 streams, wide window",
    streams: 100,
    windowBytes: WIDE_WINDOW_BYTES,
    targets: { "node:http2": 1.2, "node:net": 0.75 },
  },
  {
    name: "1 stream, window of 64 KiB",
    streams: 1,
    windowBytes: SMALL_WINDOW_BYTES,
    targets: { "node:http2": 1.2 },
  },
  {
    name: "100 streams, window of 64 KiB",
    streams: 100,
    windowBytes: SMALL_WINDOW_BYTES,
    targets: { "node:http2": 1.2 },
  },
];

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

function contestant({ subject, server }: RunningServer, shape: Shape): Contestant {
  return {
    subject: subject.name,
    async measure({ bulkBytes }): Promise<Sample> {
      const result = await runBulk({
        target: server.target,
        protocol: subject.protocol,
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
    subject.protocol === "http2" || shape.windowBytes === WIDE_WINDOW_BYTES;
  return {
    name: `server sends, ${shape.name}`,
    measures: [rate("MiB", shape.targets), cpu("MiB"), memoryGrowth],
    generator: "raw receiver",
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
    "1 GiB in each round (128 MiB with --quick), written in pieces of 64 KiB as fast as the server's " +
    "stream takes them. The receiver is the same for all, opens a window again when half of it is used " +
    "up, and compares every byte; its windows are 64 KiB or, wide, 16 MiB. node:net sends the bytes " +
    "without any protocol. Memory growth is the server's resident memory at its largest, less what it " +
    "had before.",
  prepare,
};
