// What the fuzz targets of the compiler share: where chance comes from, what a case is, and its files.
//
// A case is a list of pieces, tokens above all, so that it can be cut down piece by piece. A piece is a string
// of octets, one a character; `@file NAME` alone begins another file.

/** Numbers that follow from a seed: `npm run fuzz` and the gate give the same for the same case. */
export interface RandomSource {
  /** A whole number from 0 to `limit`, which is not among them. */
  below(limit: number): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  /** True in one of `count` cases. */
  oneIn(count: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

export interface SchemaCase {
  readonly steps: readonly string[];
}

export interface SchemaTarget {
  readonly name: string;
  /** How many cases of the others one takes. */
  readonly weight: number;
  make(random: RandomSource): SchemaCase;
  /** @throws Finding, or whatever the compiler threw */
  run(fuzzCase: SchemaCase): void;
  simpler(step: string): readonly string[];
  plainer(fuzzCase: SchemaCase): readonly SchemaCase[];
  describe(step: string): string;
}

/** Something that the compiler must not do, in one sentence. */
export class Finding extends Error {
  override readonly name = "Finding";
}

const MARK = "@file ";

/** The piece that begins the file `path`. */
export function beginFile(path: string): string {
  return MARK + path;
}

/** Pieces of text: what is past ASCII becomes its octets. */
export function toPieces(texts: readonly string[]): readonly string[] {
  return texts.map((text) => Buffer.from(text, "utf8").toString("latin1"));
}

/** The files of a case by path; the first is `main.proto`. */
export function filesOf({ steps }: SchemaCase): ReadonlyMap<string, Uint8Array> {
  const pieces = new Map<string, string[]>([["main.proto", []]]);
  let current = pieces.get("main.proto")!;
  for (const step of steps) {
    if (step.startsWith(MARK)) {
      current = [];
      pieces.set(step.slice(MARK.length), current);
    } else {
      current.push(step);
    }
  }
  return new Map([...pieces].map(([path, list]) => [path, Buffer.from(list.join(""), "latin1")]));
}

/** Makes a target of what makes its cases and what runs them. */
export function createTarget(
  name: string,
  make: (random: RandomSource) => readonly string[],
  run: (files: ReadonlyMap<string, Uint8Array>) => void,
  weight = 1,
): SchemaTarget {
  return {
    name,
    weight,
    make: (random) => ({ steps: make(random) }),
    run: (fuzzCase) => run(filesOf(fuzzCase)),
    simpler: (step) =>
      step.length <= 1 || step.startsWith(MARK)
        ? []
        : [step.slice(0, step.length >> 1), step.slice(step.length >> 1), step.trimStart()].filter(
            (shorter) => shorter.length < step.length,
          ),
    plainer: () => [],
    describe: (step) => JSON.stringify(step),
  };
}
