// What a subject's process is told, and what it answers on one line.

export interface SubjectRequest {
  readonly subject: string;
  /** By name. */
  readonly payload: string;
  readonly warmupMs: number;
  readonly measureMs: number;
}

export interface CodecSample {
  readonly encodesPerSecond?: number;
  readonly decodesPerSecond?: number;
}
