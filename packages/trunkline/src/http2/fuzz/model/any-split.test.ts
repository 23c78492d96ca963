import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { modelTarget } from "../model-target.testing.js";
import { Random } from "../random.testing.js";
import { Dialogue } from "./dialogue.testing.js";

/** What is heard and sent in a dialogue whose frames come in chunks that end wherever `chunkSeed` has it. */
function hold(dialogueSeed: number, chunkSeed: number): { heard: string[]; sent: string } {
  const fuzzCase = { ...modelTarget.make(new Random(dialogueSeed)), chunkSeed };
  const dialogue = new Dialogue(fuzzCase);
  for (const step of fuzzCase.steps) dialogue.take(step);
  return { heard: dialogue.heard, sent: Buffer.from(dialogue.sentBytes).toString("hex") };
}

it("a dialogue is heard and answered in the same way wherever its chunks end", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1 }), (dialogueSeed, chunkSeed) => {
      assert.deepEqual(hold(dialogueSeed, chunkSeed), hold(dialogueSeed, 0));
    }),
    { numRuns: 200 },
  );
});
