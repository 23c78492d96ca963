// Output buffers, lent to connections while they have something to send. Thousands of idle connections
// then own none, and a busy one gets the same warm memory again and again.

/** Room for a flush (64 KiB) and the frame that filled it. */
const BUFFER_BYTES = 98_304;
const FREE_BUFFERS_KEPT = 64;

/** The part of a buffer, of either size, that the frame which fills it may need. */
const SPARE_BYTES = 32_768;
/** Of each size for bulk. */
const FREE_LARGE_BUFFERS_KEPT = 4;

const free: Uint8Array[] = [];
const freeLarge = new Map<number, Uint8Array[]>();

/** A buffer to write into; its contents are undefined. */
export function lendBuffer(): Uint8Array {
  return free.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
}

/** The same for a connection that sends much to a peer that takes it, in flushes of `flushBytes`. */
export function lendLargeBuffer(flushBytes: number): Uint8Array {
  const byteCount = flushBytes + SPARE_BYTES;
  const kept = freeLarge.get(byteCount);
  if (kept === undefined) freeLarge.set(byteCount, []);
  return kept?.pop() ?? Buffer.allocUnsafeSlow(byteCount);
}

/** Takes a buffer back, or leaves one to the garbage collector that has grown or is one too many. */
export function giveBackBuffer(buffer: Uint8Array): void {
  if (buffer.length === BUFFER_BYTES) {
    if (free.length < FREE_BUFFERS_KEPT) free.push(buffer);
    return;
  }
  const kept = freeLarge.get(buffer.length);
  if (kept !== undefined && kept.length < FREE_LARGE_BUFFERS_KEPT) kept.push(buffer);
}
