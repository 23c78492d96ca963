// How wide a stream's window should be: wide enough that the peer need not wait for WINDOW_UPDATE, which
// is the bandwidth-delay product of the connection, and no wider, for the window is what a reader that
// stops can be sent.
//
// While DATA arrives, two round trips are measured with PING, and what arrived in them is counted:
//
//   bytes a round trip, as it would be without queues = bytes / 2 x least round trip / mean round trip
//
// If those fill more than 3/5 of the window, the window is what holds the peer back, and it is doubled:
//
//   1 Gbit/s, 100 ms:   1 MiB in 100 ms fills 1 MiB; so do 2, 4 and 8 MiB; 12.5 MB fill 0.75 of 16 MiB
//   1 Gbit/s, 0.2 ms:   1 MiB takes 8 ms, for it queues: 25 KB in 0.2 ms fill 0.02, and 1 MiB stays
//
// Two, because bytes that arrive just as the one round trip ends and the next begins are missed by one.
// The least round trip also counts that of our SETTINGS, which no DATA delays.

const ROUND_TRIPS = 2;
const FILLED = 3 / 5;
/** After a measurement that changed nothing, there is none for a while; twice as long each time. */
const LEAST_PAUSE_MS = 10;
const MOST_PAUSE_MS = 1000;
/** Clocks are not as fine as memory is fast. */
const LEAST_ROUND_TRIP_MS = 0.001;

/** What an answered PING means: another is to be sent, nothing is to be done, or windowBytes has grown. */
export type Measured = "pingAgain" | "nothing" | "grown";

export class BandwidthEstimate {
  /** What the window of a stream should be. Only grows. */
  windowBytes: number;
  readonly #mostBytes: number;
  #leastRoundTripMs = Infinity;
  /** How many round trips of a measurement are still to come; 0 when none is under way. */
  #roundTripsLeft = 0;
  #beganAtMs = 0;
  #beganAtBytes = 0;
  #answeredAtBytes = 0;
  #pausesUntilMs = -Infinity;
  #pauseMs = 0;

  /** @param mostBytes the window never grows past this; with `initialBytes`, it never grows */
  constructor(initialBytes: number, mostBytes: number) {
    this.windowBytes = initialBytes;
    this.#mostBytes = mostBytes;
  }

  /** Learns of a round trip that was measured otherwise. */
  learnRoundTrip(roundTripMs: number): void {
    this.#leastRoundTripMs = Math.min(
      this.#leastRoundTripMs,
      Math.max(roundTripMs, LEAST_ROUND_TRIP_MS),
    );
  }

  /** True unless a measurement is under way or the window has come to its end: worth asking for the time. */
  get isWanted(): boolean {
    return this.#roundTripsLeft === 0 && this.windowBytes < this.#mostBytes;
  }

  /**
   * A good part of a window has arrived. True when a measurement begins with it and a PING is to be sent.
   * @param receivedBytes flow-controlled bytes received so far
   */
  begin(receivedBytes: number, nowMs: number): boolean {
    if (!this.isWanted || nowMs < this.#pausesUntilMs) return false;
    // Peers may count PING between which no DATA was asked of them (gRFC A8).
    if (receivedBytes === this.#answeredAtBytes) return false;
    this.#roundTripsLeft = ROUND_TRIPS;
    this.#beganAtMs = nowMs;
    this.#beganAtBytes = receivedBytes;
    return true;
  }

  /** The PING has been answered. */
  answered(receivedBytes: number, nowMs: number): Measured {
    if (this.#roundTripsLeft === 0) return "nothing";
    const bytes = receivedBytes - this.#beganAtBytes;
    this.#answeredAtBytes = receivedBytes;
    this.#roundTripsLeft--;
    if (this.#roundTripsLeft > 0 && bytes > 0) return "pingAgain";
    const roundTrips = ROUND_TRIPS - this.#roundTripsLeft;
    this.#roundTripsLeft = 0;
    const roundTripMs = Math.max((nowMs - this.#beganAtMs) / roundTrips, LEAST_ROUND_TRIP_MS);
    this.learnRoundTrip(roundTripMs);
    const bytesWithoutQueues = (bytes / roundTrips) * (this.#leastRoundTripMs / roundTripMs);
    if (bytesWithoutQueues <= FILLED * this.windowBytes) {
      this.#pauseMs = Math.min(MOST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, 2 * this.#pauseMs));
      this.#pausesUntilMs = nowMs + this.#pauseMs;
      return "nothing";
    }
    this.#pauseMs = 0;
    this.windowBytes = Math.min(this.#mostBytes, 2 * this.windowBytes);
    return "grown";
  }
}
