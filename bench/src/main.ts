// `npm run bench -- <suite>`: measures Trunkline beside its peers. `--help` tells the options.

import { parseArgs } from "node:util";
import { writeDocs } from "./report/docs.js";
import { describeMachine } from "./report/machine.js";
import { byCase, caseTable } from "./report/table.js";
import type { Result } from "./run/result.js";
import { addResults, readResults } from "./run/results-file.js";
import { runCase } from "./run/run-case.js";
import { quick, type Settings, thorough } from "./run/settings.js";
import type { Suite } from "./suite/suite.js";
import { suites } from "./suite/suites.js";

const HELP = `Usage: npm run --silent bench -- <suite> [options]

Suites: ${suites.map((suite) => suite.name).join(", ")}

  --json                 one JSON object a line and nothing else
  --quick                short rounds: for a look, not for quoting
  --rounds <n>           rounds over all subjects (default ${thorough.rounds})
  --measure-ms <n>       length of each measured window (default ${thorough.measureMs})
  --subject <name>       only this subject; may be repeated
  --case <text>          only cases whose name contains this; may be repeated
  --generator h2load     load from h2load instead of our own generator (servers only)
  --results <file>       add the results to this file, and measure only cases that are not in it:
                         a suite can be measured in parts
  --write-docs           put the figures into docs/performance.md
`;

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        quick: { type: "boolean", default: false },
        rounds: { type: "string" },
        "measure-ms": { type: "string" },
        subject: { type: "string", multiple: true, default: [] },
        case: { type: "string", multiple: true, default: [] },
        generator: { type: "string", default: "own" },
        results: { type: "string" },
        "write-docs": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`);
  }
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d*$/.test(text)) {
    fail(`Cannot set --${name} to "${text}": expected a whole number of at least 1`);
  }
  return Number(text);
}

const { values, positionals } = readOptions();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [suiteName, ...rest] = positionals;
const suite = suites.find(({ name }) => name === suiteName);
if (suite === undefined || rest.length > 0) {
  const known = suites.map(({ name }) => name).join(", ");
  fail(
    suiteName === undefined
      ? `Cannot tell what to measure: name a suite (there are: ${known})`
      : `Cannot measure "${positionals.join(" ")}": expected one suite (there are: ${known})`,
  );
}
if (values.generator !== "own" && values.generator !== "h2load") {
  fail(`Cannot use the generator "${values.generator}": expected own or h2load`);
}
if (values["write-docs"] && (values.quick || values.generator !== "own")) {
  fail(
    "Cannot write figures into the docs from short rounds or from h2load, which checks no replies",
  );
}
const base = values.quick ? quick : thorough;
const settings: Settings = {
  ...base,
  rounds: wholeNumber("rounds", values.rounds, base.rounds),
  measureMs: wholeNumber("measure-ms", values["measure-ms"], base.measureMs),
  subjects: values.subject,
  cases: values.case,
  generator: values.generator,
};

/** Measures all cases of the suite, telling each as it is done. */
async function run(chosen: Suite): Promise<void> {
  await using prepared = await chosen.prepare(settings);
  const { cases, leftOut } = prepared;
  const isTerminal = process.stderr.isTTY && !values.json;
  const progress = (text: string) => {
    if (isTerminal) process.stderr.write(`\r\u001b[K${text}`);
  };
  const print = (text: string) => {
    progress("");
    console.log(text);
  };
  if (!values.json) print(`${chosen.title}\n${chosen.notes}\n${describeMachine()}`);
  if (settings.generator === "h2load") {
    console.error("h2load counts replies by their HTTP status and does not compare them");
  }
  for (const reason of leftOut) console.error(`Left out: ${reason}`);

  const file = values.results;
  const results: Result[] = file === undefined ? [] : readResults(file, chosen.name);
  const isMeasured = new Set(results.map((result) => result.case));
  for (const item of cases) {
    if (settings.cases.length > 0 && !settings.cases.some((text) => item.name.includes(text))) {
      continue;
    }
    if (item.contestants.length === 0) continue;
    // Cases of results are named after what was measured of them too.
    if (item.measures.some(({ suffix }) => isMeasured.has(item.name + suffix))) continue;
    const found = await runCase(chosen.name, item, settings, progress);
    results.push(...found);
    if (file !== undefined) addResults(file, found);
    if (values.json) for (const result of found) print(JSON.stringify(result));
    else for (const group of byCase(found)) print(`\n${caseTable(group).join("\n")}`);
  }
  if (results.length === 0) {
    throw new Error("Nothing was measured: no case and subject of the suite fits the options");
  }
  const summary = chosen.summarise?.(results) ?? [];
  if (values.json) for (const result of summary) print(JSON.stringify(result));
  else for (const group of byCase(summary)) print(`\n${caseTable(group).join("\n")}`);
  results.push(...summary);
  const why = chosen.whyVoid?.(results);
  if (why !== undefined) throw new Error(`The run is void: ${why}`);
  if (values["write-docs"]) console.error(`Written to ${writeDocs(chosen, results, leftOut)}`);
}

await run(suite).catch((error: Error) => {
  console.error(error.message);
  // Servers that were being started may still run; they end with this process.
  process.exit(1);
});
