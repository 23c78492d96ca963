// What the load generator is asked and what it answers: the two ends of its command line.

import type { CallKind, Protocol } from "./workload.js";

export interface LoadRequest {
  /** `host:port` of the server. */
  readonly target: string;
  readonly protocol: Protocol;
  readonly connections: number;
  /** Calls in flight on each connection; HTTP/1.1 and raw have one. */
  readonly streams: number;
  readonly kind: CallKind;
  /** The root of the server's certificate, as PEM; absent where it speaks plaintext. */
  readonly authority?: string;
  /**
   * Calls begin at random moments, so many a second, whatever has become of those before them, and are
   * timed from the moment at which they were due. Absent: each call begins when another has ended.
   */
  readonly perSecond?: number;
  /** Load before the measured window. */
  readonly warmupMs: number;
  /** Length of the measured window. */
  readonly measureMs: number;
  /** The server's process, whose CPU time is read. */
  readonly serverPid: number;
}

/** What was measured; shared by the load generator and by measured clients. */
export interface LoadResult {
  /** Right replies within the window. */
  readonly completed: number;
  /** Right replies in all: those before the window and those after it, too. */
  readonly answered: number;
  readonly elapsedMs: number;
  /** CPU time that the measured process used in the window; absent where the system does not tell. */
  readonly cpuMicros?: number;
  /** With `perSecond`: from when a call was due to its whole reply, the median and the 99th percentile. */
  readonly latencyMicros?: { readonly p50: number; readonly p99: number };
  /** CPU time of other programs and of the host in the window, as a share of one core; absent where not told. */
  readonly disturbedShare?: number;
  /** The share of one core that the other side, which is not measured, used in the window: 0 to 1. */
  readonly generatorShare: number;
}
