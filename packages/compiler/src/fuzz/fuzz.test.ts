// The fuzz targets in the gate: what was found once is not found again, and a few cases more of each, the
// same in every run. `npm run fuzz -- compiler` looks further.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { found } from "./found.testing.js";
import { filesOf, type RandomSource } from "./target.testing.js";
import { targets } from "./targets.testing.js";

const CASES = 100;

/** Chance that follows from `seed`. */
function randomFrom(seed: number): RandomSource {
  let state = Math.imul(seed, 0x9e3779b9);
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    return ((mixed ^ (mixed >>> 13)) >>> 0) % limit;
  };
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    oneIn: (count) => below(count) === 0,
    pick: (choices) => choices[below(choices.length)]!,
  };
}

describe("fuzz targets of the compiler", () => {
  for (const target of targets) {
    const cases = Math.ceil(CASES / Math.sqrt(target.weight));
    it(`${target.name}: nothing is found in ${cases} cases`, () => {
      for (let seed = 0; seed < cases; seed++) {
        const fuzzCase = target.make(randomFrom(seed));
        assert.doesNotThrow(() => target.run(fuzzCase), fuzzCase.steps.join(""));
      }
    });
  }

  for (const { name, target, steps } of found) {
    it(`${target}: ${name}`, () => {
      const chosen = targets.find((each) => each.name === target);
      assert.ok(chosen, `there is no target "${target}"`);
      chosen.run({ steps });
    });
  }
});

describe("filesOf()", () => {
  it("gives the octets of each file", () => {
    const steps = ["a", "\u00e9", "@file b.proto", "c"];
    assert.deepEqual(
      [...filesOf({ steps })].map(([path, bytes]) => [path, [...bytes]]),
      [
        ["main.proto", [0x61, 0xe9]],
        ["b.proto", [0x63]],
      ],
    );
  });
});
