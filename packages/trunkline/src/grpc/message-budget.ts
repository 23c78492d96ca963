// How many bytes of unfinished messages one connection may hold, both ends alike.
//
// A message may be larger than its stream's window, so the window must open before the message is whole. Were it
// opened for every stream at once, 250 streams with messages of 4 MiB would be 1 GiB of one peer. So windows open
// for as many large messages at a time as fit into a fifth of the limit, in the order in which they began, and for
// one always. The others wait with what their windows let through, and are not lost: a peer that has begun a
// message has the rest of it. Their bytes count no longer against the connection's window, or those who wait would
// close it to those who are to finish. Where no limit was set there is room for the first window of each that waits,
// so that it is met only by peers with windows that have grown, or where it was set low: then the message that
// exceeds it fails.

import { Status } from "./status.js";
import { StatusError } from "./status-error.js";

/** Messages up to this size, prefix and all, are not counted. */
const SMALL_BYTES = 65_536;
/** 64 MiB of messages whose windows open, and what 250 streams of 1 MiB have let through. */
const DEFAULT_MAX_UNFINISHED_BYTES = 320 * 1024 * 1024;
/** Windows are opened for the limit divided by this. */
const OPENED_DIVISOR = 5;

/** What the unfinished messages of one connection may hold. */
export interface UnfinishedLimit {
  readonly maxBytes: number;
  /**
   * Those that wait may hold so much for each of them where that is more: the window that their streams begin with.
   * 0 where the user has set the limit.
   */
  readonly bytesPerWaiting: number;
}

/**
 * The limit that a user set, or where they set none the default for streams with windows of `streamWindowBytes`.
 * @throws RangeError when `maxUnfinishedBytes` is not a whole number of at least 65536
 */
export function resolveUnfinishedLimit(
  maxUnfinishedBytes: number | undefined,
  streamWindowBytes: number,
): UnfinishedLimit {
  if (maxUnfinishedBytes === undefined) {
    // Until a peer has acknowledged a narrower window, it is 65,535 bytes wide.
    const bytesPerWaiting = Math.max(streamWindowBytes, SMALL_BYTES);
    return { maxBytes: DEFAULT_MAX_UNFINISHED_BYTES, bytesPerWaiting };
  }
  if (Number.isSafeInteger(maxUnfinishedBytes) && maxUnfinishedBytes >= SMALL_BYTES) {
    return { maxBytes: maxUnfinishedBytes, bytesPerWaiting: 0 };
  }
  throw new RangeError(
    `Cannot set maxUnfinishedBytes to ${String(maxUnfinishedBytes)}: expected a whole number of at least ${SMALL_BYTES}`,
  );
}

/** The window of a message's stream. */
export interface MessageWindow {
  /** `byteCount` received bytes are kept: they leave the connection's window free, and the stream's used up. */
  keep(byteCount: number): void;
  /** The stream's window opens for `byteCount` bytes that were kept. */
  giveBack(byteCount: number): void;
}

/** What the messages of one connection share. */
export class MessageBudget {
  readonly #limit: UnfinishedLimit;
  /** Windows open for so much, or for one message. */
  readonly #maxOpenedBytes: number;
  /** The sizes of messages that windows open for. */
  #openedBytes = 0;
  /** Bytes of those that wait. */
  #keptBytes = 0;
  readonly #waiting = new Set<UnfinishedMessage>();

  constructor(limit: UnfinishedLimit) {
    this.#limit = limit;
    this.#maxOpenedBytes = limit.maxBytes / OPENED_DIVISOR;
  }

  /** A message of `wholeBytes` has begun; null where it is too small to count. */
  begin(wholeBytes: number, window: MessageWindow): UnfinishedMessage | null {
    if (wholeBytes <= SMALL_BYTES) return null;
    const message = new UnfinishedMessage(this, wholeBytes, window);
    this.#waiting.add(message);
    this.#openNext();
    return message;
  }

  /** @internal Counts bytes of a message that waits. False where there is no room for them. */
  keep(byteCount: number): boolean {
    if (this.#keptBytes + byteCount > this.#maxBytes - this.#maxOpenedBytes) return false;
    this.#keptBytes += byteCount;
    return true;
  }

  /** @internal The message is whole, or given up. */
  end(message: UnfinishedMessage): void {
    if (this.#waiting.delete(message)) this.#keptBytes -= message.keptBytes;
    else this.#openedBytes -= message.wholeBytes;
    this.#openNext();
  }

  #openNext(): void {
    for (const message of this.#waiting) {
      const openedBytes = this.#openedBytes + message.wholeBytes;
      if (this.#openedBytes > 0 && openedBytes > this.#maxOpenedBytes) return;
      this.#openedBytes = openedBytes;
      this.#waiting.delete(message);
      this.#keptBytes -= message.keptBytes;
      message.open();
    }
  }

  /** What all may hold now. */
  get #maxBytes(): number {
    const { maxBytes, bytesPerWaiting } = this.#limit;
    return Math.max(maxBytes, this.#maxOpenedBytes + this.#waiting.size * bytesPerWaiting);
  }

  /** @internal */
  get error(): StatusError {
    return new StatusError(
      Status.RESOURCE_EXHAUSTED,
      `Received a part of a message for which there is no room: unfinished messages of one connection may hold ${this.#maxBytes} bytes`,
    );
  }
}

/** A large message on its way. */
export class UnfinishedMessage {
  readonly wholeBytes: number;
  /** Bytes that have come while it waited, and that its window has not been opened for. */
  keptBytes = 0;
  readonly #budget: MessageBudget;
  readonly #window: MessageWindow;
  #isOpened = false;

  constructor(budget: MessageBudget, wholeBytes: number, window: MessageWindow) {
    this.#budget = budget;
    this.wholeBytes = wholeBytes;
    this.#window = window;
  }

  /**
   * `byteCount` more bytes of it have come. True when they may be consumed, so that the window opens; otherwise they
   * have been kept.
   *
   * @throws StatusError RESOURCE_EXHAUSTED when there is no room for them
   */
  receive(byteCount: number): boolean {
    if (this.#isOpened) return true;
    if (!this.#budget.keep(byteCount)) throw this.#budget.error;
    this.keptBytes += byteCount;
    this.#window.keep(byteCount);
    return false;
  }

  /** @internal Its turn has come: its window opens. */
  open(): void {
    this.#isOpened = true;
    this.#giveBack();
  }

  /** It is whole, or given up. */
  end(): void {
    this.#budget.end(this);
    this.#giveBack();
  }

  #giveBack(): void {
    const { keptBytes } = this;
    this.keptBytes = 0;
    if (keptBytes > 0) this.#window.giveBack(keptBytes);
  }
}
