// What a caller of the soak is to do: the argument of its program.

export interface CallPlan {
  readonly target: string;
  readonly connections: number;
  /** Calls at once on each connection. */
  readonly inFlight: number;
  /** Calls that are made at each SIGUSR2. */
  readonly callsAtOnce: number;
}
