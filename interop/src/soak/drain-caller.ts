// Calls from many clients, each with a channel of its own and one call at a time, as its argument, a
// DrainPlan, says. Prints "ready"; at SIGUSR2 it begins, and prints a DrainReport when all calls are made and a
// second SIGUSR2 has said that they are enough.

import { Greeter } from "@trunkline-examples/greeter/hello";
import { createChannel, createClient, StatusError } from "trunkline";
import type { DrainPlan, DrainReport } from "./drain-plan.js";

/** Failures are told up to so many. */
const MOST_MESSAGES = 5;

const plan = JSON.parse(process.argv[2] ?? "") as DrainPlan;
const channels = Array.from({ length: plan.clients }, () => createChannel(plan.target));

let isEnough = false;

async function makeCalls(): Promise<DrainReport> {
  let begun = 0;
  let completed = 0;
  let failed = 0;
  const messages: string[] = [];
  const work = async (index: number): Promise<void> => {
    const greeter = createClient(Greeter, channels[index]!);
    while (begun < plan.calls || !isEnough) {
      const name = `friend ${begun++}`;
      try {
        const { message } = await greeter.sayHello({ name }, { timeoutMs: plan.timeoutMs });
        if (message !== `Hello ${name}, I am a gRPC server!`) throw new Error(`Got "${message}"`);
        completed++;
      } catch (error) {
        failed++;
        const { message } = error as Error;
        const text = StatusError.is(error) ? `${error.code}: ${message}` : message;
        if (messages.length < MOST_MESSAGES) messages.push(text);
      }
    }
  };
  await Promise.all(channels.map((_, index) => work(index)));
  const connections = channels.reduce((sum, { stats }) => sum + stats.connectionsMade, 0);
  await Promise.all(channels.map((channel) => channel.close()));
  return { completed, failed, messages, connections };
}

process.once("SIGUSR2", () => {
  clearInterval(staying);
  process.once("SIGUSR2", () => {
    isEnough = true;
  });
  void makeCalls().then((report) => console.log(JSON.stringify(report)));
});
const staying = setInterval(() => {}, 1_000_000);
console.log("ready");
