// One attack from beginning to end: a fresh server, a well-behaved client beside, the attacker, and what
// each of them has to say, with memory and CPU time as the system counts them.

import { setTimeout } from "node:timers/promises";
import {
  cpuTimeMicros,
  nodeCommand,
  Program,
  repositoryPath,
  startServer,
  watchMemory,
} from "@trunkline/interop";
import { LOAD_CORE, moveHelpers, pinned, SUBJECT_CORE } from "../run/pinned.js";
import type { Attack } from "./attack.js";
import type { BystanderReport } from "./bystander-report.js";
import type { Outcome } from "./outcome.js";
import { attacking, measured } from "./priority.js";
import type { VictimReport, VictimSetup } from "./victim-report.js";

/** How long the server may take to forget the attacker. */
const FORGET_MS = 3_000;
const LOOK_AGAIN_MS = 100;
/** How long the well-behaved client is watched after the attack. */
const AFTER_MS = 250;
const MAX_BEFORE_MS = 5_000;
const MIN_BEFORE_MS = 100;
/**
 * How long the attack is led before anything is timed: JavaScript is compiled while it runs, and what an attack
 * reaches first takes ten times as long for a while.
 */
const WARM_UP_SECONDS = 1;

/** What one attack did to the server. */
export interface Measured {
  readonly outcome: Outcome;
  readonly victim: VictimReport;
  /** Heap and external memory that the attack has left behind. */
  readonly leftBytes: number;
  /** The server's largest resident memory beyond what it had before. */
  readonly grownBytes: number;
  /** Shares of a core that the server used. */
  readonly cpuShare: { readonly before: number; readonly attacked: number };
  /** What the well-behaved client saw. */
  readonly before: BystanderReport;
  readonly attacked: BystanderReport;
  readonly after: BystanderReport;
}

function script(name: string): string {
  return repositoryPath(`bench/dist/attacks/${name}.js`);
}

/** Signals `program` and reads the line that it answers with. */
async function ask<T>(program: Program): Promise<T> {
  const answerAt = program.lines.length;
  program.signal("SIGUSR2");
  return JSON.parse(await program.lineAt(answerAt)) as T;
}

/**
 * Measures `attack` for `seconds`, after the server without it for as long, but 5 s at most. The server's
 * JavaScript has a core; all else shares the other, where the attacker has what the well-behaved client leaves.
 *
 * @param isTimed false where nobody will ask how the server did without the attack
 */
export async function runAttack(
  attack: Attack,
  seconds: number,
  isTimed: boolean,
): Promise<Measured> {
  const secure = attack.secure === true;
  const setup: VictimSetup = { options: attack.options ?? {}, secure };
  const victimCommand = nodeCommand(script("victim"), [JSON.stringify(setup)], ["--expose-gc"]);
  await using server = await startServer(pinned(measured(victimCommand), SUBJECT_CORE));
  const victim = server.program;
  moveHelpers(victim.pid, LOAD_CORE);
  const bystanderCommand = nodeCommand(script("bystander"), [server.target]);
  const bystander = new Program(pinned(measured(bystanderCommand), LOAD_CORE));
  const target = secure ? await victim.lineAt(1) : server.target;
  const attackFor = (length: number) => {
    const command = nodeCommand(script("attacker"), [attack.name, target, String(length)]);
    return new Program(pinned(attacking(command), LOAD_CORE));
  };
  const attacker = attackFor(seconds);
  try {
    await Promise.all([bystander.lineAt(0), attacker.lineAt(0)]);
    const atRest = await ask<VictimReport>(victim);
    const share = async (work: () => Promise<unknown>) => {
      const startedAt = performance.now();
      const cpuBefore = cpuTimeMicros(victim.pid) ?? 0;
      await work();
      const cpuMicros = (cpuTimeMicros(victim.pid) ?? 0) - cpuBefore;
      return cpuMicros / 1_000 / (performance.now() - startedAt);
    };

    let before: BystanderReport | undefined;
    let outcome: Outcome | undefined;
    let shareBefore = 0;
    let shareAttacked = 0;
    // What the warm-up makes the server grow by counts.
    const [growth] = await watchMemory([victim.pid], async () => {
      if (isTimed && attack.isAttack !== false) await warmUp(attackFor(WARM_UP_SECONDS), victim);
      await ask(bystander);
      const beforeMs = isTimed ? Math.min(seconds * 1_000, MAX_BEFORE_MS) : MIN_BEFORE_MS;
      shareBefore = await share(() => setTimeout(beforeMs));
      before = await ask<BystanderReport>(bystander);
      shareAttacked = await share(async () => {
        outcome = await ask<Outcome>(attacker);
      });
    });
    const attacked = await ask<BystanderReport>(bystander);

    const victimAfter = await forget(victim);
    await ask(bystander);
    await setTimeout(AFTER_MS);
    return {
      outcome: outcome!,
      victim: victimAfter,
      leftBytes: victimAfter.heapBytes - atRest.heapBytes,
      grownBytes: growth!.grownBytes,
      cpuShare: { before: shareBefore, attacked: shareAttacked },
      before: before!,
      attacked,
      after: await ask<BystanderReport>(bystander),
    };
  } finally {
    await Promise.all([attacker.stop(), bystander.stop()]);
  }
}

/** Leads the attack so that the server knows it, and waits until it is over. */
async function warmUp(attacker: Program, victim: Program): Promise<void> {
  try {
    await attacker.lineAt(0);
    await ask<Outcome>(attacker);
    await forget(victim);
  } finally {
    await attacker.stop();
  }
}

/** The server's report once the well-behaved client's is the only connection left, or time is up. */
async function forget(victim: Program): Promise<VictimReport> {
  const until = performance.now() + FORGET_MS;
  for (;;) {
    const report = await ask<VictimReport>(victim);
    const isAlone = report.connections === 1 && (report.stats.openCalls ?? 0) <= 1;
    if (isAlone || performance.now() > until) return report;
    await setTimeout(LOOK_AGAIN_MS);
  }
}
