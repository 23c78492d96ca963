// Streams over the whole stack: messages a second from a server to a client of the same make, codec, the
// handler's generator and the client's loop included.

import { Program, type ServerProgram, startServer, withArgs } from "@trunkline/interop";
import type { LoadResult } from "../../load/load-request.js";
import { LOAD_CORE, pinned, SUBJECT_CORE } from "../../run/pinned.js";
import type { Settings } from "../../run/settings.js";
import { LINE_BYTES } from "../../subjects/logs/lines.js";
import type { StreamRequest } from "../../subjects/logs/stream-load.js";
import { type StreamSubject, streamSubjects } from "../../subjects/subjects.js";
import { isChosen, missingSubjects, present } from "../chosen.js";
import { cpu, rate, type Targets } from "../measures.js";
import { toSample } from "../server-cases.js";
import type { Case, Contestant, Prepared, Suite } from "../suite.js";

const shapes: readonly { readonly streams: number; readonly targets: Targets }[] = [
  { streams: 1, targets: { "grpc-js": 8, "grpc-go": 1.1 } },
  { streams: 10, targets: { "grpc-js": 8, "grpc-go": 1.5 } },
];

interface RunningServer {
  readonly subject: StreamSubject;
  readonly server: ServerProgram;
}

/** A reader of `streams` streams; its process is started with the first measurement. */
function contestant(
  { subject, server }: RunningServer,
  streams: number,
  onStart: (program: Program) => void,
): Contestant {
  let started: Promise<Program> | null = null;
  const start = async ({ warmupMs, measureMs }: Settings): Promise<Program> => {
    const request: StreamRequest = {
      target: server.target,
      streams,
      lineBytes: LINE_BYTES,
      warmupMs,
      measureMs,
      serverPid: server.program.pid,
    };
    const command = withArgs(subject.client(), JSON.stringify(request));
    const program = new Program(pinned(command, LOAD_CORE));
    onStart(program);
    await program.lineAt(0);
    return program;
  };
  return {
    subject: subject.name,
    async measure(settings) {
      started ??= start(settings);
      try {
        const program = await started;
        const printed = program.lines.length;
        program.signal("SIGUSR2");
        const result = JSON.parse(await program.lineAt(printed)) as LoadResult;
        const { perSecond, cpuMicros } = toSample(result);
        // The reader is measured as well, so its share of a core is no sign of a run that is worth less.
        return { perSecond: perSecond!, ...(cpuMicros === undefined ? {} : { cpuMicros }) };
      } catch (error) {
        const { message } = error as Error;
        throw new Error(`Cannot measure "${subject.name}": ${message}`, { cause: error });
      }
    },
  };
}

async function prepare(settings: Settings): Promise<Prepared> {
  const servers = await Promise.all(
    present(streamSubjects, settings).map(async (subject) => ({
      subject,
      server: await startServer(pinned(subject.server(), SUBJECT_CORE)),
    })),
  );
  const running = servers.map(({ server }) => server.program);
  const onStart = (program: Program) => running.push(program);
  return {
    cases: shapes.map(
      ({ streams, targets }): Case => ({
        name: `both ends, ${streams} ${streams === 1 ? "stream" : "streams"}`,
        measures: [rate("messages", targets), { ...cpu("message"), suffix: ", server's CPU" }],
        generator: "a client of the same make",
        contestants: servers.map((server) => contestant(server, streams, onStart)),
      }),
    ),
    leftOut: missingSubjects(streamSubjects.filter((subject) => isChosen(subject, settings))),
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map((program) => program.stop()));
    },
  };
}

export const streams: Suite = {
  name: "streams",
  title: "Streams from server to client, both ends of a make",
  notes:
    `Lines of ${LINE_BYTES} bytes, without end, on one connection, server and client on a core each. Codec, ` +
    "the handler's generator and the client's `for await` (Send and Recv in Go) are part of it; every line " +
    "is looked at. All run with their defaults, in production mode.",
  prepare,
};
