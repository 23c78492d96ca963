import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { DynamicTable } from "./dynamic-table.js";

/** The table's fields, newest first. */
function contents(table: DynamicTable): string[][] {
  const fields: string[][] = [];
  for (let number = table.insertedCount; number >= table.oldest; number--) {
    fields.push([table.name(number), table.value(number)]);
  }
  return fields;
}

function sizeOf(fields: readonly string[][]): number {
  return fields.reduce((sum, [name, value]) => sum + name!.length + value!.length + 32, 0);
}

describe("DynamicTable", () => {
  it("insert() drops the oldest entries until the new one fits", () => {
    const table = new DynamicTable(100);
    table.insert("a", "1");
    table.insert("b", "2");
    assert.equal(table.bytes, 68);
    table.insert("c", "3");
    assert.deepEqual(contents(table), [
      ["c", "3"],
      ["b", "2"],
    ]);
  });

  it("insert() of a field larger than the table leaves it empty", () => {
    const table = new DynamicTable(100);
    table.insert("a", "1");
    table.insert("b", "x".repeat(100));
    assert.deepEqual(contents(table), []);
    assert.equal(table.bytes, 0);
    table.insert("c", "x".repeat(67));
    assert.equal(table.bytes, 100);
  });

  it("does what a plain list does, whatever is inserted and however it is resized", () => {
    const insertion = fc.record({ nameOctets: fc.nat(20), valueOctets: fc.nat(90) });
    const size = fc.nat(1000).map((maxBytes) => ({ maxBytes }));
    const steps = fc.array(
      fc.oneof({ arbitrary: insertion, weight: 9 }, { arbitrary: size, weight: 1 }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(steps, (list) => {
        const table = new DynamicTable(600);
        let model: string[][] = [];
        let maxBytes = 600;
        let serial = 0;
        for (const step of list) {
          const { generation } = table;
          const before = JSON.stringify(model);
          if ("maxBytes" in step) {
            maxBytes = step.maxBytes;
            table.resize(maxBytes);
          } else {
            const field = [`${serial++}`.padEnd(step.nameOctets), "v".repeat(step.valueOctets)];
            model = [field, ...model];
            table.insert(field[0]!, field[1]!);
          }
          while (sizeOf(model) > maxBytes) model = model.slice(0, -1);
          assert.deepEqual(contents(table), model);
          assert.equal(table.bytes, sizeOf(model));
          assert.equal(table.count, model.length);
          if (JSON.stringify(model) !== before) assert.notEqual(table.generation, generation);
        }
      }),
    );
  });
});
