// The attacker's process: node attacker.js <attack> <target> <seconds> <timed or untimed>. Prints "ready", begins at
// SIGUSR2, and prints its Outcome when it is through.

import { attacks } from "./attacks.js";
import { Campaign } from "./campaign.js";
import { leastProgress } from "./progress.js";

const [name, target, seconds, timing] = process.argv.slice(2);
const attack = attacks.find((each) => each.name === name);
if (attack === undefined || target === undefined) {
  throw new TypeError(
    `Cannot attack with "${name}" at "${target}": expected an attack and a target`,
  );
}

const waiting = setInterval(() => {}, 1_000_000);
process.once("SIGUSR2", async () => {
  clearInterval(waiting);
  const campaign = new Campaign(
    target,
    Number(seconds),
    attack.least ?? leastProgress,
    timing !== "untimed",
  );
  try {
    await attack.run(campaign);
  } catch (error) {
    campaign.problem(`The attacker failed: ${String(error)}`);
  }
  console.log(JSON.stringify(campaign.finish()));
});
console.log("ready");
