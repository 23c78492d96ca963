// What Watch gives one client: the status at once, then each that differs from the one given before. A client that
// reads slowly misses what has changed back in between: a watcher holds one status and no queue.
//
//   holding a status --next()--> given --changed--> holding
//   any --end()--> ending: what it holds is still given, then the call fails
//
// Invariant: next() is never answered twice with the same status in a row.

import type { StatusError } from "../../grpc/index.js";
import type { HealthCheckResponse_ServingStatus as ServingStatus } from "../../proto/index.js";

/** A reply of Watch. */
export interface WatchReply {
  readonly status: ServingStatus;
}

type Result = IteratorResult<WatchReply, undefined>;

interface Waiter {
  resolve(result: Result): void;
  reject(error: StatusError): void;
}

const done: Result = { done: true, value: undefined };

/** Where watchers are kept while their clients are there. */
export interface WatcherOwner {
  /** The client has left, or the call has ended. */
  forget(watcher: Watcher): void;
}

export class Watcher implements AsyncIterableIterator<WatchReply, undefined, undefined> {
  /** The service watched. */
  readonly service: string;
  /** The server whose client watches. */
  readonly server: object;
  readonly #owner: WatcherOwner;
  #status: ServingStatus;
  #given: ServingStatus | undefined;
  #waiter: Waiter | undefined;
  #error: StatusError | undefined;

  constructor(owner: WatcherOwner, server: object, service: string, status: ServingStatus) {
    this.#owner = owner;
    this.server = server;
    this.service = service;
    this.#status = status;
  }

  /** The service's status is now this. */
  update(status: ServingStatus): void {
    this.#status = status;
    const waiter = this.#waiter;
    if (waiter === undefined || status === this.#given) return;
    this.#waiter = undefined;
    waiter.resolve(this.#give());
  }

  /** After the status that it holds, the call fails with `error`. */
  end(error: StatusError): void {
    this.#error = error;
    const waiter = this.#waiter;
    if (waiter === undefined) return;
    this.#leave();
    waiter.reject(error);
  }

  next(): Promise<Result> {
    if (this.#status !== this.#given) return Promise.resolve(this.#give());
    if (this.#error !== undefined) {
      this.#leave();
      return Promise.reject(this.#error);
    }
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  /** The call is over. */
  return(): Promise<Result> {
    this.#waiter?.resolve(done);
    this.#leave();
    return Promise.resolve(done);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #leave(): void {
    this.#waiter = undefined;
    this.#owner.forget(this);
  }

  #give(): Result {
    this.#given = this.#status;
    return { done: false, value: { status: this.#status } };
  }
}
