// The opposite of an attack: busy clients on our own channel, which end many calls early for good reasons.
// They must never be sent a GOAWAY.

import { createChannel, createClient, Status, StatusError } from "trunkline";
import type { Attack } from "../attack.js";
import type { Campaign } from "../campaign.js";
import { Victim } from "../victim-service.js";

const TICK_MS = 5;
/** A tick that comes late makes up for the ones it missed, but for no more than these. */
const MAX_TICKS_AT_ONCE = 20;
const CANCELLING_CALLS_PER_SECOND = 20_000;
const DEADLINE_CALLS_PER_SECOND = 2_000;
const SHORT_TIMEOUT_MS = 5;

/** What became of the calls. */
class Tally {
  started = 0;
  completed = 0;
  endedEarly = 0;
  readonly #campaign: Campaign;

  constructor(campaign: Campaign) {
    this.#campaign = campaign;
  }

  /** Counts what `call` comes to; `code` is the status that it may end with instead of OK. */
  async count(call: Promise<unknown>, code: Status): Promise<void> {
    this.started++;
    try {
      await call;
      this.completed++;
    } catch (error) {
      if (StatusError.is(error) && error.code === code) this.endedEarly++;
      else this.#campaign.problem(`A good client's call failed: ${String(error)}`);
    }
  }
}

/** Makes calls at a steady rate over one channel until the time is up; `isEarly` is true for one of five. */
async function keepCalling(
  campaign: Campaign,
  callsPerSecond: number,
  call: (client: ReturnType<typeof createVictimClient>, tally: Tally, isEarly: boolean) => void,
): Promise<void> {
  const channel = createChannel(campaign.target);
  const client = createVictimClient(channel);
  const tally = new Tally(campaign);
  await client.say({ value: "warm" });
  const startedAt = performance.now();
  const perTick = (callsPerSecond * TICK_MS) / 1_000;
  for (let ticks = 0; !campaign.isOver; ) {
    const due = Math.floor((performance.now() - startedAt) / TICK_MS);
    ticks = Math.max(ticks, due - MAX_TICKS_AT_ONCE);
    for (; ticks < due; ticks++) {
      for (let at = 0; at < perTick; at++) call(client, tally, at % 5 === 0);
    }
    await campaign.pause(TICK_MS);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  while (tally.completed + tally.endedEarly < tally.started && !campaign.hasProblem) {
    await new Promise(setImmediate);
  }
  const perSecond = Math.round(tally.started / seconds).toLocaleString("en-US");
  const early = ((100 * tally.endedEarly) / tally.started).toFixed(1);
  const { connectionsMade } = channel.stats;
  campaign.facts.push(
    `${perSecond} calls/s for ${seconds.toFixed(0)} s, ${early} % of them ended early, ${connectionsMade} connection`,
  );
  if (campaign.isTimed && tally.started < (seconds * callsPerSecond) / 2) {
    campaign.problem(
      `A good client made ${perSecond} calls a second: expected ${callsPerSecond.toLocaleString("en-US")}`,
    );
  }
  if (connectionsMade !== 1) {
    campaign.problem(`A good client needed ${connectionsMade} connections: expected 1`);
  }
  await channel.close();
}

function createVictimClient(channel: ReturnType<typeof createChannel>) {
  return createClient(Victim, channel);
}

export const goodClients: readonly Attack[] = [
  {
    name: "good-canceller",
    does: "no attack: makes 20,000 calls a second and cancels a fifth of them while they are at work",
    least: { connections: 0, frames: 0 },
    defence: "none is needed: calls that complete earn what cancelled ones cost",
    isAttack: false,
    seconds: 30,
    run: (campaign) =>
      keepCalling(campaign, CANCELLING_CALLS_PER_SECOND, (client, tally, isEarly) => {
        if (!isEarly) {
          void tally.count(client.say({ value: "hi" }), Status.CANCELLED);
          return;
        }
        const controller = new AbortController();
        const { signal } = controller;
        void tally.count(client.stay({ value: "hi" }, { signal }), Status.CANCELLED);
        setImmediate(() => controller.abort());
      }),
    judge: () => undefined,
  },
  {
    name: "good-deadlines",
    does: "no attack: makes 2,000 calls a second, a fifth of which end by their deadline of 5 ms",
    least: { connections: 0, frames: 0 },
    defence: "none is needed: a reset after the call's own deadline is free",
    isAttack: false,
    seconds: 10,
    run: (campaign) =>
      keepCalling(campaign, DEADLINE_CALLS_PER_SECOND, (client, tally, isEarly) => {
        const call = isEarly
          ? client.stay({ value: "hi" }, { timeoutMs: SHORT_TIMEOUT_MS })
          : client.say({ value: "hi" }, { timeoutMs: 60_000 });
        void tally.count(call, Status.DEADLINE_EXCEEDED);
      }),
    judge: () => undefined,
  },
];
