// What the caller of the drain is to do, and what it tells: the argument and the output of its program.

export interface DrainPlan {
  /** Names both servers. */
  readonly target: string;
  /** Each has a channel, and one call at a time. */
  readonly clients: number;
  /** Over all clients, at least: they go on until a second SIGUSR2. */
  readonly calls: number;
  /** Of each call. */
  readonly timeoutMs: number;
}

export interface DrainReport {
  readonly completed: number;
  readonly failed: number;
  /** What the first that failed said. */
  readonly messages: readonly string[];
  /** Connections made, over all clients. */
  readonly connections: number;
}
