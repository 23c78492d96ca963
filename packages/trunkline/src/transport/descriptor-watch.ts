// Looks whether the process can open another socket, a moment after connections have come.
//
// Where it cannot, nobody would say so: libuv keeps one descriptor back, accepts what waits with it and closes
// that at once, and Node hears of no connection and no error. Clients see connections that end before a word.
// So a file is opened and closed, at most ten times a second and only while connections come.

import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { type Clock, Timer } from "../base/index.js";

const LOOK_AFTER_MS = 100;

const sentences: Readonly<Record<string, string>> = {
  EMFILE:
    "This process has no file descriptor left, so the connections that come next are closed unanswered: raise its limit of open files (ulimit -n), or set maxConnections below it",
  ENFILE:
    "This machine has no file descriptor left, so the connections that come next are closed unanswered: look for what holds them, or raise its limit (fs.file-max on Linux)",
};

/** Tells once each time that descriptors run out; one for each listener. */
export class DescriptorWatch extends Timer {
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #open: () => void;
  #isExhausted = false;

  /** @param open needs a descriptor for a moment, and throws where there is none */
  constructor(clock: Clock, onFault: (error: unknown) => void, open: () => void = openAndClose) {
    super();
    this.#clock = clock;
    this.#onFault = onFault;
    this.#open = open;
  }

  override get isReferenced(): boolean {
    return false;
  }

  /** A connection has come, maybe the last one that there was room for. */
  connectionCame(): void {
    if (!this.isArmed) this.#clock.schedule(this, this.#clock.nowMs() + LOOK_AFTER_MS);
  }

  /** The system has failed to accept a connection, and Node has heard of it. */
  acceptFailed(error: NodeJS.ErrnoException): void {
    const explained = explain(error);
    if (explained === null) this.#onFault(error);
    else this.#tell(explained);
  }

  override onTimer(): void {
    try {
      this.#open();
    } catch (error) {
      const explained = explain(error as NodeJS.ErrnoException);
      if (explained !== null) this.#tell(explained);
      return;
    }
    this.#isExhausted = false;
  }

  #tell(error: Error): void {
    if (this.#isExhausted) return;
    this.#isExhausted = true;
    this.#onFault(error);
  }
}

function openAndClose(): void {
  closeSync(openSync(devNull, "r"));
}

/** The error as a sentence; null where it is about something else. */
function explain(error: NodeJS.ErrnoException): Error | null {
  const { code = "" } = error;
  const sentence = sentences[code];
  if (sentence === undefined) return null;
  return Object.assign(new Error(`${sentence} (${code})`, { cause: error }), { code });
}
