import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Stream } from "./stream.js";
import { StreamTable } from "./stream-table.js";

const stream = (id: number): Stream => ({ id }) as Stream;

describe("StreamTable", () => {
  it("finds a stream that stays open while thousands come and go", () => {
    const table = new StreamTable();
    table.add(stream(1));
    for (let id = 3; id < 20_000; id += 2) {
      table.add(stream(id));
      if (id > 43) table.delete(id - 40);
    }
    assert.equal(table.get(1)?.id, 1);
    assert.equal(table.get(19_999)?.id, 19_999);
    assert.equal(table.get(5), null);
    table.delete(1);
    assert.equal(table.get(1), null);
    assert.equal(table.size, 21, "id 3 and the last twenty");
  });

  it("agrees with a Map, whatever is opened and closed", () => {
    const close = fc.nat(2_000);
    fc.assert(
      fc.property(fc.array(close, { maxLength: 3_000 }), (closes) => {
        const table = new StreamTable();
        const map = new Map<number, Stream>();
        closes.forEach((back, index) => {
          const opened = stream(2 * index + 1);
          table.add(opened);
          map.set(opened.id, opened);
          const closed = 2 * Math.max(0, index - back) + 1;
          table.delete(closed);
          map.delete(closed);
          assert.equal(table.get(closed), null);
        });
        assert.equal(table.size, map.size);
        assert.deepEqual(
          table.list().map(({ id }) => id),
          [...map.keys()],
        );
        for (const [id, opened] of map) assert.equal(table.get(id), opened);
      }),
      { numRuns: 30 },
    );
  });
});
