import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BandwidthEstimate } from "./bandwidth-estimate.js";

type Measure = (atMs: number, roundTripMs: number, bytes: number) => string;

/** An estimate, and how to measure with it: so many bytes in two round trips, from a time on. */
function measuring(most = 8_000): { estimate: BandwidthEstimate; measure: Measure } {
  const estimate = new BandwidthEstimate(1_000, most);
  let received = 0;
  const measure: Measure = (atMs, roundTripMs, bytes) => {
    received += 1;
    if (!estimate.begin(received, atMs)) return "not begun";
    received += bytes / 2;
    const first = estimate.answered(received, atMs + roundTripMs);
    if (first !== "pingAgain") return first;
    received += bytes / 2;
    return estimate.answered(received, atMs + 2 * roundTripMs);
  };
  return { estimate, measure };
}

describe("BandwidthEstimate", () => {
  // Bytes in two round trips of so many ms, where the least is 10 ms and the window 1,000 bytes.
  const table: readonly [bytes: number, roundTripMs: number, outcome: string, why: string][] = [
    [2_000, 10, "grown", "full windows"],
    [1_500, 10, "grown", "full windows, less what the last instant missed"],
    [1_200, 10, "nothing", "windows that are not quite filled"],
    [2_000, 20, "nothing", "full windows that waited in a queue"],
    [2_600, 20, "grown", "more than a window of one stream, and a queue"],
    [20, 10, "nothing", "a trickle"],
  ];
  for (const [bytes, roundTripMs, outcome, why] of table) {
    it(`${outcome === "grown" ? "doubles" : "keeps"} the window for ${why}`, () => {
      const { estimate, measure } = measuring();
      estimate.learnRoundTrip(10);
      assert.equal(measure(0, roundTripMs, bytes), outcome);
      assert.equal(estimate.windowBytes, outcome === "grown" ? 2_000 : 1_000);
    });
  }

  it("stops at the most, and asks for nothing any more", () => {
    const { estimate, measure } = measuring(3_000);
    assert.equal(measure(0, 10, 9_000), "grown");
    assert.equal(measure(20, 10, 9_000), "grown");
    assert.equal(estimate.windowBytes, 3_000);
    assert.equal(estimate.isWanted, false);
    assert.equal(measure(40, 10, 9_000), "not begun");
  });

  it("measures less and less often while nothing changes, at least once a second", () => {
    const { measure } = measuring();
    const begunAtMs: number[] = [];
    for (let atMs = 0; atMs < 10_000; atMs++) {
      if (measure(atMs, 0.1, 20) === "nothing") begunAtMs.push(atMs);
    }
    const gaps = begunAtMs.slice(1).map((atMs, index) => atMs - begunAtMs[index]!);
    assert.deepEqual(gaps.slice(0, 7), [11, 21, 41, 81, 161, 321, 641]);
    assert.ok(
      gaps.slice(7).every((gap) => gap > 1_000 && gap < 1_002),
      gaps.join(", "),
    );
    assert.equal(measure(20_000, 10, 9_000), "nothing", "the round trip was 0.1 ms");
    assert.equal(measure(30_000, 0.1, 9_000), "grown");
    assert.equal(measure(30_000.2, 0.1, 9_000), "grown", "at once, as long as it grows");
  });

  it("ends early when no DATA came between, so that no PING is counted against us", () => {
    const estimate = new BandwidthEstimate(1_000, 8_000);
    assert.equal(estimate.begin(500, 0), true);
    assert.equal(estimate.answered(500, 10), "nothing");
    assert.equal(estimate.begin(900, 15), false, "a pause follows");
    assert.equal(estimate.begin(500, 100), false, "nothing has arrived since");
    assert.equal(estimate.answered(900, 30), "nothing", "an answer to nothing");
    assert.equal(estimate.begin(900, 100), true);
  });

  it("survives a clock that stands still", () => {
    const { estimate, measure } = measuring();
    estimate.learnRoundTrip(0);
    assert.equal(measure(5, 0, 2_000), "grown");
  });
});
