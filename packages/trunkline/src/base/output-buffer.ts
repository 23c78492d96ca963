// A growing byte buffer with one write position. It knows nothing of what is written into it.
//
// Owned by whoever sends the bytes. Writers append at `length` after reserving; a writer that fails
// rolls back by setting `length` to where it began. `bytes` may be replaced by `reserve`, so no
// writer may keep a reference to it across a call that reserves.

interface BufferConstructorLike {
  allocUnsafeSlow(bytes: number): Uint8Array;
}

const nodeBuffer = (globalThis as { Buffer?: BufferConstructorLike }).Buffer;

/** Memory without zeroing where the platform has it (Node), zeroed memory elsewhere (browsers). */
function allocate(byteLength: number): Uint8Array {
  return nodeBuffer === undefined
    ? new Uint8Array(byteLength)
    : nodeBuffer.allocUnsafeSlow(byteLength);
}

/** A growing byte buffer. Everything before `length` has been written, the rest is undefined. */
export class OutputBuffer {
  /** The memory written to; a Node Buffer where there is one. Replaced when it grows. */
  declare bytes: Uint8Array;
  /** How many bytes have been written: the position of the next write. */
  length = 0;
  /** @internal What `dataViewOf` has made last. */
  view: DataView | undefined;
  /** @internal The memory that it is a view of. */
  viewed: Uint8Array | undefined;

  /** @param initialBytes memory allocated at once, in bytes; default 1,024 */
  constructor(initialBytes = 1024) {
    this.bytes = allocate(initialBytes);
  }

  /** Makes room for `count` more bytes after `length`, growing to at least twice the size. */
  reserve(count: number): void {
    if (this.length + count > this.bytes.length) this.#grow(this.length + count);
  }

  /** Appends a copy of `source`. */
  append(source: Uint8Array): void {
    this.reserve(source.length);
    this.bytes.set(source, this.length);
    this.length += source.length;
  }

  #grow(wanted: number): void {
    const larger = allocate(Math.max(wanted, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** The memory of `out` for numbers of several bytes, which need not be aligned: another one once it has grown. */
export function dataViewOf(out: OutputBuffer): DataView {
  const bytes = out.bytes;
  if (out.viewed === bytes) return out.view!;
  out.viewed = bytes;
  out.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return out.view;
}
