// Latency over the whole stack, under a load that every server can bear: calls begin at random moments,
// whatever has become of those before, and are timed from the moment at which they were due.

import type { LoadResult } from "../../load/load-request.js";
import { runOwnLoad } from "../../load/run-load.js";
import { HELLO, isMultiplexed } from "../../load/workload.js";
import { keptAwake, SUBJECT_CORE } from "../../run/pinned.js";
import type { Settings } from "../../run/settings.js";
import { serverSubjects } from "../../subjects/subjects.js";
import { isChosen, missingSubjects, present } from "../chosen.js";
import { type RunningServer, startSubject } from "../server-cases.js";
import type { Contestant, Measure, Prepared, Suite } from "../suite.js";

const CONNECTIONS = 4;
const STREAMS = 100;
/** A server that can hardly do what is asked has a queue, and its latency is the queue's length. */
const HEADROOM = 1.2;
/** The load is this share of what grpc-js can do at most. */
const SHARE = 0.5;
const PACE = "grpc-js";
/** A new generator compiles and settles in so long; what it does meanwhile would look like the server's. */
const WARMUP_MS = 2_000;
/** A window in which other programs had more than this share of a core is measured again. */
const MOST_DISTURBED = 0.02;
/** How often a window is measured at most. The least disturbed one counts. */
const TRIES = 4;

// At most 1.1 times the best Node peer and 1.25 times grpc-go, as ratios of theirs to ours.
const NODE_PEER = 0.91;
const TARGETS = {
  "grpc-js": NODE_PEER,
  "nice-grpc": NODE_PEER,
  "connect-node": NODE_PEER,
  "node:http": NODE_PEER,
  "node:http2": NODE_PEER,
  fastify: NODE_PEER,
  "grpc-go": 0.8,
};

function latencyMeasure(name: "p50" | "p99"): Measure {
  return {
    suffix: `, ${name}`,
    unit: "µs",
    isLessBetter: true,
    targets: TARGETS,
    pick: (sample) => sample.latencyMicros?.[name],
  };
}

function load({ subject, server }: RunningServer, settings: Settings, perSecond?: number) {
  const connections = isMultiplexed(subject.protocol) ? CONNECTIONS : CONNECTIONS * STREAMS;
  return runOwnLoad({
    target: server.target,
    protocol: subject.protocol,
    connections,
    streams: (CONNECTIONS * STREAMS) / connections,
    kind: HELLO,
    warmupMs: Math.max(settings.warmupMs, WARMUP_MS),
    measureMs: settings.measureMs,
    serverPid: server.program.pid,
    ...(perSecond === undefined ? {} : { perSecond }),
  }).catch((error: Error) => {
    throw new Error(`Cannot measure "${subject.name}": ${error.message}`, { cause: error });
  });
}

/** Calls a second that the server can do at most; the first of two runs compiles its code. */
async function mostPerSecond(server: RunningServer, settings: Settings): Promise<number> {
  await load(server, settings);
  const { completed, elapsedMs } = await load(server, settings);
  return (completed / elapsedMs) * 1_000;
}

/** One window of the open loop, measured again where the machine was not free. */
async function undisturbed(server: RunningServer, settings: Settings, perSecond: number) {
  const windows: LoadResult[] = [];
  for (let tried = 0; tried < TRIES; tried++) {
    const window = await load(server, settings, perSecond);
    windows.push(window);
    if ((window.disturbedShare ?? 0) <= MOST_DISTURBED) break;
  }
  return windows.reduce((best, window) =>
    (window.disturbedShare ?? 0) < (best.disturbedShare ?? 0) ? window : best,
  );
}

function contestant(server: RunningServer, perSecond: number): Contestant {
  return {
    subject: server.subject.name,
    async measure(settings) {
      const { latencyMicros } = await undisturbed(server, settings, perSecond);
      return { latencyMicros: latencyMicros! };
    },
  };
}

async function prepare(settings: Settings): Promise<Prepared> {
  const subjects = present(serverSubjects, settings);
  // What sets the pace is there, whoever else is asked for.
  const pace = serverSubjects.find(({ name }) => name === PACE)!;
  const started = subjects.includes(pace) ? subjects : [...subjects, pace];
  const servers = await Promise.all(started.map(startSubject));
  const awake = keptAwake(SUBJECT_CORE);
  const running = servers.map(({ server }) => server.program);
  const paceSetter = servers.find(({ subject }) => subject === pace)!;
  const perSecond = Math.round((await mostPerSecond(paceSetter, settings)) * SHARE);
  const leftOut = missingSubjects(serverSubjects.filter((subject) => isChosen(subject, settings)));
  const contestants: Contestant[] = [];
  for (const server of servers) {
    if (!subjects.includes(server.subject)) continue;
    const most = server === paceSetter ? Infinity : await mostPerSecond(server, settings);
    if (most > perSecond * HEADROOM) contestants.push(contestant(server, perSecond));
    else leftOut.push(`${server.subject.name}: does ${Math.round(most)} calls a second at most`);
  }
  return {
    cases: [
      {
        name: `server, ${perSecond.toLocaleString("en-US")} calls a second`,
        measures: [latencyMeasure("p50"), latencyMeasure("p99")],
        generator: "an open loop",
        contestants,
      },
    ],
    leftOut,
    async [Symbol.asyncDispose]() {
      awake[Symbol.dispose]();
      await Promise.all(running.map((program) => program.stop()));
    },
  };
}

export const latency: Suite = {
  name: "latency",
  title: "Latency under a load that all can bear",
  notes:
    "The hello of `unary`, half as many calls a second as grpc-js can do at most in the same run, from the " +
    "same client for all servers: calls begin at random moments (a Poisson process, the same for all), " +
    "whatever has become of those before, on 4 connections over HTTP/2 and 400 over HTTP/1.1, and are timed " +
    "from the moment at which they were due. The server's core is kept from sleeping by a loop that " +
    "gives way at once (a core of a virtual machine wakes late, by milliseconds, and most often for the server " +
    "that has the least to do). A window in which other programs had more than 2 % of a core is measured again, " +
    "four times at most. A server that cannot do so many is left out.",
  prepare,
};
