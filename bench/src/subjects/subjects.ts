// The subjects of the benchmarks: how each is started, what it speaks, and why it may be missing.

import { pathToFileURL } from "node:url";
import {
  type Command,
  goCommand,
  nodeCommand,
  pythonCommand,
  pythonExample,
  repositoryPath,
  typescriptExample,
  withArgs,
} from "@trunkline/interop";
import { peer } from "@trunkline/scripts/peers";
import type { BulkReceiver } from "../load/bulk/bulk-request.js";
import type { Protocol } from "../load/workload.js";

/** A server that answers the call of `load/workload.ts`. */
export interface ServerSubject {
  readonly name: string;
  readonly protocol: Protocol;
  /** Why it cannot run here, in a sentence; undefined where it can. */
  readonly missing?: string;
  /** How it is started; it prints its target first. */
  command(): Command;
}

/** A client that makes the call; its script takes a ClientRequest and prints a LoadResult at each SIGUSR2. */
export interface ClientSubject {
  readonly name: string;
  /** Why it cannot run here, in a sentence; undefined where it can. */
  readonly missing?: string;
  /** True where it makes the call as REST, on the server on node:http. */
  readonly isRest?: boolean;
  command(): Command;
}

const ANY_PORT = "127.0.0.1:0";

function subjectScript(name: string): Command {
  return nodeCommand(repositoryPath(`bench/dist/subjects/${name}.js`));
}

function missing(name: "go" | "python"): { readonly missing?: string } {
  const { ready, why } = peer(name);
  return ready ? {} : { missing: why };
}

const PEERS = {
  proto: "examples/greeter/proto/hello.proto",
  otherProtos: ["examples/log-stream/proto/log.proto"],
  config: "bench/peers/trunkline.yaml",
};

/** A program of ours on grpc-go; one core for each subject, Go would count the machine's. */
function goProgram(name: string): Command {
  const command = goCommand({ ...PEERS, folder: "bench/peers/go" }, name);
  return { ...command, env: { GOMAXPROCS: "1" } };
}

function pythonProgram(name: string): Command {
  return pythonCommand({ ...PEERS, folder: "bench/peers/python" }, `${name}.py`);
}

/** The servers, ours first. */
export const serverSubjects: readonly ServerSubject[] = [
  {
    // The example as users meet it, so that the benchmark has no server of its own to be tuned.
    name: "trunkline",
    protocol: "grpc",
    command: () => withArgs(typescriptExample("greeter", "server"), ANY_PORT),
  },
  { name: "grpc-js", protocol: "grpc", command: () => subjectScript("grpc-js-server") },
  { name: "nice-grpc", protocol: "grpc", command: () => subjectScript("nice-grpc-server") },
  { name: "connect-node", protocol: "grpc", command: () => subjectScript("connect-node-server") },
  { name: "node:http", protocol: "http1", command: () => subjectScript("node-http-server") },
  { name: "node:http2", protocol: "http2", command: () => subjectScript("node-http2-server") },
  { name: "fastify", protocol: "http1", command: () => subjectScript("fastify-server") },
  {
    name: "grpc-go",
    protocol: "grpc",
    ...missing("go"),
    command: () => goProgram("server"),
  },
  {
    name: "grpcio",
    protocol: "grpc",
    ...missing("python"),
    command: () => withArgs(pythonExample("greeter", "server"), ANY_PORT),
  },
];

/** The servers that speak TLS where they are given a certificate, ours first. */
export const secureServerSubjects: readonly ServerSubject[] = [
  { name: "trunkline", protocol: "grpc", command: () => subjectScript("trunkline-server") },
  ...serverSubjects.filter(({ name }) => ["grpc-js", "node:http2", "grpc-go"].includes(name)),
];

/** What the engine is measured beside, the engine first. */
export const engineSubjects: readonly ServerSubject[] = [
  { name: "trunkline", protocol: "grpc", command: () => subjectScript("engine-server") },
  ...serverSubjects.filter(({ name }) => name === "node:http2" || name === "node:http"),
  { name: "floor", protocol: "raw", command: () => subjectScript("floor-server") },
];

/** The clients, ours first. */
export const clientSubjects: readonly ClientSubject[] = [
  { name: "trunkline", command: () => subjectScript("trunkline-client") },
  { name: "grpc-js", command: () => subjectScript("grpc-js-client") },
  { name: "nice-grpc", command: () => subjectScript("nice-grpc-client") },
  { name: "connect-node", command: () => subjectScript("connect-node-client") },
  { name: "node:http", isRest: true, command: () => subjectScript("node-http-client") },
  { name: "grpc-go", ...missing("go"), command: () => goProgram("client") },
  { name: "grpcio", ...missing("python"), command: () => pythonProgram("client") },
];

/** A server that streams, and a client of the same make that reads. */
export interface StreamSubject {
  readonly name: string;
  /** Why it cannot run here, in a sentence; undefined where it can. */
  readonly missing?: string;
  server(): Command;
  /** Takes a StreamRequest, and prints a LoadResult at each SIGUSR2. */
  client(): Command;
}

function nodeStream(name: string): StreamSubject {
  return {
    name,
    server: () => subjectScript(`logs/${name}-server`),
    client: () => subjectScript(`logs/${name}-client`),
  };
}

/** Those that stream, ours first. */
export const streamSubjects: readonly StreamSubject[] = [
  {
    name: "trunkline",
    server: () => withArgs(typescriptExample("log-stream", "server"), ANY_PORT),
    client: () => subjectScript("logs/trunkline-client"),
  },
  ...["grpc-js", "nice-grpc", "connect-node"].map(nodeStream),
  {
    name: "grpc-go",
    ...missing("go"),
    server: () => goProgram("log-server"),
    client: () => goProgram("log-client"),
  },
  {
    name: "grpcio",
    ...missing("python"),
    server: () => pythonProgram("log_server"),
    client: () => pythonProgram("log_client"),
  },
];

/** A server that sends many bytes. */
export interface BulkSubject {
  readonly name: string;
  /** Its name where it speaks TLS. */
  readonly secureName: string;
  /** The receiver of the same make. */
  readonly ownReceiver: BulkReceiver;
  command(): Command;
}

/** Those that send many bytes, ours first. */
export const bulkSubjects: readonly BulkSubject[] = [
  {
    name: "trunkline",
    secureName: "trunkline",
    ownReceiver: "trunkline",
    command: () => subjectScript("bulk/engine-server"),
  },
  {
    name: "node:http2",
    secureName: "node:http2",
    ownReceiver: "node:http2",
    command: () => subjectScript("bulk/node-http2-server"),
  },
  {
    name: "node:net",
    secureName: "node:tls",
    ownReceiver: "raw",
    command: () => subjectScript("bulk/net-server"),
  },
];

/** A server whose memory is looked at; at SIGUSR2 it prints its heap. */
export interface MemorySubject {
  readonly name: string;
  /** Its name where it speaks TLS. */
  readonly secureName: string;
  readonly protocol: Protocol;
  command(): Command;
}

function memorySubject(
  name: string,
  secureName: string,
  protocol: Protocol,
  script: string,
): MemorySubject {
  const report = repositoryPath("bench/dist/subjects/memory-report.js");
  const path = repositoryPath(`bench/dist/subjects/${script}.js`);
  return {
    name,
    secureName,
    protocol,
    command: () => nodeCommand(path, [], ["--expose-gc", "--import", pathToFileURL(report).href]),
  };
}

/** Those whose memory is looked at, ours first. */
export const memorySubjects: readonly MemorySubject[] = [
  memorySubject("trunkline", "trunkline", "grpc", "engine-server"),
  memorySubject("node:http2", "node:http2", "http2", "node-http2-server"),
  memorySubject("node:net", "node:tls", "raw", "floor-server"),
];
