// What happens in a dialogue, as data.

import type { Role } from "../../index.js";
import type { FuzzCase } from "../target.testing.js";

/** What the layer above does; on a stream that is not there, nothing. */
export type Command =
  | { readonly kind: "open"; readonly end: boolean }
  | { readonly kind: "answer"; readonly stream: number; readonly end: boolean }
  | {
      readonly kind: "send";
      readonly stream: number;
      readonly bytes: number;
      readonly end: boolean;
      readonly how: "message" | "enqueue";
    }
  | { readonly kind: "finish"; readonly stream: number; readonly how: "data" | "trailers" }
  | { readonly kind: "reset"; readonly stream: number; readonly code: number }
  | { readonly kind: "consume"; readonly stream: number; readonly bytes: number }
  | { readonly kind: "release"; readonly stream: number }
  | { readonly kind: "block"; readonly isBlocked: boolean }
  | { readonly kind: "wait"; readonly forMs: number }
  | { readonly kind: "ping" | "drain" | "goAway" };

/** A command, or a frame of the peer in hexadecimal, header and all. */
export type ModelStep = Command | { readonly kind: "frame"; readonly bytes: string };

export interface ModelCase extends FuzzCase<ModelStep> {
  readonly role: Role;
  readonly maxConcurrentStreams: number;
  readonly streamWindowBytes: number;
  /** Where the chunks of a frame end follows from it; 0 is one chunk a frame. */
  readonly chunkSeed: number;
  readonly steps: readonly ModelStep[];
}
