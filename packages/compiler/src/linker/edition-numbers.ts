// Editions as options name them: the values of google.protobuf.Edition, those that no file can have included.

import { EDITIONS } from "../descriptor/index.js";

const NUMBERS: { readonly [name: string]: number } = {
  ...EDITIONS,
  unknown: 0,
  "1_test_only": 1,
  "2_test_only": 2,
  legacy: 900,
  unstable: 9999,
  "99997_test_only": 99_997,
  "99998_test_only": 99_998,
  "99999_test_only": 99_999,
  max: 0x7fffffff,
};

/** The number of `EDITION_2023` and the like; undefined for what is no edition. */
export function editionNumber(word: string): number | undefined {
  const name = word.replace(/^EDITION_/, "").toLowerCase();
  return word.startsWith("EDITION_") && Object.hasOwn(NUMBERS, name) ? NUMBERS[name] : undefined;
}

/** The number of an edition as a file says it: `proto2`, `2023`. Those without a name as they are. */
export function editionName(edition: number): string {
  return Object.entries(NUMBERS).find(([, number]) => number === edition)?.[0] ?? String(edition);
}
