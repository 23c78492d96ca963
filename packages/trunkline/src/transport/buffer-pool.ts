// Output buffers, lent to connections while they have something to send. Thousands of idle connections
// then own none, and a busy one gets the same warm memory again and again.

/** Room for a flush (64 KiB) and the frame that filled it. */
const BUFFER_BYTES = 98_304;
const FREE_BUFFERS_KEPT = 64;

const free: Uint8Array[] = [];

/** A buffer to write into; its contents are undefined. */
export function lendBuffer(): Uint8Array {
  return free.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
}

/** Takes a buffer back, or leaves one to the garbage collector that has grown or is one too many. */
export function giveBackBuffer(buffer: Uint8Array): void {
  if (buffer.length === BUFFER_BYTES && free.length < FREE_BUFFERS_KEPT) free.push(buffer);
}
