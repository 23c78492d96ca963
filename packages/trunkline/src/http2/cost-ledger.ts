// What a peer's behaviour costs, and when it has cost too much: one ledger for each connection.
//
// An attack on HTTP/2 is a flood of frames that are legal one by one and dear or useless together. Each
// such event has a price in points; the points come back with time and with work that is wanted: calls
// that run to their end, and DATA that we send, whose receiver has to grant windows and may measure the
// connection with PING. A busy client earns far more than it spends, a flood earns nothing:
//
//   a client with 20,000 calls a second that cancels one of five: spends 40,000 points, earns 160,000
//   rapid reset, 100,000 streams a second: spends 1,000,000 points and is gone after the first 1,000 resets
//
// Earnings are not booked where they are earned, which is on the hot path: counters stand there, and are
// read when the balance has run out.

import type { ConnectionCounters } from "./connection-counters.js";

/** What is charged for. The value is the index into prices and counts. */
export const Cost = {
  /** RST_STREAM from the peer before it was answered and before its deadline: Rapid Reset. */
  reset: 0,
  /** A stream that we reset because the peer broke a rule on it: MadeYouReset. */
  streamFault: 1,
  /** A stream beyond the limit of concurrent streams. */
  refusedStream: 2,
  /** A header list too large to be kept. */
  oversizedHeaders: 3,
  /** SETTINGS, and an acknowledgement that nobody asked for. */
  settings: 4,
  /** PING, and an acknowledgement that nobody asked for. */
  ping: 5,
  /** DATA without data that does not end its stream. */
  emptyData: 6,
  /** DATA too short to hold a gRPC message's prefix. */
  tinyData: 7,
  /** PRIORITY. */
  priority: 8,
  /** WINDOW_UPDATE. */
  windowUpdate: 9,
  /** A frame on a stream that is closed. */
  strayFrame: 10,
  /** A frame of an unknown type. */
  unknownFrame: 11,
  /** A 1xx response. */
  interimResponse: 12,
  /** GOAWAY. */
  goAway: 13,
  /** 192 octets of a header block that were decoded for nothing. */
  wastedHeaders: 14,
} as const;
/** One of the values of `Cost`. */
export type Cost = (typeof Cost)[keyof typeof Cost];

/** Points and the words for the sentence in which a peer reads what it did. */
const prices: readonly (readonly [points: number, words: string])[] = [
  [10, "resets before an answer"],
  [10, "streams reset for a fault"],
  [10, "streams beyond the limit"],
  // Answered with a status, its stream earns what a completed call does: that is taken back here.
  [20, "header lists too large"],
  [10, "SETTINGS"],
  [1, "PING"],
  [100, "empty DATA"],
  [1, "tiny DATA"],
  [1, "PRIORITY"],
  [1, "WINDOW_UPDATE"],
  [1, "frames on closed streams"],
  [1, "frames of unknown types"],
  [10, "interim responses"],
  [100, "GOAWAY"],
  [1, "times 192 octets of header blocks for nothing"],
];

/** A call that runs to its end pays for one reset. */
const POINTS_A_COMPLETED_STREAM = 10;
/**
 * A DATA frame pays for two WINDOW_UPDATE, of the stream and the connection, and for one PING. One that is
 * short because the peer keeps its window short is not counted (write-scheduler.ts).
 */
const POINTS_A_DATA_FRAME_SENT = 3;

/** Limits of a ledger: see ConnectionOptions for the defaults. */
export interface CostLimits {
  /** Points that a peer can spend at once. */
  readonly costBudget: number;
  /** Points that come back each second. */
  readonly costRefillPerSecond: number;
}

export class CostLedger {
  readonly #limits: CostLimits;
  readonly #counters: Readonly<ConnectionCounters>;
  readonly #counts: number[] = new Array<number>(prices.length).fill(0);
  #balance: number;
  #settledAtMs: number;
  #streamsPaidFor = 0;
  #dataFramesPaidFor = 0;

  /**
   * @param counters what the connection counts on its hot path
   * @param nowMs the time of the host's clock
   */
  constructor(limits: CostLimits, counters: Readonly<ConnectionCounters>, nowMs: number) {
    this.#limits = limits;
    this.#counters = counters;
    this.#balance = limits.costBudget;
    this.#settledAtMs = nowMs;
  }

  /** How often each kind was charged, by the names of `Cost`. */
  get counts(): Readonly<Record<keyof typeof Cost, number>> {
    const entries = Object.entries(Cost).map(([name, cost]) => [name, this.#counts[cost]]);
    return Object.fromEntries(entries) as Record<keyof typeof Cost, number>;
  }

  /**
   * Charges one event, or `count` of them. False when the peer has spent more than it had, its earnings and
   * the time passed included: the connection must end.
   * @param clock asked for the time only when the balance has run out
   */
  charge(cost: Cost, clock: { nowMs(): number }, count = 1): boolean {
    this.#counts[cost]! += count;
    const points = prices[cost]![0] * count;
    this.#balance -= points;
    return this.#balance >= 0 || this.#settle(clock.nowMs(), points);
  }

  /** What was spent on, the dearest first, for GOAWAY: `1,001 resets before an answer, 3 PING`. */
  describe(): string {
    const spent = prices
      .map(([points, words], cost) => ({ points: points * this.#counts[cost]!, words, cost }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points);
    const dearest = spent.slice(0, 3).map(({ words, cost }) => `${this.#counts[cost]} ${words}`);
    return dearest.join(", ");
  }

  /** Books what has been refilled and earned; a full budget is full before the charge of `points`. */
  #settle(nowMs: number, points: number): boolean {
    const { costBudget, costRefillPerSecond } = this.#limits;
    const { streamsCompleted, dataFramesSent } = this.#counters;
    const refilled = ((nowMs - this.#settledAtMs) / 1000) * costRefillPerSecond;
    const earned =
      (streamsCompleted - this.#streamsPaidFor) * POINTS_A_COMPLETED_STREAM +
      (dataFramesSent - this.#dataFramesPaidFor) * POINTS_A_DATA_FRAME_SENT;
    this.#settledAtMs = nowMs;
    this.#streamsPaidFor = streamsCompleted;
    this.#dataFramesPaidFor = dataFramesSent;
    this.#balance = Math.min(costBudget - points, this.#balance + refilled + earned);
    return this.#balance >= 0;
  }
}
