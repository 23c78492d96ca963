// Two engines joined by a wire that cuts their bytes anywhere and stops now and then: every message that
// one side sends arrives at the other, in order, whatever the windows, and the streams end as they should.

import type { ConnectionOptions, HeaderPart } from "../index.js";
import { Finding } from "./finding.testing.js";
import type { Random } from "./random.testing.js";
import type { FuzzCase, FuzzTarget } from "./target.testing.js";
import { type EngineEvent, WatchedEngine, type WatchedStream } from "./watched-engine.testing.js";

type Side = "client" | "server";

type Step =
  | { readonly kind: "open" }
  | {
      readonly kind: "send";
      readonly side: Side;
      readonly stream: number;
      readonly bytes: number;
      readonly how: "enqueue" | "message";
    }
  | {
      readonly kind: "end";
      readonly side: Side;
      readonly stream: number;
      readonly how: "empty" | "trailers";
    }
  | { readonly kind: "read"; readonly side: Side; readonly stream: number; readonly bytes: number }
  | { readonly kind: "carry"; readonly to: Side; readonly bytes: number }
  | { readonly kind: "block"; readonly side: Side; readonly isBlocked: boolean };

export interface PairCase extends FuzzCase<Step> {
  readonly client: ConnectionOptions;
  readonly server: ConnectionOptions;
  readonly steps: readonly Step[];
}

const request: readonly HeaderPart[] = [[":method", "POST", ":scheme", "http", ":path", "/a.B/C"]];
const response: readonly HeaderPart[] = [[":status", "200"]];
const trailers: readonly HeaderPart[] = [["grpc-status", "0"]];
const allSizes = [0, 1, 2, 100, 1023, 1024, 5000, 16_384, 16_385, 65_535, 65_536, 200_000];

export const pairTarget: FuzzTarget<PairCase, Step> = {
  name: "http2-pair",

  make(random) {
    const client = makeOptions(random);
    const server = makeOptions(random);
    // Through a window of a few bytes a large message takes as many rounds as it has bytes.
    const windows = [client, server].map((options) => options.streamWindowBytes ?? Infinity);
    const most = Math.min(...windows) * 300;
    const steps: Step[] = [];
    for (let count = random.between(5, 80); count > 0; count--) {
      steps.push(
        makeStep(
          random,
          allSizes.filter((size) => size <= most),
        ),
      );
    }
    return { client, server, steps };
  },

  run({ client, server, steps }) {
    const pair = new Pair(client, server);
    for (const step of steps) pair.take(step);
    pair.finish();
  },

  simpler(step) {
    if (!("bytes" in step) || step.bytes === 0) return [];
    return [0, 1, Math.floor(step.bytes / 2), step.bytes - 1]
      .filter((bytes) => bytes < step.bytes)
      .map((bytes) => ({ ...step, bytes }));
  },

  plainer: (fuzzCase) => [
    ...(Object.keys(fuzzCase.client).length > 0 ? [{ ...fuzzCase, client: {} }] : []),
    ...(Object.keys(fuzzCase.server).length > 0 ? [{ ...fuzzCase, server: {} }] : []),
  ],

  describe: (step) => JSON.stringify(step),
};

function makeStep(random: Random, sizes: readonly number[]): Step {
  const side = random.pick(["client", "server"] as const);
  const stream = random.below(4);
  const bytes = random.pick(sizes);
  switch (random.below(11)) {
    case 0:
      return { kind: "open" };
    case 1:
      return { kind: "end", side, stream, how: random.pick(["empty", "trailers"]) };
    case 2:
      return { kind: "block", side, isBlocked: random.oneIn(2) };
    case 3:
    case 4:
      return { kind: "read", side, stream, bytes };
    case 5:
    case 6:
    case 7:
      return { kind: "carry", to: side, bytes };
    default:
      return { kind: "send", side, stream, bytes, how: random.pick(["enqueue", "message"]) };
  }
}

function makeOptions(random: Random): ConnectionOptions {
  if (random.oneIn(4)) return {};
  return {
    streamWindowBytes: random.pick([1, 100, 1024, 8192, 65_535, 65_536, 1 << 20]),
    maxBufferedBytes: random.pick([65_536, 1 << 20]),
    maxConcurrentStreams: random.pick([1, 2, 250]),
  };
}

/** One direction of one stream: what was sent and what has arrived. */
class Lane {
  sentBytes = 0;
  arrivedBytes = 0;
  unreadBytes = 0;
  end: "open" | "empty" | "trailers" = "open";
  hasArrived = false;
}

class Pair {
  readonly #ends: Record<Side, WatchedEngine>;
  /** Bytes under way to a side. */
  readonly #wire: Record<Side, Uint8Array[]> = { client: [], server: [] };
  /** By stream id, the lane that leads to a side. */
  readonly #lanes: Record<Side, Map<number, Lane>> = { client: new Map(), server: new Map() };

  constructor(client: ConnectionOptions, server: ConnectionOptions) {
    this.#ends = {
      client: new WatchedEngine("client", client),
      server: new WatchedEngine("server", server),
    };
    for (const side of ["client", "server"] as const) {
      this.#ends[side].onEvent = (event) => this.#hear(side, event);
    }
    this.#collect();
    // A client that does not know of a low limit yet has its streams refused.
    if ((server.maxConcurrentStreams ?? 250) < 100) {
      this.#carry("server", Infinity);
      this.#carry("client", Infinity);
    }
  }

  take(step: Step): void {
    switch (step.kind) {
      case "open":
        this.#open();
        break;
      case "send":
        this.#send(step.side, step.stream, step.bytes, step.how);
        break;
      case "end":
        this.#end(step.side, this.#find(step.side, step.stream), step.how);
        break;
      case "read":
        this.#read(step.side, this.#find(step.side, step.stream), step.bytes);
        break;
      case "carry":
        this.#carry(step.to, step.bytes);
        break;
      case "block":
        this.#ends[step.side].connection.setBlocked(step.isBlocked);
        break;
    }
    this.#collect();
  }

  /** Everybody reads and ends and the wire carries everything: then nothing may be left. */
  finish(): void {
    for (const end of Object.values(this.#ends)) end.connection.setBlocked(false);
    this.#collect();
    for (let before = ""; this.#isMoving || before !== this.#progress(); ) {
      before = this.#progress();
      for (const side of ["client", "server"] as const) {
        this.#carry(side, Infinity);
        for (const watched of [...this.#ends[side].streams.values()]) {
          this.#read(side, watched, Infinity);
          // Only a client ends first: a server that does resets what is still under way.
          if (side === "client" || watched.hasHeardEnd) this.#end(side, watched, "trailers");
        }
        this.#collect();
      }
    }
    for (const side of ["client", "server"] as const) {
      for (const [id, lane] of this.#lanes[side]) {
        if (lane.arrivedBytes !== lane.sentBytes || !lane.hasArrived) {
          throw new Finding(
            `stream ${id} to the ${side}: ${lane.arrivedBytes} of ${lane.sentBytes} octets arrived, its end ${lane.hasArrived ? "too" : "not"}`,
          );
        }
      }
      const { openStreamCount } = this.#ends[side].connection;
      if (openStreamCount !== 0)
        throw new Finding(`${openStreamCount} streams are left at the ${side}`);
    }
  }

  get #isMoving(): boolean {
    return this.#wire.client.length + this.#wire.server.length > 0;
  }

  #progress(): string {
    const lanes = [...this.#lanes.client.values(), ...this.#lanes.server.values()];
    return lanes
      .map((lane) => `${lane.arrivedBytes} ${lane.unreadBytes} ${lane.hasArrived}`)
      .join();
  }

  #open(): void {
    const watched = this.#ends.client.open();
    if (watched === null) return;
    watched.hasSentHeaders = true;
    watched.stream.sendHeaders(request, false);
    this.#lanes.server.set(watched.stream.id, new Lane());
    this.#lanes.client.set(watched.stream.id, new Lane());
  }

  /** One of the open streams of a side, by any number. */
  #find(side: Side, number: number): WatchedStream | undefined {
    const streams = [...this.#ends[side].streams.values()];
    return streams[number % Math.max(1, streams.length)];
  }

  #send(side: Side, number: number, byteCount: number, how: "enqueue" | "message"): void {
    const watched = this.#find(side, number);
    if (watched === undefined || watched.stream.isWriteClosed) return;
    this.#answer(side, watched);
    const { stream } = watched;
    const lane = this.#laneFrom(side, stream.id);
    const bytes = pattern(stream.id, lane.sentBytes, byteCount);
    lane.sentBytes += byteCount;
    const out = how === "message" ? stream.beginMessage() : null;
    if (out === null) {
      stream.enqueue(bytes, false);
    } else {
      out.append(bytes);
      stream.commitMessage(false);
    }
  }

  #end(side: Side, watched: WatchedStream | undefined, how: "empty" | "trailers"): void {
    if (watched === undefined || watched.stream.isWriteClosed) return;
    // A server that ends before its client loses what is under way: not what is looked at here.
    if (side === "server" && !watched.hasHeardEnd) return;
    this.#answer(side, watched);
    this.#laneFrom(side, watched.stream.id).end = how;
    if (how === "trailers") watched.stream.sendTrailers(trailers);
    else watched.stream.end();
    if (side === "server") {
      watched.isReleased = true;
      this.#read(side, watched, Infinity);
      watched.stream.release();
    }
  }

  /** A server's HEADERS, before anything else that it sends. */
  #answer(side: Side, watched: WatchedStream): void {
    if (side === "client" || watched.hasSentHeaders) return;
    watched.hasSentHeaders = true;
    watched.stream.sendHeaders(response, false);
  }

  #read(side: Side, watched: WatchedStream | undefined, most: number): void {
    if (watched === undefined) return;
    const lane = this.#lanes[side].get(watched.stream.id)!;
    const byteCount = Math.min(most, lane.unreadBytes);
    lane.unreadBytes -= byteCount;
    watched.stream.consume(byteCount);
  }

  #laneFrom(side: Side, streamId: number): Lane {
    return this.#lanes[side === "client" ? "server" : "client"].get(streamId)!;
  }

  #carry(to: Side, most: number): void {
    const wire = this.#wire[to];
    let rest = most;
    while (rest > 0 && wire.length > 0) {
      const chunk = wire.shift()!;
      const part = chunk.subarray(0, rest);
      if (part.length < chunk.length) wire.unshift(chunk.subarray(part.length));
      rest -= part.length;
      this.#ends[to].receive(part);
      this.#collect();
    }
  }

  /** What the sides have sent goes onto the wire. */
  #collect(): void {
    for (const [side, other] of [
      ["client", "server"],
      ["server", "client"],
    ] as const) {
      const end = this.#ends[side];
      end.settle();
      this.#wire[other].push(...end.sentBytes.splice(0));
      end.sent.length = 0;
      end.events.length = 0;
    }
  }

  #hear(side: Side, event: EngineEvent): void {
    if (event.kind === "closed") throw new Finding(`the ${side} closed: ${event.error?.message}`);
    if (event.kind === "reset") throw new Finding(`the ${side}: ${event.error.message}`);
    if (event.kind !== "data" && event.kind !== "trailers") return;
    const lane = this.#lanes[side].get(event.streamId)!;
    if (event.kind === "data") {
      const wanted = pattern(event.streamId, lane.arrivedBytes, event.bytes.length);
      if (event.bytes.some((octet, at) => octet !== wanted[at])) {
        throw new Finding(
          `stream ${event.streamId} to the ${side}: other bytes than were sent, after ${lane.arrivedBytes}`,
        );
      }
      lane.arrivedBytes += event.bytes.length;
      lane.unreadBytes += event.bytes.length;
    }
    if (event.kind === "trailers" || event.end) {
      const how = event.kind === "trailers" ? "trailers" : "empty";
      if (lane.end !== how)
        throw new Finding(`stream ${event.streamId} ended in ${how}: expected ${lane.end}`);
      lane.hasArrived = true;
    }
  }
}

/** The octets of a stream from `offset` on, different for each stream. */
function pattern(streamId: number, offset: number, byteCount: number): Uint8Array {
  const bytes = new Uint8Array(byteCount);
  for (let at = 0; at < byteCount; at++)
    bytes[at] = (offset + at) * 7 + streamId + ((offset + at) >>> 8);
  return bytes;
}
