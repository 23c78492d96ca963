// Clients that begin something and never end it. The server's timer would outlast the attack, so the one that is
// meant is set to what an attack of a second can see; what they are by default is in docs/security.md. The others
// stay as they are: an attacker that gets no time for a moment is cut off for what it does, not for being late.

import { setTimeout } from "node:timers/promises";
import type { Attack } from "../attack.js";
import {
  CONTINUATION,
  frame,
  HEADERS,
  INITIAL_WINDOW_SIZE,
  LARGEST_WINDOW,
  MAGIC,
  windowUpdate,
} from "../frames.js";
import type { ConnectOptions, HostileConnection } from "../hostile-connection.js";
import { all, answeredOnly, closed, cutOff, noHandlerRan } from "../judges.js";
import { requestBlock, Streams } from "../requests.js";
import { pour, stay } from "../victim-service.js";

const CONNECTIONS = 50;
const SHORT_MS = 400;
/** Few enough drops that neither the frame ends nor the number of CONTINUATION frames is what is wrong. */
const MAX_DROPS = 7;
const DRIP_MS = 100;

/** Begins on many connections, and waits for each to be ended. */
function onMany(
  options: ConnectOptions,
  begin: (connection: HostileConnection) => void,
): Attack["run"] {
  return async (campaign) => {
    const connections: HostileConnection[] = [];
    for (let count = 0; count < CONNECTIONS; count++) {
      const connection = await campaign.connect(options);
      connections.push(connection);
      begin(connection);
    }
    await campaign.pause(Number.POSITIVE_INFINITY);
    for (const connection of connections) await campaign.awaitEnd(connection);
  };
}

/** Begins a frame or block, and sends more of it so slowly that it never ends. */
function dripping(beginning: Buffer, drop: Buffer): Attack["run"] {
  return (campaign) =>
    campaign.wave({}, async (connection) => {
      connection.send(beginning);
      for (let drops = 0; connection.isOpen && drops < MAX_DROPS; drops++) {
        await Promise.race([connection.ended, setTimeout(DRIP_MS)]);
        connection.send(drop);
      }
    });
}

export const slow: readonly Attack[] = [
  {
    name: "slow-preface",
    does: `opens ${CONNECTIONS} connections and sends half of the preface`,
    least: { connections: CONNECTIONS, frames: 0 },
    defence: "the preface and SETTINGS must have come within 10 s",
    options: { handshakeTimeoutMs: SHORT_MS },
    run: onMany({ settings: null }, (connection) => connection.send(MAGIC.subarray(0, 12), 0)),
    judge: closed,
  },
  {
    name: "no-settings",
    does: `opens ${CONNECTIONS} connections and sends the preface without SETTINGS`,
    least: { connections: CONNECTIONS, frames: 0 },
    defence: "the preface and SETTINGS must have come within 10 s",
    options: { handshakeTimeoutMs: SHORT_MS },
    run: onMany({ settings: null }, (connection) => connection.send(MAGIC, 0)),
    judge: closed,
  },
  {
    name: "no-settings-ack",
    does: `opens ${CONNECTIONS} connections and never acknowledges SETTINGS`,
    least: { connections: CONNECTIONS, frames: CONNECTIONS },
    defence: "SETTINGS must be acknowledged within 10 s, or SETTINGS_TIMEOUT ends the connection",
    options: { settingsTimeoutMs: SHORT_MS },
    run: onMany({ acknowledges: false }, () => {}),
    judge: cutOff("SETTINGS_TIMEOUT"),
  },
  {
    name: "slow-headers",
    does: `begins a header block on ${CONNECTIONS} connections and never ends it`,
    least: { connections: CONNECTIONS, frames: 2 * CONNECTIONS },
    defence: "a header block must be complete within 10 s",
    options: { headerTimeoutMs: SHORT_MS },
    run: onMany({}, (connection) => connection.send(frame(HEADERS, 0, 1, requestBlock(stay.path)))),
    judge: all(noHandlerRan, cutOff("ENHANCE_YOUR_CALM")),
  },
  {
    name: "slow-frame",
    does: `begins a frame on ${CONNECTIONS} connections and never ends it`,
    least: { connections: CONNECTIONS, frames: 2 * CONNECTIONS },
    defence: "a frame other than DATA must be complete within 10 s",
    options: { headerTimeoutMs: SHORT_MS },
    run: onMany({}, (connection) => connection.send(new Streams(stay.path).open().subarray(0, 20))),
    judge: all(noHandlerRan, cutOff("ENHANCE_YOUR_CALM")),
  },
  {
    name: "dripping-headers",
    does: `begins header blocks and goes on with an empty CONTINUATION every ${DRIP_MS} ms`,
    reference: "CVE-2024-27983",
    least: { connections: 1, frames: 4 },
    defence: "a header block must be complete within 10 s of its beginning",
    options: { headerTimeoutMs: SHORT_MS },
    run: dripping(frame(HEADERS, 0, 1, requestBlock(stay.path)), frame(CONTINUATION, 0, 1)),
    judge: all(noHandlerRan, cutOff("ENHANCE_YOUR_CALM")),
  },
  {
    name: "dripping-frame",
    does: `begins frames and goes on with an octet every ${DRIP_MS} ms`,
    least: { connections: 1, frames: 4 },
    defence: "a frame other than DATA must be complete within 10 s of its beginning",
    options: { headerTimeoutMs: SHORT_MS },
    run: dripping(new Streams(stay.path).open().subarray(0, 20), Buffer.from("x")),
    judge: all(noHandlerRan, cutOff("ENHANCE_YOUR_CALM")),
  },
  {
    name: "stalled-windows",
    does: "asks for endless replies on 100 streams, and never opens their windows",
    reference: "CVE-2019-9517",
    least: { connections: 1, frames: 200 },
    defence:
      "streams that stand still for 60 s with more than 1 MiB waiting on the connection are reset",
    options: { stallTimeoutMs: SHORT_MS },
    async run(campaign) {
      const connection = await campaign.connect({ settings: [[INITIAL_WINDOW_SIZE, 0]] });
      const streams = new Streams(pour.path);
      for (let count = 0; count < 100; count++) connection.send(streams.request(), 2);
      await campaign.pause(Number.POSITIVE_INFINITY);
      // The headers of each reply, and one that was reset.
      await campaign.awaitAnswers(connection, 101);
    },
    judge: answeredOnly(":status 200", "ENHANCE_YOUR_CALM"),
  },
  {
    name: "stalled-socket",
    does: "asks for endless replies with windows wide open, and never reads the socket",
    reference: "CVE-2019-9517",
    least: { connections: 1, frames: 200 },
    defence: "a socket that takes less than 128 KiB in 60 s while more waits is dropped",
    // The time is for each 128 KiB that waits.
    options: { stallTimeoutMs: SHORT_MS / 10 },
    async run(campaign) {
      const wide = [[INITIAL_WINDOW_SIZE, LARGEST_WINDOW]] as const;
      const connection = await campaign.connect({ settings: wide, reads: false });
      connection.send(windowUpdate(0, LARGEST_WINDOW - 65_535));
      const streams = new Streams(pour.path);
      for (let count = 0; count < 100; count++) connection.send(streams.request(), 2);
      await campaign.pause(Number.POSITIVE_INFINITY);
      await campaign.awaitEndUnread(connection);
    },
    judge: closed,
  },
];
