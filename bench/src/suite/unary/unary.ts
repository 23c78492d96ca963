// Unary calls over the whole stack: "say hello" on every server and from every client, and the calls of real
// services, of which each is different.

import { type ServerProgram, startServer } from "@trunkline/interop";
import { createAuthority } from "@trunkline/scripts/certificates";
import { HELLO } from "../../load/workload.js";
import { LOAD_CORE, pinned } from "../../run/pinned.js";
import type { Settings } from "../../run/settings.js";
import {
  clientSubjects,
  type ServerSubject,
  secureServerSubjects,
  serverSubjects,
} from "../../subjects/subjects.js";
import { isChosen, missingSubjects, present } from "../chosen.js";
import { whyVoid } from "../sanity.js";
import { type Shape, serverCases, startSecuredSubject, startSubject } from "../server-cases.js";
import type { Prepared, Suite } from "../suite.js";
import { type ClientShape, clientCases } from "./client-cases.js";

const KIB = 1_024;
/** As many as leave the message within the first window of a stream, 65,535 bytes. */
const LARGE_NAME_BYTES = 65_500;

const REAL = { nameBytes: 24, headersVary: true };
const REAL_1_KIB = { nameBytes: KIB, headersVary: true };
const REAL_64_KIB = { nameBytes: LARGE_NAME_BYTES, headersVary: true };

const REAL_TARGETS = { "grpc-js": 10, "grpc-go": 2.5 };

const shapes: readonly Shape[] = [
  {
    name: "400 in flight",
    inFlight: 400,
    connections: 4,
    targets: { "grpc-js": 18, "grpc-go": 4 },
  },
  {
    name: "100 connections",
    inFlight: 100,
    connections: 100,
    targets: { "grpc-js": 4, "grpc-go": 1.5, "node:http": 1.3 },
  },
  { name: "1 in flight", inFlight: 1, connections: 1 },
  {
    name: "TLS, 400 in flight",
    inFlight: 400,
    connections: 4,
    isTls: true,
    targets: { "grpc-js": 14 },
  },
  {
    name: "real call, 400 in flight",
    inFlight: 400,
    connections: 4,
    kind: REAL,
    targets: REAL_TARGETS,
  },
  {
    name: "real call of 1 KiB, 400 in flight",
    inFlight: 400,
    connections: 4,
    kind: REAL_1_KIB,
    targets: REAL_TARGETS,
  },
  { name: "real call of 64 KiB, 16 in flight", inFlight: 16, connections: 4, kind: REAL_64_KIB },
];

const clientShapes: readonly ClientShape[] = [
  {
    name: "100 in flight",
    inFlight: 100,
    kind: HELLO,
    targets: { "grpc-js": 30, "grpc-go": 4 },
  },
  { name: "1 in flight", inFlight: 1, kind: HELLO },
  { name: "real call, 100 in flight", inFlight: 100, kind: REAL, targets: REAL_TARGETS },
  {
    name: "real call of 1 KiB, 100 in flight",
    inFlight: 100,
    kind: REAL_1_KIB,
    targets: REAL_TARGETS,
  },
  { name: "real call of 64 KiB, 16 in flight", inFlight: 16, kind: REAL_64_KIB },
];

/** Whether a case that the settings ask for is of this kind: a server that no case needs is not started. */
function isNeeded({ cases }: Settings, all: readonly { readonly name: string }[], side: string) {
  return (
    cases.length === 0 ||
    all.some(({ name }) => cases.some((text) => `${side}, ${name}`.includes(text)))
  );
}

async function prepare(settings: Settings): Promise<Prepared> {
  const authority = createAuthority();
  const plain = shapes.filter(({ isTls }) => isTls !== true);
  const secure = shapes.filter(({ isTls }) => isTls === true);
  const started = (all: readonly Shape[], subjects: readonly ServerSubject[]) =>
    isNeeded(settings, all, "server") ? present(subjects, settings) : [];
  const servers = await Promise.all([
    ...started(plain, serverSubjects).map(startSubject),
    ...started(secure, secureServerSubjects).map((subject) =>
      startSecuredSubject(subject, authority),
    ),
  ]);
  const running = servers.map(({ server }) => server.program);
  const startOnce = (name: string) => {
    let server: Promise<ServerProgram> | undefined;
    return () => {
      server ??= startForClients(name).then((ready) => {
        running.push(ready.program);
        return ready;
      });
      return server;
    };
  };
  const [ours] = serverSubjects;
  return {
    cases: [
      ...serverCases(servers, shapes, settings),
      ...clientCases(
        present(clientSubjects, settings),
        {
          name: ours!.name,
          grpc: startOnce(ours!.name),
          rest: startOnce("node:http"),
          onStart: (program) => running.push(program),
        },
        clientShapes,
      ),
    ],
    leftOut: missingSubjects(serverSubjects.filter((subject) => isChosen(subject, settings))),
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map((program) => program.stop()));
    },
  };
}

/** Clients are measured on the core that the servers have otherwise, so their server needs the other. */
function startForClients(name: string): Promise<ServerProgram> {
  const subject = serverSubjects.find((candidate) => candidate.name === name);
  return startServer(pinned(subject!.command(), LOAD_CORE));
}

export const unary: Suite = {
  name: "unary",
  title: "One call through the whole stack",
  notes:
    'The call is "say hello" with a name of 13 bytes, in generated code. A real call has a name of its own, ' +
    "of 24 bytes, 1 KiB or 64 KiB (65,500 bytes), a request id and a traceparent of its own, and a deadline. " +
    "400 calls in flight are 4 connections of 100 over HTTP/2 and 400 connections over HTTP/1.1; every " +
    "reply is compared with the one expected. Clients have one connection, and a promise (a goroutine, a " +
    "thread) and a deadline for each call; all call the same server, but for node:http, which calls " +
    "node:http as REST. All subjects run with their defaults, in production mode, on one core.",
  prepare,
  whyVoid,
};
