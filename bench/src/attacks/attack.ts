// What an attack is: how it is led, and what the server has to do about it.

import type { Campaign } from "./campaign.js";
import type { Outcome } from "./outcome.js";
import type { Progress } from "./progress.js";
import type { VictimReport } from "./victim-report.js";

/** What a server under attack may take. */
export interface Bounds {
  /** Resident memory beyond what the server had before, at any moment. */
  readonly growthMiB: number;
  /** Heap and external memory beyond what it had before, once the attack is over. */
  readonly leftMiB: number;
  /** Share of a core, less what the well-behaved client takes. */
  readonly cpuShare: number;
  /** The well-behaved client's 99th percentile over that without the attack. */
  readonly p99Ratio: number;
}

/** The bounds of every attack that names no others. */
export const defaultBounds: Bounds = { growthMiB: 64, leftMiB: 4, cpuShare: 0.5, p99Ratio: 3 };

/** A sentence on what the server did not do, or undefined. */
export type Judge = (outcome: Outcome, victim: VictimReport) => string | undefined;

export interface Attack {
  /** What it is called on the command line: `rapid-reset`. */
  readonly name: string;
  /** What the attacker does, a sentence without its end. */
  readonly does: string;
  /** Where it was first described, such as CVE-2023-44487. */
  readonly reference?: string;
  /** What stops it, a sentence without its end: for docs/security.md. */
  readonly defence: string;
  readonly bounds?: Partial<Bounds>;
  /** What the attacker must have done: one that got nowhere says nothing about the server. */
  readonly least?: Progress;
  /** False where it is a good client's work: then CPU time and latency are not judged. Default true. */
  readonly isAttack?: boolean;
  /** How long it takes where the command does not say. */
  readonly seconds?: number;
  /** Options of the attacked server: timers that would outlast the attack, nothing else. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** True where it is led against a port with TLS; the well-behaved client calls over the other one. */
  readonly secure?: boolean;
  run(campaign: Campaign): Promise<unknown>;
  readonly judge: Judge;
}
