// Who goes first where programs share a core with each other and with all else that the machine does, as far as
// the system lets us say so.

import { spawnSync } from "node:child_process";
import type { Command } from "@trunkline/interop";
import { describeMachine } from "../report/machine.js";

/** Goes before all else. */
const HIGH = ["nice", "-n", "-15"] as const;
/** Takes what others leave: of the idle class, which gives way at once. */
const LOW = ["chrt", "-i", "0"] as const;

const mayGoFirst =
  spawnSync(HIGH[0], [...HIGH.slice(1), "nice"], { encoding: "utf8" }).stdout?.trim() === "-15";
const mayGoLast = spawnSync(LOW[0], [...LOW.slice(1), "true"]).status === 0;

/** What is measured: the server and the well-behaved client, whatever else the machine does. */
export function measured(command: Command): Command {
  return mayGoFirst ? after(HIGH, command) : command;
}

/** The attacker, all its threads: it has what the well-behaved client leaves of their core. */
export function attacking(command: Command): Command {
  return mayGoLast ? after(LOW, command) : command;
}

/** The machine, how it was used, and the day. */
export function describeConditions(): string {
  const order = [
    ...(mayGoFirst ? [", server and well-behaved client before other programs"] : []),
    ...(mayGoLast ? [", attackers after them"] : []),
  ].join("");
  return `${describeMachine()}${order}; ${new Date().toISOString().slice(0, 10)}`;
}

function after(prefix: readonly [string, ...string[]], command: Command): Command {
  const [file, ...args] = prefix;
  return { ...command, file, args: [...args, command.file, ...command.args] };
}
