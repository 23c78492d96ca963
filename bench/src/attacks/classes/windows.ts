// Windows that are too small, too large, or never still, and replies that nobody reads.

import type { Attack } from "../attack.js";
import { INITIAL_WINDOW_SIZE, LARGEST_WINDOW, repeat, settings, windowUpdate } from "../frames.js";
import type { HostileConnection } from "../hostile-connection.js";
import { borne, cutOff } from "../judges.js";
import { Streams } from "../requests.js";
import { pour, stay } from "../victim-service.js";

const CALM = "ENHANCE_YOUR_CALM";
const STREAMS = 100;

/** Asks for replies without end, on `STREAMS` streams. */
function askForFloods(connection: HostileConnection): void {
  const streams = new Streams(pour.path);
  const requests = Array.from({ length: STREAMS }, () => streams.request());
  connection.send(Buffer.concat(requests), 2 * STREAMS);
}

export const windows: readonly Attack[] = [
  {
    name: "data-dribble",
    does: "asks for endless replies, and opens the windows by one octet at a time",
    reference: "CVE-2019-9511",
    defence:
      "each WINDOW_UPDATE costs, and DATA of less than 1 KiB that a window has cut does not pay for it",
    run: (campaign) =>
      campaign.wave({ settings: [[INITIAL_WINDOW_SIZE, 1]] }, async (connection) => {
        connection.send(windowUpdate(0, LARGEST_WINDOW - 65_535));
        askForFloods(connection);
        const openings = Array.from({ length: STREAMS }, (_, at) => windowUpdate(1 + 2 * at, 1));
        const round = Buffer.concat(openings);
        await campaign.flood(connection, 10 * STREAMS, () => repeat(round, 10));
      }),
    judge: cutOff(CALM),
  },
  {
    name: "internal-buffering",
    does: "asks for endless replies with windows wide open, and never reads the socket",
    reference: "CVE-2019-9517",
    least: { connections: 1, frames: 200 },
    defence:
      "handlers are not asked for more while the socket takes nothing, and a writer that stalls is ended",
    async run(campaign) {
      const wide = [[INITIAL_WINDOW_SIZE, LARGEST_WINDOW]] as const;
      const connection = await campaign.connect({ settings: wide, reads: false });
      connection.send(windowUpdate(0, LARGEST_WINDOW - 65_535));
      askForFloods(connection);
      await campaign.pause(Number.POSITIVE_INFINITY);
    },
    judge: borne,
  },
  {
    name: "closed-windows",
    does: "asks for endless replies with windows of 0 that it never opens",
    reference: "CVE-2019-9517",
    least: { connections: 1, frames: 200 },
    defence:
      "handlers are not asked for more while nothing can be sent, and a writer that stalls is ended",
    async run(campaign) {
      const connection = await campaign.connect({ settings: [[INITIAL_WINDOW_SIZE, 0]] });
      askForFloods(connection);
      await campaign.pause(Number.POSITIVE_INFINITY);
    },
    judge: borne,
  },
  {
    name: "window-zero",
    does: "opens the connection's window by 0",
    defence: "an increment of 0 on the connection is PROTOCOL_ERROR",
    run: (campaign) => campaign.wave({}, async (connection) => connection.send(windowUpdate(0, 0))),
    judge: cutOff("PROTOCOL_ERROR"),
  },
  {
    name: "window-overflow",
    does: "opens the connection's window past 2^31 - 1",
    defence: "a window past the limit is FLOW_CONTROL_ERROR",
    run: (campaign) =>
      campaign.wave({}, async (connection) => connection.send(windowUpdate(0, LARGEST_WINDOW))),
    judge: cutOff("FLOW_CONTROL_ERROR"),
  },
  {
    name: "settings-window-overflow",
    does: "opens a stream's window, then raises the initial one so that it passes 2^31 - 1",
    defence: "a window past the limit is FLOW_CONTROL_ERROR",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        connection.send(new Streams(stay.path).request(), 2);
        connection.send(windowUpdate(1, LARGEST_WINDOW - 65_535));
        connection.send(settings([INITIAL_WINDOW_SIZE, LARGEST_WINDOW]));
      }),
    judge: cutOff("FLOW_CONTROL_ERROR"),
  },
  {
    name: "settings-window-flapping",
    does: "opens and closes the windows of 100 streams by SETTINGS without end",
    defence: "each SETTINGS frame costs",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        askForFloods(connection);
        const flap = Buffer.concat([
          settings([INITIAL_WINDOW_SIZE, 0]),
          settings([INITIAL_WINDOW_SIZE, 1]),
        ]);
        await campaign.flood(connection, 200, () => repeat(flap, 100));
      }),
    judge: cutOff(CALM),
  },
];
