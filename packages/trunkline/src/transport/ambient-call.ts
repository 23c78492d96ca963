// The call that is being handled, for calls that are made meanwhile: passed on implicitly, through everything that is
// awaited, by Node's AsyncLocalStorage.
//
// Until the first run() nothing of Node's is switched on: on Node 20 it makes every promise of the process dearer.

import { AsyncLocalStorage } from "node:async_hooks";

class AmbientCall {
  /** True once a call was passed on: looked at before anything else, since most programs never do. */
  isUsed = false;
  readonly #storage = new AsyncLocalStorage<unknown>();

  /** What `run` gives; `current` is `call` meanwhile and in all that comes of it. */
  run<T>(call: unknown, run: () => T): T {
    this.isUsed = true;
    return this.#storage.run(call, run);
  }

  /** The call that is being handled; undefined where none is passed on. */
  get current(): unknown {
    return this.isUsed ? this.#storage.getStore() : undefined;
  }
}

/** One for the process. */
export const ambientCall: AmbientCall = new AmbientCall();
