// What is allowed, in such amounts that others might have to wait for it.

import type { Attack } from "../attack.js";
import { LARGEST_WINDOW, windowUpdate } from "../frames.js";
import { borne } from "../judges.js";
import { Streams } from "../requests.js";
import { say } from "../victim-service.js";

const CALLS_AT_ONCE = 250;
const IDLE_CONNECTIONS = 1_000;

export const busy: readonly Attack[] = [
  {
    name: "starvation",
    does: "sends 250 calls in one write, and the next 250 as soon as they are answered, on 4 connections",
    least: { connections: 4, frames: 2_000 },
    defence: "so many frames of one connection are handled in a turn, then it is the others'",
    bounds: { cpuShare: 1 },
    async run(campaign) {
      const connections = [1, 2, 3, 4].map(async () => {
        const connection = await campaign.connect();
        connection.send(windowUpdate(0, LARGEST_WINDOW - 65_535));
        const streams = new Streams(say.path);
        const { answers } = connection.record;
        while (!campaign.isOver && connection.isOpen) {
          const calls = Array.from({ length: CALLS_AT_ONCE }, () => streams.request());
          connection.send(Buffer.concat(calls), 2 * CALLS_AT_ONCE);
          const due = (streams.nextId - 1) / 2;
          while ((answers["grpc-status 0"] ?? 0) < due && !campaign.isOver && connection.isOpen) {
            await new Promise(setImmediate);
          }
        }
      });
      await Promise.all(connections);
    },
    judge: borne,
  },
  {
    name: "idle-connections",
    does: `opens ${IDLE_CONNECTIONS.toLocaleString("en-US")} connections and leaves them be`,
    least: { connections: IDLE_CONNECTIONS, frames: IDLE_CONNECTIONS },
    defence: "an idle connection holds no buffers",
    bounds: { growthMiB: 24 + 24 },
    async run(campaign) {
      for (let count = 0; count < IDLE_CONNECTIONS; count++) await campaign.connect();
      await campaign.pause(Number.POSITIVE_INFINITY);
    },
    judge: borne,
  },
];
