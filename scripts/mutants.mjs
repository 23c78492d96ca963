// `npm run --silent mutants -- [part-of-name …] [--sample N] [--json]`: breaks the built engine in one
// named way at a time (scripts/mutants/list.mjs) and runs its tests until one fails. A mutant that no
// test notices has survived, and so has the mistake that it stands for: write the test.

import { availableParallelism } from "node:os";
import { mutants } from "./mutants/list.mjs";
import { createWorkplace } from "./mutants/workplace.mjs";
import { readArguments } from "./run/arguments.mjs";
import { buildQuietly } from "./run/build-quietly.mjs";
import { recordCounts } from "./run/counts.mjs";

const help = `
npm run mutants -- [part-of-name …]: breaks the HTTP/2 engine in one way at a time; a test must notice each

  --sample N  so many of them only, each day others
  --json      one object a line, for a program to read

Exit code 1 when one has survived, 2 for wrong arguments.
`;

const { json, sample, names } = readArguments(process.argv.slice(2), {
  help,
  numbers: { sample: undefined },
  switches: ["json"],
});
buildQuietly();

const wanted = mutants.filter(
  ({ name, file }) =>
    names.length === 0 || names.some((part) => name.includes(part) || file.includes(part)),
);
if (wanted.length === 0) {
  console.error(`No mutant is called "${names.join('" or "')}"`);
  process.exit(2);
}

/** Where only some are run, each day others. */
function sampleOf(list, count) {
  const day = Math.floor(Date.now() / 86_400_000);
  const first = (day * count) % list.length;
  return [...list.slice(first), ...list.slice(0, first)].slice(0, count);
}

const chosen = sample === undefined ? [...wanted] : sampleOf(wanted, sample);
const started = performance.now();
const results = [];
const workplaces = [];
try {
  for (let number = 0; number < availableParallelism(); number++)
    workplaces.push(createWorkplace());
  const unbroken = await workplaces[0].runUnbroken();
  for (const workplace of workplaces) workplace.setPace(unbroken.ms);
  if (unbroken.kind !== "survived") {
    console.error(`The tests fail without any mutant: ${unbroken.by}`);
    process.exitCode = 1;
  } else {
    const queue = [...chosen];
    await Promise.all(workplaces.map((workplace) => work(workplace, queue)));
    report();
  }
} finally {
  for (const workplace of workplaces) workplace.remove();
}

async function work(workplace, queue) {
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    const from = performance.now();
    const { kind, by } = await workplace.tryMutant(mutant);
    const seconds = (performance.now() - from) / 1_000;
    const result = { name: mutant.name, file: mutant.file, kind, by, seconds };
    results.push(result);
    if (json) console.log(JSON.stringify({ suite: "mutants", ...result }));
    else
      console.log(
        `${kind.padEnd(8)} ${seconds.toFixed(1).padStart(5)} s  ${mutant.name}${by ? `  <- ${by}` : ""}`,
      );
  }
}

function report() {
  const count = (kind) => results.filter((result) => result.kind === kind).length;
  const failed = count("survived") + count("stale");
  const seconds = (performance.now() - started) / 1_000;
  const counts = { passed: results.length - failed, failed, skipped: 0 };
  recordCounts(counts);
  process.exitCode = failed === 0 ? 0 : 1;
  if (json) {
    console.log(JSON.stringify({ suite: "mutants", ...counts, seconds }));
    return;
  }
  console.log(
    `\n${results.length} of ${mutants.length} mutants in ${seconds.toFixed(0)} s: ${count("killed")} killed by a test, ${count("hung")} by a hang, ${count("survived")} survived, ${count("stale")} stale`,
  );
  for (const { name, file, kind } of results) {
    if (kind === "survived")
      console.error(`Survived: "${name}" (${file}): write the test that notices it`);
    if (kind === "stale")
      console.error(
        `Stale: "${name}": its text stands not exactly once in ${file}: update scripts/mutants`,
      );
  }
}
