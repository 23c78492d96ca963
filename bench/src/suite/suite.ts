// What a suite is: a list of cases, each with subjects that are measured in turn.

import type { Result } from "../run/result.js";
import type { Settings } from "../run/settings.js";

/** One measurement of one subject in one case: what its measures pick from. */
export interface Sample {
  /** Operations a second. */
  readonly perSecond?: number;
  /** How long one run of the subject takes, from its start to its end. */
  readonly seconds?: number;
  /** CPU time of the subject for one operation; absent where the system does not tell. */
  readonly cpuMicros?: number;
  /** The share of a core that the other side used: 0 to 1; absent where there is no other side. */
  readonly generatorShare?: number;
  /** Wall time of one operation. */
  readonly milliseconds?: number;
  /** From when operations were due to their end: the median and the 99th percentile. */
  readonly latencyMicros?: { readonly p50: number; readonly p99: number };
  /** The longest time for which the event loop was held up. */
  readonly stallMs?: number;
  /** The most memory that each process has had resident, by its name. */
  readonly peakBytes?: Readonly<Record<string, number>>;
  /** Resident memory: how far it grew at most, or what one thing held takes, as the measure says. */
  readonly residentBytes?: number;
  /** Memory of the JavaScript heap, likewise. */
  readonly heapBytes?: number;
  /** Messages encoded and decoded a second. */
  readonly encodesPerSecond?: number;
  readonly decodesPerSecond?: number;
  /** True where other machines had the core nearly all the time: see timed.ts. */
  readonly isCoreShared?: boolean;
  /** A program in one file, minified and compressed. */
  readonly bundleBytes?: number;
}

/** One figure of a case. */
export interface Measure {
  /** What is added to the case's name: `, CPU`. */
  readonly suffix: string;
  readonly unit: string;
  readonly isLessBetter: boolean;
  /** Ratios would say nothing: values may be about 0. */
  readonly hasNoRatio?: boolean;
  /** How many times better than a peer we are to be, by the peer's name. */
  readonly targets?: Readonly<Record<string, number>>;
  /** What our own value may be at most. */
  readonly limit?: number;
  pick(sample: Sample): number | undefined;
}

/** A subject made ready for one case. */
export interface Contestant {
  /** `trunkline`, or the peer's name as CONTRIBUTING lists them. */
  readonly subject: string;
  /** Runs the load for this long, warm-up before it, and tells what came out. */
  measure(settings: Settings): Promise<Sample>;
}

export interface Case {
  /** Begins with the side that is measured and names the load: `server, 400 in flight`. */
  readonly name: string;
  readonly measures: readonly Measure[];
  /** True where every measurement is of a process of its own: no round is left out for warming up. */
  readonly isColdAlways?: boolean;
  /** Who or what makes the load, with its name. */
  readonly generator: string;
  readonly contestants: readonly Contestant[];
}

/** A suite that is ready to be measured. */
export interface Prepared extends AsyncDisposable {
  readonly cases: readonly Case[];
  /** Subjects that are missing here, a sentence each. */
  readonly leftOut: readonly string[];
}

export interface Suite {
  readonly name: string;
  readonly title: string;
  /** What a reader of the figures has to know about the loads, in whole sentences. */
  readonly notes: string;
  /** Starts what the cases need; what is returned is disposed of in the end. */
  prepare(settings: Settings): Promise<Prepared>;
  /** What all results come to together, as lines of our own; none where some of them are missing. */
  summarise?(results: readonly Result[]): readonly Result[];
  /** Why the run is worth nothing, in a sentence; undefined where it is in order. */
  whyVoid?(results: readonly Result[]): string | undefined;
}
