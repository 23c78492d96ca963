// TLS: handshakes that never end or ask for what is not given, and an attack of HTTP/2 inside of it.

import type { Attack } from "../attack.js";
import { reset } from "../frames.js";
import { all, closed, cutOff, slotsHeld } from "../judges.js";
import { Streams } from "../requests.js";
import { stay } from "../victim-service.js";

const CONNECTIONS = 50;
const SHORT_MS = 400;
const HANDSHAKES_AT_ONCE = 20;
const STREAMS_AT_ONCE = 100;
/** The head of a record that is to hold a ClientHello of 512 octets, and the head of that (RFC 8446 §4, §5.1). */
const BEGUN_HELLO = Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]);
const h2 = { ALPNProtocols: ["h2"] };

export const transportLayer: readonly Attack[] = [
  {
    name: "slow-tls-handshake",
    does: `opens ${CONNECTIONS} connections to a port with TLS and sends the first octets of a handshake`,
    least: { connections: CONNECTIONS, frames: 0 },
    defence: "a TLS handshake must be complete within 10 s",
    options: { handshakeTimeoutMs: SHORT_MS },
    secure: true,
    async run(campaign) {
      const opened = Array.from({ length: CONNECTIONS }, async () => {
        const connection = await campaign.connect({ settings: null });
        connection.send(BEGUN_HELLO, 0);
        return connection;
      });
      const connections = await Promise.all(opened);
      await campaign.pause(Number.POSITIVE_INFINITY);
      for (const connection of connections) await campaign.awaitEnd(connection);
    },
    judge: closed,
  },
  {
    name: "tls-without-alpn",
    does: "speaks HTTP/2 over TLS without having agreed on it",
    defence: "a handshake that does not end with h2 by ALPN ends the connection",
    secure: true,
    run: (campaign) =>
      campaign.wave({ tls: {} }, async (connection) =>
        connection.send(new Streams(stay.path).request(), 2),
      ),
    judge: all(closed, slotsHeld),
  },
  {
    name: "tls-renegotiation",
    does: "asks for one TLS handshake after the other on a connection with TLS 1.2",
    reference: "CVE-2011-1473",
    defence: "there is no renegotiation",
    secure: true,
    run: (campaign) =>
      campaign.wave({ tls: { ...h2, maxVersion: "TLSv1.2" } }, async (connection) => {
        if (await connection.renegotiate()) campaign.problem("The server renegotiated");
      }),
    judge: () => undefined,
  },
  {
    name: "tls-handshakes",
    does: `makes ${HANDSHAKES_AT_ONCE} connections with TLS at once, and the next as soon as they are there`,
    least: { connections: 20, frames: 40 },
    defence: "one handshake begins in a turn, then it is the others' who are connected",
    secure: true,
    bounds: { cpuShare: 1 },
    async run(campaign) {
      while (!campaign.isOver) {
        const opened = Array.from({ length: HANDSHAKES_AT_ONCE }, () =>
          campaign.connect({ tls: h2 }),
        );
        for (const connection of await Promise.all(opened)) connection.leave();
      }
    },
    judge: () => undefined,
  },
  {
    name: "rapid-reset-tls",
    does: "opens streams and resets them at once, over TLS",
    reference: "CVE-2023-44487",
    defence: "what holds for a connection holds for one with TLS",
    secure: true,
    run: (campaign) =>
      campaign.wave({ tls: h2 }, (connection) => {
        const streams = new Streams(stay.path);
        return campaign.flood(connection, 3 * STREAMS_AT_ONCE, () =>
          streams.batch(STREAMS_AT_ONCE, reset),
        );
      }),
    judge: all(slotsHeld, cutOff("ENHANCE_YOUR_CALM")),
  },
];
