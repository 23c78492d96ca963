// Messages to JSON and back beside the others that have it.

import type { Settings } from "../../run/settings.js";
import { CoreSpeed } from "../core-speed.js";
import { rate } from "../measures.js";
import type { Case, Contestant, Prepared, Sample, Suite } from "../suite.js";
import { timed } from "../timed.js";
import { checkLibrary, type Direction, type Library, libraries } from "./libraries.js";
import { type Payload, payloads } from "./payloads.js";

const directions: readonly Direction[] = ["to text", "from text", "to a value", "from a value"];

/** How many times as fast as protobuf-es we are to be, over all payloads. */
const TARGET = 2;

/** The core's speed is looked for in so long before anything is measured, in ms. */
const CORE_MS = 1000;

const core = new CoreSpeed();

/** Converts one input after another until the window is over. */
function measureRate<T>(convert: (input: T) => unknown, inputs: readonly T[], ms: number): Sample {
  let next = 0;
  let seen = 0;
  const run = (): unknown => {
    const converted = convert(inputs[next]!);
    // A long text is put together when it is first looked at.
    if (typeof converted === "string") seen += converted.charCodeAt(0);
    if (++next === inputs.length) next = 0;
    return converted;
  };
  const { perSecond, isShared } = timed(run, ms, core);
  if (Number.isNaN(seen)) throw new Error("A text came to nothing");
  return { perSecond, isCoreShared: isShared };
}

/** What each library took, by direction and library: a list of rounds for each payload. */
type Taken = Map<string, number[][]>;

function contestantsOf(payload: Payload, direction: Direction, taken: Taken): Contestant[] {
  return libraries.flatMap((library) => {
    const found = library.of(payload);
    const convert = found?.[direction];
    if (found === undefined || convert === undefined) return [];
    const inputs = payload.values.map((value) => {
      if (direction === "from text") return JSON.stringify(value);
      return direction === "from a value" ? value : found.message(value);
    });
    const rounds: number[] = [];
    const all = taken.get(direction + library.subject) ?? [];
    taken.set(direction + library.subject, [...all, rounds]);
    const measure = async ({ measureMs }: Settings): Promise<Sample> => {
      const sample = measureRate(convert as (input: unknown) => unknown, inputs, measureMs);
      rounds.push(sample.perSecond!);
      return sample;
    };
    return [{ subject: library.subject, measure }];
  });
}

/** The geometric mean over those payloads that were measured, round by round. */
function meanCase(direction: Direction, taken: Taken): Case {
  const peers = libraries.filter(({ subject }) => meansOf(subject) !== undefined);
  function meansOf(subject: string): number[][] | undefined {
    const all = taken.get(direction + subject);
    // Of all payloads or of none: means over different ones cannot be compared.
    return all?.length === payloads.length ? all : undefined;
  }
  const contestant = ({ subject }: Library): Contestant => {
    let round = 0;
    return {
      subject,
      async measure() {
        const measured = meansOf(subject)!.filter((rounds) => rounds.length > 0);
        // The round that warms up is the first of those taken.
        round++;
        const logs = measured.map((rounds) => Math.log(rounds[round]!));
        if (logs.length === 0) return {};
        return { perSecond: Math.exp(logs.reduce((sum, each) => sum + each, 0) / logs.length) };
      },
    };
  };
  return {
    name: `${direction}, geometric mean of all`,
    measures: [rate("messages", { "protobuf-es": TARGET })],
    isColdAlways: true,
    generator: "none",
    contestants: peers.map(contestant),
  };
}

async function prepare({ subjects }: Settings): Promise<Prepared> {
  for (const payload of payloads) for (const library of libraries) checkLibrary(library, payload);
  core.warmUp(CORE_MS);
  const cases = directions.flatMap((direction) => {
    const taken: Taken = new Map();
    const isWanted = ({ subject }: Contestant) =>
      subjects.length === 0 || subjects.includes(subject);
    const single = payloads.map(
      (payload): Case => ({
        name: `${direction}, ${payload.name}`,
        measures: [rate("messages")],
        generator: "none",
        contestants: contestantsOf(payload, direction, taken).filter(isWanted),
      }),
    );
    const mean = meanCase(direction, taken);
    return [...single, { ...mean, contestants: mean.contestants.filter(isWanted) }];
  });
  return { cases, leftOut: [], async [Symbol.asyncDispose]() {} };
}

export const json: Suite = {
  name: "json",
  title: "JSON",
  notes:
    "Messages to JSON text and to values of JSON, and back, in one process; all libraries are given the same messages, and " +
    "give back the same before anything is measured. What counts is what is done while the core is free, and without the " +
    "checks of development, as with the codecs. protobuf.js is `toObject` and `JSON.stringify`, `JSON.parse` and " +
    "`fromObject`: it checks next to nothing, and does not know the JSON of the well-known types. `JSON` is " +
    "`JSON.stringify` and `JSON.parse` of plain values, without messages: a yardstick.",
  prepare,
};
