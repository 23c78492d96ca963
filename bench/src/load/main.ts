// The load generator: a process of its own, so that it can be pinned to a core of its own.
//
// Reads a LoadRequest from its first argument, keeps that many calls in flight or begins so many a second,
// checks every reply, and prints a LoadResult as one line of JSON. The server's CPU time is read at both
// ends of the measured window, from the operating system.

import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { cpuTimeMicros, machineTimeMicros } from "@trunkline/interop";
import { placeOf, SERVER_NAME } from "./bulk/open-socket.js";
import { Http1Load, http1Calls } from "./http1-load.js";
import { Http2Load } from "./http2-load.js";
import type { LoadRequest, LoadResult } from "./load-request.js";
import { OpenLoop, quantile } from "./open-loop.js";
import { RawLoad } from "./raw-load.js";
import { type LoadConnection, Tally } from "./tally.js";

const request = JSON.parse(process.argv[2] ?? "") as LoadRequest;
const { perSecond, authority, protocol } = request;

let openLoop: OpenLoop | null = null;
const tally = new Tally(
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
  perSecond === undefined ? null : (dueAtMs) => openLoop?.answered(dueAtMs),
);

function openSocket(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const place = { ...placeOf(request.target), noDelay: true };
    const socket: Socket =
      authority === undefined
        ? connect(place)
        : connectTls({ ...place, ca: authority, servername: SERVER_NAME, ALPNProtocols: ["h2"] });
    socket.once(authority === undefined ? "connect" : "secureConnect", () => {
      socket.off("error", reject);
      socket.on("error", (error) => tally.fail(`Connection lost: ${error.message}`));
      socket.on("close", () => {
        if (!tally.isDraining) tally.fail("Connection lost: closed by the server");
      });
      resolve(socket);
    });
    socket.once("error", reject);
  });
}

const calls = protocol === "http1" ? http1Calls(request.kind) : [];

function openLoad(socket: Socket, index: number): LoadConnection {
  if (protocol === "raw") return new RawLoad(socket, tally);
  return protocol === "http1"
    ? new Http1Load(socket, tally, calls, index)
    : new Http2Load(socket, tally, request);
}

function pass(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

/** From when the system is asked until calls are timed, in milliseconds. */
const SETTLE_MS = 50;

/** CPU time used on this machine by others than the server and this program, in milliseconds. */
function foreignMs(): number | undefined {
  const all = machineTimeMicros();
  const server = cpuTimeMicros(request.serverPid);
  const own = cpuTimeMicros(process.pid);
  if (all === undefined || server === undefined || own === undefined) return undefined;
  return (all - server - own) / 1_000;
}

const sockets = await Promise.all(Array.from({ length: request.connections }, openSocket));
const connections = sockets.map(openLoad);
let loop: Promise<void> | null = null;
if (perSecond !== undefined) {
  openLoop = new OpenLoop(connections, perSecond);
  // What is read at both ends of the window takes the generator's time, so its calls are not timed then.
  loop = openLoop.run(request.warmupMs + SETTLE_MS, request.measureMs);
}
await pass(request.warmupMs);

const ownBefore = process.cpuUsage();
const serverBefore = cpuTimeMicros(request.serverPid);
const foreignBefore = foreignMs();
const completedBefore = tally.completed;
const startedAt = performance.now();
// Calls that were due have their reply before an open loop ends.
await (loop ?? pass(request.measureMs));
const elapsedMs = performance.now() - startedAt;
const completed = tally.completed - completedBefore;
const serverAfter = cpuTimeMicros(request.serverPid);
const own = process.cpuUsage(ownBefore);
const foreignAfter = foreignMs();

tally.isDraining = true;
if (loop === null) await Promise.all(connections.map((connection) => connection.drained));
for (const socket of sockets) socket.destroy();

/** The latencies that the open loop has seen, in microseconds. */
function latencyMicros(seen: OpenLoop): { readonly p50: number; readonly p99: number } {
  const latencies = seen.latencies();
  return { p50: quantile(latencies, 0.5) * 1_000, p99: quantile(latencies, 0.99) * 1_000 };
}

const result: LoadResult = {
  completed,
  answered: tally.completed,
  elapsedMs,
  ...(serverBefore !== undefined && serverAfter !== undefined
    ? { cpuMicros: serverAfter - serverBefore }
    : {}),
  ...(openLoop === null ? {} : { latencyMicros: latencyMicros(openLoop) }),
  ...(foreignBefore !== undefined && foreignAfter !== undefined
    ? { disturbedShare: (foreignAfter - foreignBefore) / elapsedMs }
    : {}),
  generatorShare: (own.user + own.system) / 1000 / elapsedMs,
};
console.log(JSON.stringify(result));
