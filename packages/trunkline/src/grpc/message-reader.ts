// Messages out of a stream of bytes (gRPC-HTTP2 "Length-Prefixed-Message"). DATA frames say nothing
// about where messages begin and end.
//
// Bytes are handed over as a view with view(), messages are taken with read(), and what is left is
// copied by keep() before the view dies. So a message that lies whole in a received chunk is decoded
// in place and never copied, and messages that nobody has asked for wait as bytes, not as objects.
//
// Memory follows the bytes that have arrived, never the length that a prefix claims. Window credit is
// given as read() uses bytes up: also for the beginning of a message that is still incomplete, which
// may be larger than the window, as far as the connection's MessageBudget has it.
//
// A compressed message may take a while to become one. Until then read() finds nothing, what comes after
// it waits as bytes, and no credit is given for any of it. After discard() it may still be at work: the owner
// learns of the end of that.
//
// The memory that a large message was put together in is its own: what it holds may be views of it.

import { copyBytes, readUint32 } from "../base/index.js";
import type { MessageType } from "../protobuf/index.js";
import { decompressMessage, markCompressed, maxCompressedBytes } from "./compressed-messages.js";
import type { Encoding } from "./encoding.js";
import { EncodingWork } from "./encoding-work.js";
import { PREFIX_BYTES } from "./frame-message.js";
import { findLargeField, SEEN_BYTES } from "./large-field.js";
import type { MessageBudget, MessageWindow, UnfinishedMessage } from "./message-budget.js";
import { Status } from "./status.js";
import { StatusError } from "./status-error.js";

/** Small pieces are gathered in blocks of this size, so that tiny frames do not cost an object each. */
const BLOCK_BYTES = 4096;

/** Messages of this size and more, in bytes, may keep the memory that they were put together in. */
const LARGE_BYTES = 65_536;

/** The widest values of lists have so many bytes. */
const ALIGNMENT = 8;

const noBytes = new Uint8Array(0);

/** True when `start` to `end` is exactly one uncompressed message with its prefix. */
export function isOneMessage(chunk: Uint8Array, start: number, end: number): boolean {
  return (
    end - start >= PREFIX_BYTES &&
    chunk[start] === 0 &&
    readUint32(chunk, start + 1) === end - start - PREFIX_BYTES
  );
}

/**
 * Decodes `start` to `end`, a message without its prefix.
 *
 * @param isKept true where the bytes are the message's from now on, which may then share their memory
 * @throws StatusError INTERNAL
 */
export function decodeMessage<T>(
  type: MessageType<T, never>,
  bytes: Uint8Array,
  start: number,
  end: number,
  isKept = false,
): T {
  try {
    return type.read(bytes, start, end, isKept);
  } catch (error) {
    throw new StatusError(
      Status.INTERNAL,
      `Cannot decode a ${type.typeName} of ${end - start} bytes: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** @throws StatusError RESOURCE_EXHAUSTED when a message is larger than the limit */
export function assertMessageBytes(messageBytes: number, maxMessageBytes: number): void {
  if (messageBytes > maxMessageBytes) {
    throw new StatusError(
      Status.RESOURCE_EXHAUSTED,
      `Received a message of ${messageBytes} bytes: the limit is ${maxMessageBytes} bytes`,
    );
  }
}

export class MessageReader<T> {
  readonly #type: MessageType<T, never>;
  /** The largest message accepted, without its prefix, after decompression too. */
  maxMessageBytes: number;

  /** The memory being read: a received chunk between view() and keep(), our own otherwise. */
  #bytes: Uint8Array = noBytes;
  #start = 0;
  #end = 0;
  #isView = false;
  /** What comes after `#bytes`; the last one may have room left. */
  #blocks: Block[] = [];
  /** Bytes in `#blocks`. */
  #blockedBytes = 0;
  /** Bytes at the front for which credit was given before they were used up. */
  #creditedBytes = 0;
  #credit = 0;
  /** What the messages of the connection share, and the window of this stream; null where nothing is shared. */
  #budget: MessageBudget | null = null;
  #window: MessageWindow | null = null;
  /** The message whose beginning has been read, where it is a large one. */
  #unfinished: UnfinishedMessage | null = null;
  /** What compressed messages are compressed with; null where there may be none. */
  #encoding: Encoding | null = null;
  #onInflated: OnInflated | null = null;
  /** The compressed message at the front, while it is inflated and until it is read; one discarded, while it is. */
  #inflation: Inflation | null = null;

  /** @param maxMessageBytes the largest message accepted, without its prefix, after decompression too */
  constructor(type: MessageType<T, never>, maxMessageBytes: number) {
    this.#type = type;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Holds large messages to the budget of their connection; `window` is that of their stream. */
  share(budget: MessageBudget, window: MessageWindow): void {
    this.#budget = budget;
    this.#window = window;
  }

  /**
   * From here on messages may be compressed.
   * @param onInflated called, in a later turn, when read() is worth another try, or isAtWork no longer true
   */
  useEncoding(encoding: Encoding, onInflated: OnInflated): void {
    this.#encoding = encoding;
    this.#onInflated = onInflated;
  }

  /** True while the next message has come and is not there yet: `onInflated` follows. */
  get isInflating(): boolean {
    return this.isAtWork && !this.#inflation!.work.isCancelled;
  }

  /** True while a message is inflated, be it one that was discarded meanwhile: `onInflated` follows. */
  get isAtWork(): boolean {
    return this.#inflation?.isPending === true;
  }

  /** Bytes that have arrived and not been read, a part of a message included. */
  get pendingBytes(): number {
    return this.#end - this.#start + this.#blockedBytes;
  }

  /** Bytes used up since the last call: for the stream's window. */
  takeCredit(): number {
    const credit = this.#credit;
    this.#credit = 0;
    return credit;
  }

  /** Hands over received bytes, valid until keep(), which the caller owes in the same turn. */
  view(chunk: Uint8Array, start: number, end: number): void {
    if (start === end) return;
    if (this.pendingBytes > 0) {
      this.#append(chunk, start, end);
      return;
    }
    this.#bytes = chunk;
    this.#start = start;
    this.#end = end;
    this.#isView = true;
  }

  /** Copies what has not been read of the view. */
  keep(): void {
    if (!this.#isView) return;
    this.#isView = false;
    this.#bytes =
      this.#start === this.#end ? noBytes : copyBytes(this.#bytes, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }

  /**
   * The next message, or undefined until more bytes have come.
   *
   * @throws StatusError INTERNAL for a flag or a message that cannot be read, RESOURCE_EXHAUSTED for
   * one over the limit, or over that of the connection; nothing can be read after that
   */
  read(): T | undefined {
    const pendingBytes = this.pendingBytes;
    if (pendingBytes < PREFIX_BYTES) return this.#wait(pendingBytes);
    if (this.#end - this.#start < PREFIX_BYTES) this.#join(PREFIX_BYTES);
    const flag = this.#bytes[this.#start]!;
    if (flag !== 0 && (flag !== 1 || this.#encoding === null)) throw flagError(flag);
    const messageBytes = readUint32(this.#bytes, this.#start + 1);
    const maxBytes = this.maxMessageBytes;
    assertMessageBytes(messageBytes, flag === 0 ? maxBytes : maxCompressedBytes(maxBytes));
    const wholeBytes = PREFIX_BYTES + messageBytes;
    if (pendingBytes < wholeBytes) return this.#waitFor(wholeBytes, pendingBytes);
    if (this.#end - this.#start < wholeBytes) {
      if (messageBytes < LARGE_BYTES || flag !== 0) this.#join(wholeBytes);
      else this.#joinAligned(wholeBytes);
    }

    const start = this.#start + PREFIX_BYTES;
    const end = start + messageBytes;
    const inflated = flag === 0 ? undefined : this.#inflate(start, end);
    if (inflated === null) return undefined;
    const message =
      inflated === undefined
        ? decodeMessage(this.#type, this.#bytes, start, end, this.#isGiven(messageBytes))
        : this.#decodeInflated(inflated);
    this.#credit += wholeBytes - this.#creditedBytes;
    this.#creditedBytes = 0;
    this.#endUnfinished();
    this.#start += wholeBytes;
    if (this.#start === this.#end) this.#nextBlock();
    return message;
  }

  /** Forgets all that is pending, with credit for it. */
  discard(): void {
    this.#credit += this.pendingBytes - this.#creditedBytes;
    this.#creditedBytes = 0;
    if (this.isAtWork) this.#inflation!.work.cancel();
    else this.#inflation = null;
    this.#blocks = [];
    this.#blockedBytes = 0;
    this.#bytes = noBytes;
    this.#start = 0;
    this.#end = 0;
    this.#isView = false;
    this.#endUnfinished();
  }

  /** The beginning of a message has come. */
  #waitFor(wholeBytes: number, pendingBytes: number): undefined {
    if (this.#unfinished === null && this.#budget !== null) {
      this.#unfinished = this.#budget.begin(wholeBytes, this.#window!);
    }
    if (this.#unfinished?.receive(pendingBytes - this.#creditedBytes) === false) {
      this.#creditedBytes = pendingBytes;
      return undefined;
    }
    return this.#wait(pendingBytes);
  }

  #endUnfinished(): void {
    if (this.#unfinished === null) return;
    const unfinished = this.#unfinished;
    this.#unfinished = null;
    unfinished.end();
  }

  /** The message that bytes `start` to `end` are compressed from; null until it is there. */
  #inflate(start: number, end: number): Uint8Array | null {
    const begun = this.#inflation;
    if (begun === null) return this.#beginInflation(start, end);
    if (begun.isPending) return null;
    this.#inflation = null;
    if (begun.error !== undefined) throw begun.error;
    return begun.message;
  }

  #beginInflation(start: number, end: number): Uint8Array | null {
    // An encoding may take its time, and a view is gone by then.
    const compressed = this.#isView
      ? copyBytes(this.#bytes, start, end)
      : this.#bytes.subarray(start, end);
    const work = new EncodingWork(this.#budget ?? this);
    const given = decompressMessage(this.#encoding!, compressed, this.maxMessageBytes, work);
    if (given instanceof Uint8Array) return given;
    const inflation: Inflation = { work, isPending: true, message: null, error: undefined };
    this.#inflation = inflation;
    const settle = (message: Uint8Array | null, error: unknown): void => {
      inflation.isPending = false;
      if (work.isCancelled) {
        this.#inflation = null;
      } else {
        inflation.message = message;
        inflation.error = error;
      }
      this.#onInflated!(!work.isCancelled);
    };
    given.then(
      (message) => settle(message, undefined),
      (error) => settle(null, error),
    );
    return null;
  }

  #decodeInflated(inflated: Uint8Array): T {
    const message = decodeMessage(this.#type, inflated, 0, inflated.length);
    markCompressed(message);
    return message;
  }

  /** Gives credit for an incomplete message, or the window might close before the rest can come. */
  #wait(pendingBytes: number): undefined {
    this.#credit += pendingBytes - this.#creditedBytes;
    this.#creditedBytes = pendingBytes;
    return undefined;
  }

  #append(chunk: Uint8Array, start: number, end: number): void {
    const count = end - start;
    this.#blockedBytes += count;
    const last = this.#blocks.at(-1);
    if (last !== undefined && last.bytes.length - last.end >= count) {
      last.bytes.set(chunk.subarray(start, end), last.end);
      last.end += count;
      return;
    }
    const bytes = new Uint8Array(Math.max(count, BLOCK_BYTES));
    bytes.set(chunk.subarray(start, end));
    this.#blocks.push({ bytes, start: 0, end: count });
  }

  /** True where a message may keep the memory that it is read from: ours, which nothing is written to again. */
  #isGiven(messageBytes: number): boolean {
    return messageBytes >= LARGE_BYTES && !this.#isView;
  }

  /** As #join(), for a message of which a large field is to be where a list of numbers can be a view of it. */
  #joinAligned(count: number): void {
    const seen = PREFIX_BYTES + SEEN_BYTES;
    if (this.#end - this.#start < seen) this.#join(seen);
    const payload = findLargeField(this.#bytes, this.#start + PREFIX_BYTES, this.#end);
    this.#join(count, payload === undefined ? 0 : (this.#start - payload) & (ALIGNMENT - 1));
  }

  /** Puts the next `count` bytes, which have all arrived, into one piece of memory, behind `lead` bytes. */
  #join(count: number, lead = 0): void {
    const joined = new Uint8Array(lead + count);
    joined.set(this.#bytes.subarray(this.#start, this.#end), lead);
    let length = this.#end - this.#start;
    let used = 0;
    while (length < count) {
      const block = this.#blocks[used]!;
      const taken = Math.min(block.end - block.start, count - length);
      joined.set(block.bytes.subarray(block.start, block.start + taken), lead + length);
      length += taken;
      block.start += taken;
      this.#blockedBytes -= taken;
      if (block.start === block.end) used++;
    }
    this.#blocks.splice(0, used);
    this.#bytes = joined;
    this.#start = lead;
    this.#end = lead + count;
    this.#isView = false;
  }

  /** Goes on to what comes after `#bytes`, which has been used up. */
  #nextBlock(): void {
    const block = this.#blocks.shift();
    this.#bytes = block?.bytes ?? noBytes;
    this.#start = block?.start ?? 0;
    this.#end = block?.end ?? 0;
    this.#blockedBytes -= this.#end - this.#start;
    this.#isView = false;
  }
}

/** Bytes of ours: those from `start` to `end` are there, there may be room after `end`. */
interface Block {
  readonly bytes: Uint8Array;
  start: number;
  end: number;
}

/** @param isWanted false for a message that was discarded meanwhile */
type OnInflated = (isWanted: boolean) => void;

/** A compressed message on its way to being one. */
interface Inflation {
  readonly work: EncodingWork;
  isPending: boolean;
  message: Uint8Array | null;
  error: unknown;
}

function flagError(flag: number): StatusError {
  return new StatusError(
    Status.INTERNAL,
    flag === 1
      ? "Received a compressed message: expected none without grpc-encoding"
      : `Received a message with flag byte ${flag}: expected 0 or 1`,
  );
}
