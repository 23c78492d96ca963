// Sockets that wait for their TLS handshake. One takes the thread a millisecond or two, whatever is done about it,
// and many may be asked for at once: then one begins in each turn, and who is connected has the time between.

import type { Socket } from "node:net";
import type { Clock } from "../base/index.js";

export class HandshakeQueue {
  readonly #clock: Pick<Clock, "defer">;
  readonly #begin: (socket: Socket) => void;
  #waiting: Socket[] = [];
  /** One has begun in this turn. */
  #isTurnTaken = false;

  /** @param begin begins the handshake on a socket that nobody has read from */
  constructor(clock: Pick<Clock, "defer">, begin: (socket: Socket) => void) {
    this.#clock = clock;
    this.#begin = begin;
  }

  /** Begins the handshake on a paused socket, now or when it is its turn. */
  add(socket: Socket): void {
    if (!this.#isTurnTaken) {
      this.#take(socket);
      return;
    }
    // A paused socket does not hear that its peer has gone: that comes out when it is its turn.
    socket.on("error", ignore);
    this.#waiting.push(socket);
  }

  #take(socket: Socket): void {
    this.#isTurnTaken = true;
    this.#clock.defer(() => this.#next());
    this.#begin(socket);
  }

  #next(): void {
    this.#isTurnTaken = false;
    for (let at = 0; at < this.#waiting.length; at++) {
      const socket = this.#waiting[at]!;
      if (socket.destroyed) continue;
      this.#waiting = this.#waiting.slice(at + 1);
      socket.removeListener("error", ignore);
      this.#take(socket);
      return;
    }
    this.#waiting.length = 0;
  }
}

function ignore(): void {}
