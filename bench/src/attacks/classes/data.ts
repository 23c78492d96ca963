// Bodies: empty, in crumbs, slow, never read, or far smaller than they say.

import type { Attack } from "../attack.js";
import { DATA, END_STREAM, frame, repeat } from "../frames.js";
import { all, answeredOnly, borne, cutOff, noHandlerRan } from "../judges.js";
import { message, Streams, text } from "../requests.js";
import { hold, say, stay, take } from "../victim-service.js";

const CALM = "ENHANCE_YOUR_CALM";
const FOUR_MIB = 4 << 20;
const STREAMS = 250;

/** The first octets of a message of `bytes`. */
function begunMessage(bytes: number): Buffer {
  return message(text(bytes).subarray(0, 8), bytes);
}

export const data: readonly Attack[] = [
  {
    name: "empty-data",
    does: "sends empty DATA frames on an open stream without end",
    reference: "CVE-2019-9518",
    defence: "at most 100 empty DATA frames a stream that do not end it",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        connection.send(new Streams(take.path).open());
        await campaign.flood(connection, 1_800, () => repeat(frame(DATA, 0, 1), 1_800));
      }),
    judge: cutOff(CALM),
  },
  {
    name: "small-data",
    does: "sends messages of 4 MiB in DATA frames of one octet",
    reference: "CVE-2019-9518",
    defence: "pieces are gathered, and what frames cost beyond their data counts",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        connection.send(new Streams(say.path).open());
        connection.send(frame(DATA, 0, 1, begunMessage(FOUR_MIB - 100)));
        const crumbs = repeat(frame(DATA, 0, 1, Buffer.from("x")), 1_600);
        await campaign.flood(connection, 1_600, () => crumbs);
      }),
    judge: cutOff(CALM),
  },
  {
    name: "length-lie",
    does: "claims messages of 4 GiB",
    defence: "a length prefix beyond the limit ends the call with RESOURCE_EXHAUSTED",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        const streams = new Streams(stay.path);
        for (let count = 0; count < 20; count++) {
          const headers = streams.open();
          const lie = message(Buffer.alloc(10), 0xffff_ffff);
          connection.send(Buffer.concat([headers, frame(DATA, 0, streams.lastId, lie)]), 2);
        }
        await campaign.awaitAnswers(connection, 20);
        connection.leave();
      }),
    judge: all(noHandlerRan, answeredOnly("grpc-status 8", "NO_ERROR", "CANCEL")),
  },
  {
    name: "length-lie-allowed",
    does: "claims 250 messages of 4 MiB, which are allowed, and sends the first octets of each",
    least: { connections: 1, frames: 500 },
    defence: "memory grows with what has come, never with what was claimed",
    async run(campaign) {
      const connection = await campaign.connect();
      const streams = new Streams(stay.path);
      for (let count = 0; count < STREAMS; count++) {
        const headers = streams.open();
        const lie = begunMessage(FOUR_MIB);
        connection.send(Buffer.concat([headers, frame(DATA, 0, streams.lastId, lie)]), 2);
      }
      await campaign.pause(Number.POSITIVE_INFINITY);
    },
    judge: all(noHandlerRan, borne),
  },
  {
    name: "unread-uploads",
    does: "fills the windows of 250 calls whose handlers take nothing",
    least: { connections: 1, frames: 1_000 },
    defence: "the bytes of all streams that nobody has taken are at most 16 MiB a connection",
    async run(campaign) {
      const connection = await campaign.connect();
      const streams = new Streams(hold.path);
      const opened = Buffer.concat(Array.from({ length: STREAMS }, () => streams.open()));
      connection.send(opened, STREAMS);
      const piece = message(text(16_379));
      let sent = 0;
      // Round and round over the streams, 64 KiB on each, as far as the connection's window goes.
      for (let at = 0; !campaign.isOver && at < 4 * STREAMS; at++) {
        while (connection.record.windowBytes - sent < piece.length && !campaign.isOver) {
          await campaign.pause(10);
        }
        sent += piece.length;
        const id = 1 + 2 * (at % STREAMS);
        await connection.push(frame(DATA, 0, id, piece), 1, campaign.untilMs);
      }
      await campaign.pause(Number.POSITIVE_INFINITY);
    },
    judge: borne,
  },
  {
    name: "window-ignored",
    does: "sends more than the windows let it",
    least: { connections: 1, frames: 1_000 },
    defence:
      "what exceeds a stream's window resets it with FLOW_CONTROL_ERROR, and what it sends on regardless ends the connection",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        connection.send(new Streams(hold.path).open());
        const piece = frame(DATA, 0, 1, message(text(16_379)));
        await campaign.flood(connection, 4, () => repeat(piece, 4));
      }),
    judge: cutOff("FLOW_CONTROL_ERROR"),
  },
  {
    name: "slow-bodies",
    does: "trickles the bodies of 250 requests, an octet at a time",
    least: { connections: 1, frames: 500 },
    defence: "what is gathered is limited, and so are streams; a server can set a longest deadline",
    async run(campaign) {
      const connection = await campaign.connect();
      const streams = new Streams(stay.path);
      for (let count = 0; count < STREAMS; count++) {
        const headers = streams.open();
        const begin = begunMessage(FOUR_MIB);
        connection.send(Buffer.concat([headers, frame(DATA, 0, streams.lastId, begin)]), 2);
      }
      while (!campaign.isOver && connection.isOpen) {
        await campaign.pause(100);
        const id = 1 + 2 * Math.floor(Math.random() * STREAMS);
        connection.send(frame(DATA, 0, id, Buffer.alloc(1)));
      }
    },
    judge: all(noHandlerRan, borne),
  },
  {
    name: "endless-upload",
    does: "sends a unary call one message after the other",
    defence: "a second message on a unary call ends it",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        connection.send(new Streams(stay.path).open());
        const piece = frame(DATA, 0, 1, message(text(1_000)));
        for (let count = 0; count < 50; count++) connection.send(piece);
        connection.send(frame(DATA, END_STREAM, 1));
        await campaign.awaitAnswers(connection, 1);
        connection.leave();
      }),
    judge: all(noHandlerRan, answeredOnly("grpc-status 12", "NO_ERROR", "CANCEL", "STREAM_CLOSED")),
  },
];
