import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CallQueue, type Queueable } from "./call-queue.js";

class Item implements Queueable {
  queueNext: Queueable | null = null;
  queuePrevious: Queueable | null = null;
  readonly id: number;

  constructor(id: number) {
    this.id = id;
  }
}

test("CallQueue behaves as a list does under any sequence of operations", () => {
  const operation = fc.oneof(
    fc.constant("push" as const),
    fc.constant("unshift" as const),
    fc.nat(20),
  );
  fc.assert(
    fc.property(fc.array(operation), (operations) => {
      const queue = new CallQueue<Item>();
      const model: Item[] = [];
      const items: Item[] = [];
      for (const step of operations) {
        if (typeof step === "number") {
          const item = items[step];
          if (item === undefined) continue;
          queue.remove(item);
          if (model.includes(item)) model.splice(model.indexOf(item), 1);
        } else {
          const item = new Item(items.length);
          items.push(item);
          queue[step](item);
          model[step](item);
        }
        assert.deepEqual(
          queue.toArray().map((item) => item.id),
          model.map((item) => item.id),
        );
        assert.equal(queue.length, model.length);
        assert.equal(queue.peek(), model[0]);
      }
    }),
  );
});
