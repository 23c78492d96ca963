// One attack from beginning to end: a fresh server, a well-behaved client beside, the attacker, and what
// each of them has to say, with memory and CPU time as the system counts them.

import { setTimeout } from "node:timers/promises";
import {
  type Command,
  cpuTimeMicros,
  nodeCommand,
  Program,
  repositoryPath,
  startServer,
  watchMemory,
} from "@trunkline/interop";
import { inProduction, LOAD_CORE, moveHelpers, pinned, SUBJECT_CORE } from "../run/pinned.js";
import type { Attack } from "./attack.js";
import type { BystanderReport } from "./bystander-report.js";
import type { Outcome } from "./outcome.js";
import { attacking, measured } from "./priority.js";
import type { VictimReport, VictimSetup } from "./victim-report.js";

/** How long the server may take to forget the attacker's connections, and its calls. */
const FORGET_MS = 30_000;
const FORGET_CALLS_MS = 3_000;
const LOOK_AGAIN_MS = 100;
/** How long the well-behaved client is watched after the attack, and how long its first answer may take. */
const AFTER_MS = 250;
const SERVED_AGAIN_MS = 30_000;
/** How long a call of the well-behaved client may take; where no clock is to judge, so long that none is cut off. */
const TIMEOUT_MS = { timed: 5_000, untimed: 60_000 };
/** A program that takes longer to answer hangs. */
const ANSWER_MS = 300_000;
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
  const timer = new AbortController();
  const hangs = setTimeout(ANSWER_MS, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`"${program.name}" has not answered within ${ANSWER_MS / 1_000} s`);
  });
  hangs.catch(() => {});
  try {
    return JSON.parse(await Promise.race([program.lineAt(answerAt), hangs])) as T;
  } finally {
    timer.abort();
  }
}

/**
 * Measures `attack` for `seconds`, after the server without it for as long, but 5 s at most. The server's
 * JavaScript has a core; all else shares the other, where the attacker has what the well-behaved client leaves.
 *
 * @param isTimed whether CPU time and latency are judged: programs are then pinned and ranked, and calls have 5 s, else
 * 60 s
 */
export async function runAttack(
  attack: Attack,
  seconds: number,
  isTimed: boolean,
): Promise<Measured> {
  const secure = attack.secure === true;
  const setup: VictimSetup = { options: attack.options ?? {}, secure };
  // Where nothing is timed nobody has a core or goes first: an attacker that takes what others leave may get nothing.
  const asSubject = (command: Command) =>
    isTimed ? pinned(measured(command), SUBJECT_CORE) : inProduction(command);
  const asClient = (command: Command) =>
    isTimed ? pinned(measured(command), LOAD_CORE) : inProduction(command);
  const asAttacker = (command: Command) =>
    isTimed ? pinned(attacking(command), LOAD_CORE) : inProduction(command);
  const victimCommand = nodeCommand(script("victim"), [JSON.stringify(setup)], ["--expose-gc"]);
  await using server = await startServer(asSubject(victimCommand));
  const victim = server.program;
  if (isTimed) moveHelpers(victim.pid, LOAD_CORE);
  const timing = isTimed ? "timed" : "untimed";
  const bystanderArgs = [server.target, String(TIMEOUT_MS[timing])];
  const bystanderCommand = nodeCommand(script("bystander"), bystanderArgs);
  const bystander = new Program(asClient(bystanderCommand));
  const target = secure ? await victim.lineAt(1) : server.target;
  const attackFor = (length: number) => {
    const command = nodeCommand(script("attacker"), [attack.name, target, String(length), timing]);
    return new Program(asAttacker(command));
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
    const after = await watchAfter(bystander);
    return {
      outcome: outcome!,
      victim: victimAfter,
      leftBytes: victimAfter.heapBytes - atRest.heapBytes,
      grownBytes: growth!.grownBytes,
      cpuShare: { before: shareBefore, attacked: shareAttacked },
      before: before!,
      attacked,
      after,
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
  const startedAt = performance.now();
  for (;;) {
    const report = await ask<VictimReport>(victim);
    const isAlone = report.connections === 1;
    const isIdle = isAlone && (report.stats.openCalls ?? 0) <= 1;
    const passedMs = performance.now() - startedAt;
    if (isIdle || passedMs > (isAlone ? FORGET_CALLS_MS : FORGET_MS)) return report;
    await setTimeout(LOOK_AGAIN_MS);
  }
}

/** What the well-behaved client sees after the attack: for a while, and until a call has come back at all. */
async function watchAfter(bystander: Program): Promise<BystanderReport> {
  const startedAt = performance.now();
  for (;;) {
    await setTimeout(AFTER_MS);
    const report = await ask<BystanderReport>(bystander);
    const isServed = report.calls + report.failures > 0;
    if (isServed || performance.now() - startedAt > SERVED_AGAIN_MS) return report;
  }
}
