/** What the well-behaved client saw in one stretch of time. */
export interface BystanderReport {
  readonly calls: number;
  readonly failures: number;
  readonly firstFailure?: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}
