// The load generator: a process of its own, so that it can be pinned to a core of its own.
//
// Reads a LoadRequest from its first argument, keeps that many calls in flight, checks every reply,
// and prints a LoadResult as one line of JSON. The server's CPU time is read at both ends of the
// measured window, from the operating system.

import { connect, type Socket } from "node:net";
import { cpuTimeMicros } from "@trunkline/interop";
import { Http1Load } from "./http1-load.js";
import { Http2Load } from "./http2-load.js";
import type { LoadRequest, LoadResult } from "./load-request.js";
import { RawLoad } from "./raw-load.js";
import { type LoadConnection, Tally } from "./tally.js";

const request = JSON.parse(process.argv[2] ?? "") as LoadRequest;
const tally = new Tally((error) => {
  console.error(error.message);
  process.exit(1);
});
const [host, port] = splitTarget(request.target);

function splitTarget(target: string): [string, number] {
  const colon = target.lastIndexOf(":");
  return [target.slice(0, colon), Number(target.slice(colon + 1))];
}

function openSocket(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    socket.once("connect", () => {
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

function openLoad(socket: Socket): LoadConnection {
  if (request.protocol === "raw") return new RawLoad(socket, tally);
  return request.protocol === "http1"
    ? new Http1Load(socket, tally)
    : new Http2Load(socket, tally, request);
}

function pass(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

const sockets = await Promise.all(Array.from({ length: request.connections }, openSocket));
const connections = sockets.map(openLoad);
await pass(request.warmupMs);

const ownBefore = process.cpuUsage();
const serverBefore = cpuTimeMicros(request.serverPid);
const completedBefore = tally.completed;
const startedAt = performance.now();
await pass(request.measureMs);
const elapsedMs = performance.now() - startedAt;
const completed = tally.completed - completedBefore;
const serverAfter = cpuTimeMicros(request.serverPid);
const own = process.cpuUsage(ownBefore);

tally.isDraining = true;
await Promise.all(connections.map((connection) => connection.drained));
for (const socket of sockets) socket.destroy();

const result: LoadResult = {
  completed,
  answered: tally.completed,
  elapsedMs,
  ...(serverBefore !== undefined && serverAfter !== undefined
    ? { cpuMicros: serverAfter - serverBefore }
    : {}),
  generatorShare: (own.user + own.system) / 1000 / elapsedMs,
};
console.log(JSON.stringify(result));
