// From what was measured to what is wrong with it.

import { type Attack, type Bounds, defaultBounds } from "./attack.js";
import { leastProgress } from "./progress.js";
import type { Measured } from "./run-attack.js";

const MIB = 2 ** 20;

export interface Verdict {
  /** False where CPU time and latency were left out. */
  readonly isTimed: boolean;
  readonly bounds: Bounds;
  /** A sentence for each bound that is broken, and for what the server did wrong. */
  readonly problems: readonly string[];
}

/**
 * Judges what was measured.
 *
 * @param isTimed false leaves out CPU time and latency, which move with the machine
 */
export function judge(attack: Attack, measured: Measured, isTimed: boolean): Verdict {
  const bounds = { ...defaultBounds, ...attack.bounds };
  const { outcome, victim, cpuShare, before, attacked, after } = measured;
  const problems = [...outcome.problems];
  const least = attack.least ?? leastProgress;
  const connections = outcome.connections.length;
  const frames = outcome.connections.reduce((sum, { framesSent }) => sum + framesSent, 0);
  if (connections < least.connections || frames < least.frames) {
    problems.push(
      `The attacker made ${connections} connections and ${frames} frames: expected at least ${least.connections} and ${least.frames}`,
    );
  }
  const wrong = attack.judge(outcome, victim);
  if (wrong !== undefined) problems.push(wrong);

  const check = (what: string, value: number, limit: number, unit: string) => {
    if (value > limit) {
      problems.push(`${what} ${value.toFixed(1)} ${unit}: expected at most ${limit} ${unit}`);
    }
  };
  check("The server grew by", measured.grownBytes / MIB, bounds.growthMiB, "MiB");
  check("The attack left behind", measured.leftBytes / MIB, bounds.leftMiB, "MiB");
  check("Connections left besides the client's own:", victim.connections - 1, 0, "connections");
  check("Faults that the server calls its own:", victim.errors, 0, "faults");
  const failed = attacked.failures + after.failures;
  if (failed > 0) {
    const why = attacked.firstFailure ?? after.firstFailure;
    problems.push(`${failed} calls of the well-behaved client failed, the first with "${why}"`);
  }
  if (after.calls === 0) problems.push("The server served nobody after the attack");

  const isJudged = isTimed && attack.isAttack !== false;
  if (isJudged) {
    const extra = cpuShare.attacked - cpuShare.before;
    check("The server took", extra * 100, bounds.cpuShare * 100, "% of a core");
    const ratio = attacked.p99Ms / before.p99Ms;
    check("The well-behaved client's p99 rose by a factor of", ratio, bounds.p99Ratio, "times");
  }
  return { isTimed: isJudged, bounds, problems };
}

/** Of an odd number of tries the one in the middle, by how near CPU time and latency are to their bounds. */
export function medianOf(attack: Attack, tries: readonly Measured[]): Measured {
  const bounds = { ...defaultBounds, ...attack.bounds };
  const nearness = ({ cpuShare, before, attacked }: Measured): number =>
    Math.max(
      (cpuShare.attacked - cpuShare.before) / bounds.cpuShare,
      attacked.p99Ms / before.p99Ms / bounds.p99Ratio,
    );
  const sorted = tries.toSorted((a, b) => nearness(a) - nearness(b));
  return sorted[Math.floor(sorted.length / 2)]!;
}
