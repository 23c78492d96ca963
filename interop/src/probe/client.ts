// A Probe client whose calls are held up: node dist/probe/client.js TARGET TASK
//
//   hold TIMEOUT_MS  a call of each kind: prints "outcome KIND CODE" for each
//   slow-down        begins to read and stops: prints "stopped", reads on at SIGUSR1, "outcome down CODE" in the end
//   flood-up         sends to one that does not read: "sent N" on SIGUSR2, "outcome up CODE" in the end

import { createChannel, createClient, outbox, Status, StatusError } from "trunkline";
import { type MessageInit, Probe } from "../gen/probe_pb.js";

const [target = "", task, timeout] = process.argv.slice(2);
const channel = createChannel(target);
const probe = createClient(Probe, channel);
const body = new Uint8Array(10_000);

/** Prints how a call ended. */
async function printOutcome(kind: string, call: Promise<unknown>): Promise<void> {
  const code = await call.then(
    () => Status.OK,
    (error) => {
      if (!StatusError.is(error)) throw error;
      return error.code;
    },
  );
  console.log(`outcome ${kind} ${code}`);
}

async function readAll(responses: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of responses);
}

/** A stream of requests that has one message and no end. */
function oneRequest(): AsyncIterable<MessageInit> {
  const requests = outbox<MessageInit>();
  requests.write({ body }).catch(() => {});
  return requests;
}

async function hold(): Promise<void> {
  const options = { timeoutMs: Number(timeout) };
  await Promise.all([
    printOutcome("unary", probe.unary({ body, hang: true }, options)),
    printOutcome("down", readAll(probe.down({ body, hang: true }, options))),
    printOutcome("up", probe.up(oneRequest(), options)),
    printOutcome("both", readAll(probe.both(oneRequest(), options))),
  ]);
}

async function slowDown(): Promise<void> {
  const responses = probe.down({ body });
  await responses.next();
  const goOn = new Promise((resolve) => process.once("SIGUSR1", resolve));
  // Once its server is gone nothing but this keeps the process: to wait for a signal does not.
  const waiting = setInterval(() => {}, 60_000);
  console.log("stopped");
  await goOn;
  clearInterval(waiting);
  await printOutcome("down", readAll(responses));
}

async function floodUp(): Promise<void> {
  let sent = 0;
  process.on("SIGUSR2", () => console.log(`sent ${sent}`));
  const requests = (async function* () {
    yield { hang: true };
    for (;;) {
      yield { body };
      sent += 1;
    }
  })();
  await printOutcome("up", probe.up(requests));
}

const tasks: Readonly<Record<string, () => Promise<void>>> = {
  hold,
  "slow-down": slowDown,
  "flood-up": floodUp,
};
const run = tasks[task ?? ""];
if (run === undefined) throw new Error(`There is no task "${task}"`);
await run();
await channel.close({ graceMs: 0 });
