// What an attacker must have done: one that got nowhere says nothing about the server.

/** What an attacker has done. */
export interface Progress {
  readonly connections: number;
  readonly frames: number;
}

/** What every attacker must have done that names nothing else: it came back, and said something each time. */
export const leastProgress: Progress = { connections: 2, frames: 10 };
