// What an attacker saw: plain data, which its process prints for the one that judges.

/** How one hostile connection went. */
export interface ConnectionRecord {
  framesSent: number;
  bytesSent: number;
  /** From the connection's beginning to its end, or to that of the attack. */
  openMs: number;
  /** Who ended it. */
  endedBy: "server" | "attacker";
  /** It ended with the socket reset, which takes what the server said before with it. */
  wasReset: boolean;
  /** Every GOAWAY that came. */
  readonly goAways: { readonly code: string; readonly text: string }[];
  /** RST_STREAM received, by error code. */
  readonly resets: Record<string, number>;
  /** Header blocks received, by what they say: `:status 431`, `grpc-status 12`. */
  readonly answers: Record<string, number>;
  dataBytes: number;
  /** Octets that the server has let it send on the connection since the beginning. */
  windowBytes: number;
  /** Acknowledgements of SETTINGS and of PING. */
  acks: number;
}

/** What the attacker's process prints. */
export interface Outcome {
  readonly connections: readonly ConnectionRecord[];
  /** What the attacker has to say besides. */
  readonly facts: readonly string[];
  /** What went wrong in a way that the records do not show: each breaks a bound. */
  readonly problems: readonly string[];
}

/** The counts of several records in one. */
export function sumCounts(
  counts: readonly Readonly<Record<string, number>>[],
): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const each of counts) {
    for (const [name, count] of Object.entries(each)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}
