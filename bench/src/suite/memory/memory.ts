// What a connection takes while nothing happens on it, and what an open stream takes.

import { spawnSync } from "node:child_process";
import {
  nodeCommand,
  Program,
  repositoryPath,
  residentBytes,
  type ServerProgram,
  startServer,
} from "@trunkline/interop";
import { createAuthority } from "@trunkline/scripts/certificates";
import type { HoldRequest } from "../../load/memory/hold-request.js";
import { LOAD_CORE, pinned, SUBJECT_CORE } from "../../run/pinned.js";
import type { Settings } from "../../run/settings.js";
import { secured } from "../../subjects/secured.js";
import { type MemorySubject, memorySubjects } from "../../subjects/subjects.js";
import type { Case, Contestant, Measure, Prepared, Sample, Suite } from "../suite.js";

const KIB = 1024;
const CONNECTIONS = 10_000;
const STREAM_CONNECTIONS = 100;
const STREAMS_EACH = 100;
/** Connections that come and go before, so that code and tables are there. */
const WARM_UP_CONNECTIONS = 100;

/** What is held: connections, and streams on them. */
interface Shape {
  readonly name: string;
  readonly isTls: boolean;
  readonly connections: number;
  readonly streams: number;
  readonly residentKiB: number;
  readonly heapKiB?: number;
}

const shapes: readonly Shape[] = [
  { name: "idle connection", isTls: false, connections: CONNECTIONS, streams: 0, residentKiB: 24 },
  {
    name: "idle connection, TLS",
    isTls: true,
    connections: CONNECTIONS,
    streams: 0,
    residentKiB: 80,
  },
  {
    name: "open stream",
    isTls: false,
    connections: STREAM_CONNECTIONS,
    streams: STREAMS_EACH,
    residentKiB: 3,
    heapKiB: 2,
  },
];

function measures({ residentKiB, heapKiB }: Shape): Measure[] {
  const kibibytes = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / KIB);
  return [
    {
      suffix: ", resident",
      unit: "KiB",
      isLessBetter: true,
      limit: residentKiB,
      pick: (sample) => kibibytes(sample.residentBytes),
    },
    {
      suffix: ", heap",
      unit: "KiB",
      isLessBetter: true,
      ...(heapKiB === undefined ? {} : { limit: heapKiB }),
      pick: (sample) => kibibytes(sample.heapBytes),
    },
  ];
}

interface Memory {
  readonly resident: number;
  readonly heap: number;
}

/** The server's memory, garbage collected. */
async function memoryOf({ program }: ServerProgram): Promise<Memory> {
  const isReport = (line: string) => line.startsWith("heap ");
  const seen = program.lines.filter(isReport).length;
  program.signal("SIGUSR2");
  let count = 0;
  const line = await program.waitForLine((each) => isReport(each) && ++count > seen);
  const resident = residentBytes(program.pid);
  if (resident === undefined) throw new Error("Cannot read the server's memory: has it ended?");
  return { resident, heap: Number(line.slice("heap ".length)) };
}

/** Starts a program that holds connections, and waits until all of them have been answered. */
async function hold(request: HoldRequest): Promise<Program> {
  const script = repositoryPath("bench/dist/load/memory/main.js");
  const holder = new Program(pinned(nodeCommand(script, [JSON.stringify(request)]), LOAD_CORE));
  await holder.waitForLine((line) => line === "held");
  return holder;
}

function contestant(subject: MemorySubject, shape: Shape): Contestant {
  const certificate = createAuthority().issue();
  return {
    subject: nameOf(subject, shape),
    async measure(): Promise<Sample> {
      // A server of its own for each round: memory that was used once would hide what is used again.
      const command = shape.isTls ? secured(subject.command(), certificate) : subject.command();
      await using server = await startServer(pinned(command, SUBJECT_CORE));
      const { target } = server;
      const { protocol } = subject;
      const { isTls, connections, streams } = shape;
      const request = { target, protocol, isTls, streams };
      await (await hold({ ...request, connections: WARM_UP_CONNECTIONS })).stop();
      let before = await memoryOf(server);
      const holder = await hold({ ...request, connections });
      if (streams > 0) {
        before = await memoryOf(server);
        holder.signal("SIGUSR2");
        await holder.waitForLine((line) => line === "open");
      }
      const after = await memoryOf(server);
      await holder.stop();
      const count = streams > 0 ? connections * streams : connections;
      return {
        residentBytes: (after.resident - before.resident) / count,
        heapBytes: (after.heap - before.heap) / count,
      };
    },
  };
}

function nameOf({ name, secureName }: MemorySubject, { isTls }: Shape): string {
  return isTls ? secureName : name;
}

function caseOf(shape: Shape, wanted: readonly string[]): Case {
  const fits = (subject: MemorySubject) =>
    (shape.streams === 0 || subject.protocol !== "raw") &&
    (wanted.length === 0 || wanted.includes(nameOf(subject, shape)));
  return {
    name: shape.name,
    measures: measures(shape),
    generator: "held connections",
    contestants: memorySubjects.filter(fits).map((subject) => contestant(subject, shape)),
  };
}

/** Why so many connections cannot be had here, in a sentence; undefined where they can. */
function fileLimit(): string | undefined {
  // Node raises its own limit to the hard one.
  const { stdout } = spawnSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" });
  const limit = Number(stdout);
  return limit < CONNECTIONS + 100
    ? `${CONNECTIONS} connections, for a process may have no more than ${limit} files open here; ulimit -Hn raises that`
    : undefined;
}

async function prepare(settings: Settings): Promise<Prepared> {
  const tooFew = fileLimit();
  const possible = shapes.filter(
    ({ connections }) => tooFew === undefined || connections < CONNECTIONS,
  );
  return {
    cases: possible.map((shape) => caseOf(shape, settings.subjects)),
    leftOut: tooFew === undefined ? [] : [tooFew],
    async [Symbol.asyncDispose]() {},
  };
}

export const memory: Suite = {
  name: "memory",
  title: "Memory of idle connections and of open streams",
  notes:
    `${CONNECTIONS.toLocaleString("en-US")} connections, each of which has made one call and then ` +
    "stays as it is; 10,000 requests without an end on 100 connections. Figures are the server's memory " +
    "with them less that before them, a piece: resident as the system counts it, and what is left of the " +
    "JavaScript heap after a collection. Each round has a server of its own.",
  prepare,
};
