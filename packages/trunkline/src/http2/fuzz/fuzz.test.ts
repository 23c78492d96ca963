// The fuzz targets in the gate: what was found once is not found again, and a few cases more of each, the
// same in every run. `npm run fuzz -- http2` looks further.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { found } from "./found.testing.js";
import { Random } from "./random.testing.js";
import { caseOf, findingOf, shrink } from "./target.testing.js";
import { targets } from "./targets.testing.js";

const SEED = 1;
const CASES = 150;

describe("fuzz targets", () => {
  for (const target of targets) {
    it(`${target.name}: nothing is found in the first ${CASES} cases of seed ${SEED}`, () => {
      for (let number = 0; number < CASES; number++) {
        const finding = findingOf(target, caseOf(target, SEED, number));
        assert.equal(finding, null, `case ${number}`);
      }
    });
  }

  for (const { name, target, fuzzCase } of found) {
    it(`${target}: ${name}`, () => {
      const chosen = targets.find((each) => each.name === target);
      assert.ok(chosen, `there is no target "${target}"`);
      assert.equal(findingOf(chosen, fuzzCase), null);
    });
  }
});

describe("caseOf()", () => {
  for (const target of targets) {
    it(`${target.name}: gives the same case for the same seed and number`, () => {
      assert.deepEqual(caseOf(target, 7, 3), caseOf(target, 7, 3));
      assert.notDeepEqual(caseOf(target, 7, 3), caseOf(target, 7, 4));
    });
  }
});

describe("shrink()", () => {
  it("leaves only the steps that a finding needs, as small as they get", () => {
    const random = new Random(5);
    const steps = Array.from({ length: 40 }, () => random.below(30));
    const wanted = {
      name: "numbers",
      make: () => ({ steps }),
      run(fuzzCase: { readonly steps: readonly number[] }) {
        const [first, second] = fuzzCase.steps.filter((step) => step >= 10);
        if (first !== undefined && second !== undefined) throw new Error("two of them");
      },
      simpler: (step: number) => (step > 0 ? [step - 1] : []),
      plainer: () => [],
      describe: String,
    };
    assert.match(findingOf(wanted, { steps }) ?? "", /two of them/);
    assert.deepEqual(shrink(wanted, { steps }).steps, [10, 10]);
  });
});
