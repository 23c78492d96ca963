// What the attacked server is told and what it tells.

/** The argument of the victim's program. */
export interface VictimSetup {
  /** True for a second port, with TLS: its target is the second line that is printed. */
  readonly secure?: boolean;
  /** Options of the server that differ from its defaults, such as timers that would outlast the attack. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What the victim prints at SIGUSR2. */
export interface VictimReport {
  /** Heap and external memory in use after a collection. */
  readonly heapBytes: number;
  /** Connections that are open. */
  readonly connections: number;
  /** The most handlers of Index, Stay, Work and Hold that were at work at once. */
  readonly mostRunning: number;
  /** Times that the server's hook heard of a fault of the server's own. */
  readonly errors: number;
  /** The server's counters. */
  readonly stats: Readonly<Record<string, number>>;
}
