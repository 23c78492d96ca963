// What the bulk load is asked, and the bytes that are sent.

/**
 * Who receives: a reader of DATA frames that does no more than it must, bytes as they are, or a client
 * of the same make as the server.
 */
export type BulkReceiver = "frames" | "raw" | "trunkline" | "node:http2";

export interface BulkRequest {
  /** `host:port` of the server. */
  readonly target: string;
  readonly receiver: BulkReceiver;
  /** The root of the server's certificate, as PEM; absent where it speaks plaintext. */
  readonly authority?: string;
  /** Bytes to be sent by the server, over all streams. */
  readonly totalBytes: number;
  /** Streams at once; raw has one. */
  readonly streams: number;
  /** What the receiver lets be under way, on each stream and on the connection. */
  readonly windowBytes: number;
  /** The server's process, whose CPU time and memory are read. */
  readonly serverPid: number;
}

export interface BulkResult {
  readonly receivedBytes: number;
  readonly elapsedMs: number;
  /** CPU time that the server used; absent where the system does not tell. */
  readonly cpuMicros?: number;
  /** How far the server's resident memory grew beyond what it was at the beginning. */
  readonly grownBytes?: number;
  /** The share of one core that the receiver used: 0 to 1. */
  readonly generatorShare: number;
}

/** What one write of a server has at most. */
export const PIECE_BYTES = 65_536;
const PATTERN_BYTES = 1 << 20;

/** What is sent over and over: byte `n` of a stream is byte `n % PATTERN.length` of this. */
export const PATTERN: Buffer = Buffer.allocUnsafeSlow(PATTERN_BYTES);
for (let at = 0, state = 1; at < PATTERN_BYTES; at++) {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  PATTERN[at] = state >>> 16;
}

/** The next piece of a stream that has sent `sent` of `total` bytes. */
export function nextPiece(sent: number, total: number): Buffer {
  const at = sent % PATTERN_BYTES;
  return PATTERN.subarray(at, Math.min(at + PIECE_BYTES, at + total - sent, PATTERN_BYTES));
}

/** True where bytes `start` to `end` of `chunk` are what a stream has at `offset`. */
export function isExpected(chunk: Buffer, start: number, end: number, offset: number): boolean {
  let from = start;
  while (from < end) {
    const at = (offset + from - start) % PATTERN_BYTES;
    const count = Math.min(end - from, PATTERN_BYTES - at);
    if (PATTERN.compare(chunk, from, from + count, at, at + count) !== 0) return false;
    from += count;
  }
  return true;
}

const PATH_PREFIX = "/bulk/";

/** The path that asks for `bytes` bytes. */
export function bulkPath(bytes: number): string {
  return `${PATH_PREFIX}${bytes}`;
}

/** How many bytes a path asks for. @throws Error for any other path */
export function bytesOfPath(path: string | undefined): number {
  const bytes = path?.startsWith(PATH_PREFIX) ? Number(path.slice(PATH_PREFIX.length)) : Number.NaN;
  if (!Number.isSafeInteger(bytes))
    throw new Error(`Cannot serve "${path}": expected ${PATH_PREFIX}N`);
  return bytes;
}
