// Output buffers, lent to connections while they have something to send. Thousands of idle connections
// then own none, and a busy one gets the same warm memory again and again.

/** Room for a flush (64 KiB) and the frame that filled it. */
const BUFFER_BYTES = 98_304;
const FREE_BUFFERS_KEPT = 64;

/**
 * The same for a connection that sends much to a peer that takes it: a write of 512 KiB costs the system
 * a quarter less a byte than four of 64 KiB.
 */
const LARGE_BUFFER_BYTES = 557_056;
const FREE_LARGE_BUFFERS_KEPT = 4;

const free: Uint8Array[] = [];
const freeLarge: Uint8Array[] = [];

/** A buffer to write into; its contents are undefined. */
export function lendBuffer(isLarge: boolean): Uint8Array {
  return isLarge
    ? (freeLarge.pop() ?? Buffer.allocUnsafeSlow(LARGE_BUFFER_BYTES))
    : (free.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES));
}

/** Takes a buffer back, or leaves one to the garbage collector that has grown or is one too many. */
export function giveBackBuffer(buffer: Uint8Array): void {
  if (buffer.length === BUFFER_BYTES) {
    if (free.length < FREE_BUFFERS_KEPT) free.push(buffer);
  } else if (buffer.length === LARGE_BUFFER_BYTES && freeLarge.length < FREE_LARGE_BUFFERS_KEPT) {
    freeLarge.push(buffer);
  }
}
