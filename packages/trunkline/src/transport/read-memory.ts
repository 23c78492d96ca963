// The memory that sockets are read into: one piece for all of them, since a chunk is valid only during the
// call that hands it on.
//
// Node otherwise allocates 64 KiB a read, which a connection that receives much pays for with fresh pages
// and with garbage: 1 GiB over loopback took 0.7 s of a server's CPU time, and takes 0.3 s.
//
// Node offers this for sockets that connect, as the option `onread`. For sockets that were accepted there
// is no such option, so they are given what it sets; where Node has changed that, they read as they
// always did.

import { type OnReadOpts, Socket } from "node:net";
import { READ_BYTES } from "./endpoint.js";

/** Whatever receives what its socket reads. */
export interface Reader {
  /** As much as there is room for is to be read at once. */
  readonly isReadingMuch: boolean;
  receiveBytes(chunk: Uint8Array): void;
}

/** Where a socket has its reader. */
export const READER: unique symbol = Symbol("reader");

/** A socket that knows whose it is. */
export type OwnedSocket = Socket & { [READER]: Reader };

/** What is read at once of bulk, for a quarter of the calls. */
const BULK_READ_BYTES = 262_144;

const memory = Buffer.allocUnsafeSlow(BULK_READ_BYTES);
const usual = memory.subarray(0, READ_BYTES);

/** What the socket that has just called back reads into from now on; Node asks for it after each chunk. */
let next = usual;

/** The option `onread` of a socket that connects. It must have its reader before its first byte arrives. */
export const onread: OnReadOpts = {
  buffer: takeNext,
  callback(this: unknown, length: number): boolean {
    const reader = (this as OwnedSocket)[READER];
    reader.receiveBytes(memory.subarray(0, length));
    next = reader.isReadingMuch ? memory : usual;
    return true;
  },
};

/** The memory for the next chunk. A socket that connects begins with the usual one, whoever read before. */
function takeNext(): Uint8Array {
  const taken = next;
  next = usual;
  return taken;
}

/** Where Node keeps that option in a socket; undefined where it does not. */
const [BUFFER, GENERATOR, CALLBACK] = ["kBuffer", "kBufferGen", "kBufferCb"].map((name) =>
  Object.getOwnPropertySymbols(new Socket()).find(({ description }) => description === name),
) as [symbol | undefined, symbol | undefined, symbol | undefined];

interface SocketInside {
  [key: symbol]: unknown;
  readonly _handle?: { useUserBuffer?: (memory: Uint8Array) => void } | null;
}

/**
 * Has the socket read into the shared memory and hand each chunk to its reader. False where that cannot be:
 * then it emits "data".
 */
export function readIntoSharedMemory(socket: Socket): boolean {
  if (BUFFER === undefined || GENERATOR === undefined || CALLBACK === undefined) return false;
  const inside = socket as unknown as SocketInside;
  if (inside[GENERATOR] === takeNext) return true;
  const handle = inside._handle;
  // What has been read already would be left behind.
  if (typeof handle?.useUserBuffer !== "function" || socket.readableLength > 0) return false;
  inside[BUFFER] = usual;
  inside[GENERATOR] = takeNext;
  inside[CALLBACK] = onread.callback;
  handle.useUserBuffer(usual);
  return true;
}
