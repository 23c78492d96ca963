// The server that is attacked, at its defaults unless its argument, VictimSetup, says otherwise. Prints where it
// is, and at each SIGUSR2 a VictimReport: node --expose-gc victim.js '{}'.

import { setTimeout } from "node:timers/promises";
import { createAuthority } from "@trunkline/scripts/certificates";
import { createServer, type ServerOptions, tls } from "trunkline";
import type { VictimReport, VictimSetup } from "./victim-report.js";
import { Victim } from "./victim-service.js";

const { options, secure } = JSON.parse(process.argv[2] ?? "{}") as VictimSetup;
const collectGarbage = (globalThis as { gc?: () => void }).gc;
if (collectGarbage === undefined)
  throw new TypeError("Cannot measure the heap without --expose-gc");

const PAGE = "x".repeat(16_384);
let errors = 0;
let running = 0;
let mostRunning = 0;

/** Counts the handlers at work while `result` is awaited. */
async function counted<T>(result: Promise<T>): Promise<T> {
  mostRunning = Math.max(mostRunning, ++running);
  try {
    return await result;
  } finally {
    running--;
  }
}

const server = createServer({
  ...(options as ServerOptions | undefined),
  onError({ kind }) {
    // A handler that goes on after its call's end is what Work is for.
    if (kind !== "deaf") errors++;
  },
});
server.addService(Victim, {
  say: ({ value }) => ({ value }),
  index: ({ names }) => counted(Promise.resolve({ value: String(names.size) })),
  async stay({ value }, call) {
    await counted(new Promise((resolve) => call.signal.addEventListener("abort", resolve)));
    return { value };
  },
  async work({ value }) {
    await counted(setTimeout(1_000));
    return { value };
  },
  async *pour() {
    for (;;) yield { value: PAGE };
  },
  async hold(_messages, call) {
    await counted(new Promise((resolve) => call.signal.addEventListener("abort", resolve)));
    return {};
  },
  async take(messages) {
    let count = 0;
    for await (const { value } of messages) count += value.length;
    return { value: String(count) };
  },
});
process.on("SIGUSR2", async () => {
  // What is left once everything that can be freed has been.
  for (let round = 0; round < 2; round++) {
    collectGarbage();
    await setTimeout(0);
  }
  const { heapUsed, external } = process.memoryUsage();
  const report: VictimReport = {
    heapBytes: heapUsed + external,
    connections: server.connectionCount,
    mostRunning,
    errors,
    stats: { ...server.stats },
  };
  console.log(JSON.stringify(report));
});
process.on("SIGTERM", () => process.exit(0));

console.log(await server.listen("127.0.0.1:0"));
if (secure === true) {
  const { key, cert } = createAuthority().issue();
  console.log(await server.listen("127.0.0.1:0", { credentials: tls({ key, cert }) }));
}
