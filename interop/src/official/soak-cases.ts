// Cases that make large unary calls again and again, on one channel or on a new one for each.

import { setTimeout as delay } from "node:timers/promises";
import { type Channel, createClient } from "trunkline";
import { TestService } from "../gen/grpc/testing/test_pb.js";
import { type Case, type CaseContext, expectPayload, payloadOf } from "./case.js";

/** How a call gets its channel, and what is done with the channel afterwards. */
interface ChannelUse {
  open(): Channel;
  close(channel: Channel): Promise<void>;
}

const rpcSoak: Case = (context) =>
  runSoak(context, { open: () => context.channel, close: async () => {} });

const channelSoak: Case = (context) =>
  runSoak(context, { open: () => context.openChannel(), close: (channel) => channel.close() });

async function runSoak(context: CaseContext, channels: ChannelUse): Promise<void> {
  const { iterations, threads, timeoutMs, maxFailures } = context.soak;
  const endAtMs = performance.now() + timeoutMs;
  let begun = 0;
  let failures = 0;
  let longestMs = 0;
  const work = async () => {
    while (begun < iterations && performance.now() < endAtMs) {
      const iteration = begun++;
      const pause = delay(context.soak.minTimeBetweenMs);
      try {
        longestMs = Math.max(longestMs, await runOnce(context, channels));
      } catch (error) {
        failures += 1;
        context.log(`iteration ${iteration} failed: ${String(error)}`);
      }
      await pause;
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  context.log(
    `${begun} iterations, ${failures} failed, the longest took ${longestMs.toFixed(0)} ms`,
  );
  if (begun < iterations) {
    throw new Error(`${begun} iterations ran within ${timeoutMs} ms: expected ${iterations}`);
  }
  if (failures > maxFailures) {
    throw new Error(`${failures} iterations failed: expected ${maxFailures} at most`);
  }
}

/** Milliseconds that one iteration took. */
async function runOnce({ soak }: CaseContext, channels: ChannelUse): Promise<number> {
  const startedAt = performance.now();
  const channel = channels.open();
  try {
    const reply = await createClient(TestService, channel).unaryCall({
      responseSize: soak.responseBytes,
      payload: payloadOf(soak.requestBytes),
    });
    expectPayload(reply.payload, soak.responseBytes);
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs <= soak.maxLatencyMs) return elapsedMs;
    throw new Error(
      `The call took ${elapsedMs.toFixed(0)} ms: expected ${soak.maxLatencyMs} ms at most`,
    );
  } finally {
    await channels.close(channel);
  }
}

export const soakCases: Readonly<Record<string, Case>> = {
  rpc_soak: rpcSoak,
  channel_soak: channelSoak,
};
