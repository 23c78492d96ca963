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
  /** How much of the time asked for was found with a free core, in the worse of both. */
  readonly freeShare: number;
  /** True where that was too little to tell, in one of both. */
  readonly isCoreShared: boolean;
  readonly fastestMs: number;
}
