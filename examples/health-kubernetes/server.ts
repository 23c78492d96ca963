// A server for Kubernetes: node dist/server.js. PORT and PROBE_PORT say where it listens, 0 lets the system choose.
//
// Prints both bound targets, the probes' second. Each line of standard input stands for the database that comes
// ("up") or goes ("down"). SIGTERM ends it: NOT_SERVING first, then calls have GRACE_MS to finish.

import { createInterface } from "node:readline";
import { createServer, insecure, Status, StatusError } from "trunkline";
import { addHealth } from "trunkline/health";
import { Stock } from "./gen/stock_pb.js";

const { PORT = "50051", PROBE_PORT = "50052", HOST = "0.0.0.0", GRACE_MS = "20000" } = process.env;
const credentials = insecure();

let isDatabaseUp = false;
const server = createServer();
const health = addHealth(server);
server.addService(Stock, {
  async count({ article }) {
    if (!isDatabaseUp) throw new StatusError(Status.UNAVAILABLE, "The database is away");
    return { count: article.length };
  },
});

// The node's probes come here, without TLS and tokens, whatever the other port asks for.
const probes = createServer();
health.addTo(probes);

// Restarting the process does not bring a database back: only readiness depends on it.
health.setStatus("liveness", "SERVING");
health.setStatus("", "NOT_SERVING");
createInterface({ input: process.stdin }).on("line", (line) => {
  isDatabaseUp = line === "up";
  health.setStatus("", isDatabaseUp ? "SERVING" : "NOT_SERVING");
});

console.log(await server.listen(`${HOST}:${PORT}`, { credentials }));
console.log(await probes.listen(`${HOST}:${PROBE_PORT}`, { credentials }));

process.once("SIGTERM", async () => {
  await server.close({ graceMs: Number(GRACE_MS) });
  await probes.close({ graceMs: 0 });
  process.exit();
});
