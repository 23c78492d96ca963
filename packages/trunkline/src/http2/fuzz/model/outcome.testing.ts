// What may become of a frame. RFC 9113 says "MUST" of most and leaves a choice for some: a verdict is the list
// of what is allowed, and an endpoint must do one of it.

import { errorName } from "../wire.testing.js";

/** What an endpoint does with one frame, and what is so from then on. */
export interface Outcome {
  readonly kind: "accepted" | "streamError" | "connectionError";
  /** The error code; 0 where there is none. */
  readonly code: number;
  /** What the layer above hears, a line each (heard.testing.ts); of a connection error nothing is said here. */
  readonly heard: readonly string[];
  /** A line that may come before those, whole or its beginning: data that was passed on as it arrived. */
  readonly mayHearBefore?: string;
  /** Makes it so in the model. */
  readonly apply: () => void;
}

const nothing = (): void => {};

export function accepted(heard: readonly string[], apply: () => void = nothing): Outcome {
  return { kind: "accepted", code: 0, heard, apply };
}

export function ignored(apply: () => void = nothing): Outcome {
  return accepted([], apply);
}

/** What an endpoint did do. */
export type Deed = Pick<Outcome, "kind" | "code" | "heard">;

export function isDone({ kind, code, heard, mayHearBefore }: Outcome, done: Deed): boolean {
  const first = done.heard[0];
  const hasMore = done.heard.length === heard.length + 1;
  const isMoreAllowed = first !== undefined && mayHearBefore?.startsWith(first) === true;
  const lines = hasMore && isMoreAllowed ? done.heard.slice(1) : done.heard;
  return (
    kind === done.kind &&
    code === done.code &&
    heard.length === lines.length &&
    heard.every((line, at) => line === lines[at])
  );
}

export function describeOutcome({ kind, code, heard }: Deed): string {
  if (kind === "connectionError") return `connection error ${errorName(code)}`;
  const events =
    heard.length === 0 ? "nothing" : heard.map((line) => line.slice(0, 120)).join("; ");
  if (kind === "accepted") return `accepted, heard: ${events}`;
  return `stream error ${errorName(code)}, heard: ${events}`;
}

/** What is wrong with a frame. A fault of the connection outweighs those of its stream. */
export class Faults {
  readonly connection: Set<number> = new Set();
  readonly stream: Set<number> = new Set();
}
