// What a subject's process is told, and what it answers on one line.

export interface SubjectRequest {
  readonly subject: string;
  /** By name. */
  readonly payload: string;
  readonly warmupMs: number;
  readonly measureMs: number;
  /** See `CoreSpeed`: the fastest that anyone has found. */
  readonly fastestMs: number;
}

export interface CodecSample {
  readonly encodesPerSecond?: number;
  readonly decodesPerSecond?: number;
  /** Share of the time in which the core was free, in the worse of both. */
  readonly freeShare: number;
  readonly fastestMs: number;
}
