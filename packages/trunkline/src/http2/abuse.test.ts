// Each kind of event is charged where it happens, and overspending ends the connection with a reason.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Cost } from "./cost-ledger.js";
import { Flag, FrameType } from "./frame.js";
import {
  data,
  frame,
  goAway,
  requestFields,
  reset,
  ScriptedPeer,
  settings,
  windowUpdate,
} from "./scripted-peer.testing.js";
import { SettingId } from "./settings.js";

/** What the dialogue in `talk` was charged, kinds that were not left out. */
function chargesOf(
  role: "server" | "client",
  talk: (peer: ScriptedPeer) => void,
): Partial<Record<keyof typeof Cost, number>> {
  const peer = ScriptedPeer.afterPreface(role, { maxConcurrentStreams: 2 });
  const before = peer.connection.costs;
  talk(peer);
  const after = Object.entries(peer.connection.costs) as [keyof typeof Cost, number][];
  const changed = after.map(([kind, count]) => [kind, count - before[kind]] as const);
  return Object.fromEntries(changed.filter(([, count]) => count > 0));
}

const ping = frame(FrameType.PING, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
const pingAck = frame(FrameType.PING, Flag.ACK, 0, [9, 0, 0, 0, 0, 0, 0, 0]);

describe("charge()", () => {
  const cases: readonly (readonly [
    what: string,
    talk: (peer: ScriptedPeer) => void,
    charges: Partial<Record<keyof typeof Cost, number>>,
  ])[] = [
    ["a reset", (peer) => peer.sendBytes(peer.headers(1), reset(1)), { reset: 1 }],
    [
      "a second reset of a stream",
      (peer) => peer.sendBytes(peer.headers(1), reset(1), reset(1)),
      { reset: 1, strayFrame: 1 },
    ],
    [
      "DATA after END_STREAM",
      (peer) => peer.sendBytes(peer.headers(1), data(1, 9)),
      { streamFault: 1 },
    ],
    [
      "an increment of 0",
      (peer) => peer.sendBytes(peer.headers(1), windowUpdate(1, 0)),
      { streamFault: 1, windowUpdate: 1 },
    ],
    [
      "a request without :path",
      (peer) => peer.sendBytes(peer.headers(1, "end", requestFields.slice(0, 4))),
      { streamFault: 1 },
    ],
    [
      "streams beyond the limit",
      (peer) => peer.sendBytes(peer.headers(1), peer.headers(3), peer.headers(5), peer.headers(7)),
      { refusedStream: 2 },
    ],
    [
      "SETTINGS and an answer to none",
      (peer) => peer.sendBytes(settings(), frame(FrameType.SETTINGS, Flag.ACK, 0)),
      { settings: 2 },
    ],
    ["PING", (peer) => peer.sendBytes(ping, ping), { ping: 2 }],
    ["an answer to no PING", (peer) => peer.sendBytes(pingAck), { ping: 1 }],
    [
      "empty DATA",
      (peer) => peer.sendBytes(peer.headers(1, ""), data(1, 0), data(1, 0, "end")),
      { emptyData: 1 },
    ],
    [
      "padding without data",
      (peer) =>
        peer.sendBytes(peer.headers(1, ""), frame(FrameType.DATA, Flag.PADDED, 1, [3, 0, 0, 0])),
      { emptyData: 1 },
    ],
    [
      "four octets of DATA",
      (peer) => peer.sendBytes(peer.headers(1, ""), data(1, 4), data(1, 5), data(1, 1, "end")),
      { tinyData: 1 },
    ],
    [
      "empty DATA on a stream that was reset here",
      (peer) => {
        peer.sendBytes(peer.headers(1, ""));
        peer.sink.streams.get(1)!.reset(8);
        peer.sendBytes(data(1, 0), data(1, 20));
      },
      { emptyData: 1 },
    ],
    [
      "PRIORITY",
      (peer) => peer.sendBytes(frame(FrameType.PRIORITY, 0, 5, [0, 0, 0, 0, 1])),
      { priority: 1 },
    ],
    [
      "PRIORITY on itself",
      (peer) =>
        peer.sendBytes(peer.headers(1, ""), frame(FrameType.PRIORITY, 0, 1, [0, 0, 0, 1, 1])),
      { priority: 1, streamFault: 1 },
    ],
    [
      "WINDOW_UPDATE",
      (peer) => peer.sendBytes(windowUpdate(0, 1), windowUpdate(0, 1)),
      { windowUpdate: 2 },
    ],
    [
      "unknown frames",
      (peer) => peer.sendBytes(frame(0xbe, 0, 0), frame(0xef, 0, 7)),
      { unknownFrame: 2 },
    ],
    ["GOAWAY", (peer) => peer.sendBytes(goAway(0)), { goAway: 1 }],
    ["a whole call", (peer) => peer.sendBytes(peer.headers(1, ""), data(1, 20, "end")), {}],
  ];
  for (const [what, talk, charges] of cases) {
    it(`sees ${what}`, () => assert.deepEqual(chargesOf("server", talk), charges));
  }

  it("sees a header list of too many octets", () => {
    const charges = chargesOf("server", (peer) => {
      peer.sendBytes(...tooLarge(peer));
    });
    // 26,280 octets, as 410 times 64: a point for three of those.
    assert.deepEqual(charges, { oversizedHeaders: 1, wastedHeaders: 136 });
  });

  it("ends a peer whose header lists are too large time and again, though each is answered", () => {
    const peer = ScriptedPeer.afterPreface("server", { costBudget: 1000, costRefillPerSecond: 0 });
    // The preface's SETTINGS have cost 10. Each list costs 20 and its octets, and its answered stream earns 10.
    for (let id = 1; id < 21; id += 2) peer.sendBytes(...tooLarge(peer, id));
    assert.match(
      peer.sink.closedMessage,
      /: \d+ times 192 octets of header blocks.*, 6 header lists too/,
    );
    assert.equal(peer.take().at(-1), "GOAWAY 11 ENHANCE_YOUR_CALM");
  });

  it("sees long header blocks of streams that are reset or refused, and takes 2 KiB for usual", () => {
    const long = [...requestFields, "x", "v".repeat(14_000)];
    const costOf = (fields: readonly string[]) =>
      chargesOf("server", (peer) => {
        peer.sendBytes(peer.headers(1, "open", fields), reset(1));
        peer.sendBytes(peer.headers(3, "open", fields), windowUpdate(3, 0));
      });
    const usual = { reset: 1, streamFault: 1, windowUpdate: 1 };
    assert.deepEqual(costOf([...requestFields, "x", "v".repeat(2_000)]), usual);
    // 12,250 octets and the rest of the block: 192 times 64 each, less 32, a point for three.
    const wasted = costOf(long).wastedHeaders ?? 0;
    assert.ok(wasted >= 102 && wasted <= 112, `${wasted} points for what was wasted`);
  });

  it("takes 2 KiB for usual however many streams are refused", () => {
    const charges = chargesOf("server", (peer) => {
      const fields = (id: number) => [...requestFields, "x", `${id}`.padEnd(1_000, "v")];
      for (let id = 1; id < 400; id += 2) peer.sendBytes(peer.headers(id, "open", fields(id)));
    });
    assert.deepEqual(charges, { refusedStream: 198 });
  });

  it("sees the header blocks of streams beyond our GOAWAY", () => {
    const charges = chargesOf("server", (peer) => {
      peer.connection.goAway(0, "");
      peer.sendBytes(peer.headers(1), peer.headers(3));
    });
    assert.deepEqual(charges, { strayFrame: 2 });
  });

  it("ends a peer that opens a window by crumbs, though DATA goes out for each", () => {
    const peer = ScriptedPeer.afterPreface("server", { costBudget: 100, costRefillPerSecond: 0 });
    peer.sendBytes(settings(SettingId.INITIAL_WINDOW_SIZE, 0), peer.headers(1));
    peer.sink.streams.get(1)!.sendHeaders([[":status", "200"]], false);
    peer.sink.streams.get(1)!.enqueue(new Uint8Array(50_000), false);
    for (let count = 0; count < 50; count++) peer.sendBytes(windowUpdate(1, 1));
    assert.equal(peer.take().filter((sent) => sent.startsWith("DATA")).length, 50);
    for (let count = 0; count < 50; count++) peer.sendBytes(windowUpdate(1, 1));
    assert.match(peer.sink.closedMessage, /: 81 WINDOW_UPDATE/);
  });

  it("finds a reset free once the layer above says so", () => {
    const charges = chargesOf("server", (peer) => {
      peer.sink.freeResets = true;
      peer.sendBytes(peer.headers(1), reset(1));
    });
    assert.deepEqual(charges, {});
  });

  it("charges a server for interim responses, and not for resets or late answers", () => {
    const charges = chargesOf("client", (peer) => {
      const interim = [":status", "103"];
      const one = peer.connection.openStream(null)!;
      one.sendHeaders([requestFields], true);
      peer.sendBytes(peer.headers(1, "", interim), reset(1));
      const two = peer.connection.openStream(null)!;
      two.sendHeaders([requestFields], true);
      two.reset(8);
      peer.sendBytes(peer.headers(3, "", [":status", "200"]), data(3, 20));
    });
    assert.deepEqual(charges, { interimResponse: 1 });
  });

  it("ends the connection of a peer that has overspent, and says on what", () => {
    const peer = ScriptedPeer.afterPreface("server", { costBudget: 100, costRefillPerSecond: 0 });
    // The preface's SETTINGS have cost 10.
    for (let id = 1; id < 19; id += 2) peer.sendBytes(peer.headers(id), reset(id));
    assert.deepEqual(peer.take(), []);
    peer.sendBytes(ping, peer.headers(19));
    assert.deepEqual(peer.take(), ["GOAWAY 17 ENHANCE_YOUR_CALM"]);
    assert.equal(
      peer.sink.closedMessage,
      "The connection cost more than its budget of 100 points, with 0 a second and what completed calls earn: 9 resets before an answer, 1 SETTINGS, 1 PING",
    );
  });

  it("never charges a client that completes its calls more than they earn", () => {
    const peer = ScriptedPeer.afterPreface("server", { costBudget: 100, costRefillPerSecond: 0 });
    for (let id = 1; id < 20_001; id += 2) {
      peer.sendBytes(
        peer.headers(id, ""),
        data(id, 20, "end"),
        windowUpdate(0, 20),
        windowUpdate(id, 20),
      );
      const stream = peer.sink.streams.get(id)!;
      if (id % 8 === 1) {
        peer.sendBytes(reset(id));
      } else {
        stream.sendHeaders([[":status", "200"]], false);
        stream.enqueue(new Uint8Array(20), false);
        stream.sendTrailers([["grpc-status", "0"]]);
      }
      stream.release();
    }
    assert.equal(peer.sink.closedMessage, "");
    assert.equal(peer.connection.openStreamCount, 0);
    assert.equal(peer.connection.counters.streamsCompleted, 7_500);
  });
});

describe("countReply()", () => {
  it("ends a peer that asks for a thousand answers and reads none", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.connection.setBlocked(true);
    for (let count = 0; count < 1_000; count++) peer.sendBytes(ping);
    assert.equal(peer.sink.closedMessage, "");
    peer.sendBytes(ping);
    assert.match(peer.sink.closedMessage, /asked for more than 1000 answers .* without reading/);
    assert.equal(peer.take().at(-1), "GOAWAY 0 ENHANCE_YOUR_CALM");
  });

  it("starts anew whenever the peer has read", () => {
    const peer = ScriptedPeer.afterPreface("server");
    for (let round = 0; round < 3; round++) {
      peer.connection.setBlocked(true);
      for (let count = 0; count < 900; count++) peer.sendBytes(ping);
      peer.connection.setBlocked(false);
    }
    assert.equal(peer.sink.closedMessage, "");
  });
});

describe("SETTINGS", () => {
  it("may have 32 entries, not 33", () => {
    const entries = (count: number): Uint8Array =>
      settings(...Array.from({ length: count }, () => [0x10, 1]).flat());
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(entries(32));
    assert.deepEqual(peer.take(), ["SETTINGS 0 ack"]);
    peer.sendBytes(entries(33));
    assert.deepEqual(peer.take(), ["GOAWAY 0 ENHANCE_YOUR_CALM"]);
    assert.equal(peer.sink.closedMessage, "SETTINGS has 33 entries: expected at most 32");
  });
});

/** A request whose list is larger than 16 KiB, in HEADERS and CONTINUATION. */
function tooLarge(peer: ScriptedPeer, streamId = 1): Uint8Array[] {
  const block = peer.headers(streamId, "end", [...requestFields, "x", "v".repeat(30_000)]).slice(9);
  const frames: Uint8Array[] = [];
  for (let at = 0; at < block.length; at += 16_000) {
    const isLast = at + 16_000 >= block.length;
    const flags = (isLast ? Flag.END_HEADERS : 0) | (at === 0 ? Flag.END_STREAM : 0);
    const type = at === 0 ? FrameType.HEADERS : FrameType.CONTINUATION;
    frames.push(frame(type, flags, streamId, block.subarray(at, at + 16_000)));
  }
  return frames;
}
