// Makes unary calls as its argument, a CallPlan, says: so many at each SIGUSR2, and then prints what is
// left of its heap after a collection. Node has to be run with --expose-gc.

import { Greeter } from "@trunkline-examples/greeter/hello";
import { type Client, createChannel, createClient } from "trunkline";
import type { CallPlan } from "./call-plan.js";

const NAME = "a good friend";
const MESSAGE = `Hello ${NAME}, I am a gRPC server!`;
const TIMEOUT_MS = 30_000;

const plan = JSON.parse(process.argv[2] ?? "") as CallPlan;
const clients = Array.from({ length: plan.connections }, () =>
  createClient(Greeter, createChannel(plan.target)),
);

/** Makes calls one after the other until none is left. */
async function work(greeter: Client<typeof Greeter>, left: { count: number }): Promise<void> {
  while (left.count-- > 0) {
    const { message } = await greeter.sayHello({ name: NAME }, { timeoutMs: TIMEOUT_MS });
    if (message !== MESSAGE) throw new Error(`Reply is not the one expected: "${message}"`);
  }
}

async function makeCalls(): Promise<void> {
  const left = { count: plan.callsAtOnce };
  await Promise.all(
    clients.flatMap((greeter) => Array.from({ length: plan.inFlight }, () => work(greeter, left))),
  );
  globalThis.gc?.();
  console.log(`heap ${process.memoryUsage().heapUsed}`);
}

process.on("SIGUSR2", () => {
  makeCalls().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
});
setInterval(() => {}, 1_000_000);
console.log("ready");
