import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { MessageBudget, resolveUnfinishedLimit, type UnfinishedMessage } from "./message-budget.js";

const MIB = 1 << 20;

class CountingWindow {
  kept = 0;
  givenBack = 0;

  keep(byteCount: number): void {
    this.kept += byteCount;
  }

  giveBack(byteCount: number): void {
    this.givenBack += byteCount;
  }
}

/** With a limit that a user has set. */
function budgetOf(maxBytes: number): MessageBudget {
  return new MessageBudget({ maxBytes, bytesPerWaiting: 0 });
}

/** A message that has begun, with its window. */
function begin(
  budget: MessageBudget,
  wholeBytes: number,
): { message: UnfinishedMessage; window: CountingWindow } {
  const window = new CountingWindow();
  const message = budget.begin(wholeBytes, window);
  assert.ok(message !== null);
  return { message, window };
}

describe("MessageBudget", () => {
  it("does not count messages of up to 64 KiB", () => {
    const budget = budgetOf(10 * MIB);
    assert.equal(budget.begin(65_536, new CountingWindow()), null);
    assert.notEqual(budget.begin(65_537, new CountingWindow()), null);
  });

  it("opens windows for a fifth of its bytes, in the order in which messages began", () => {
    const budget = budgetOf(10 * MIB);
    const [first, second, third, fourth] = [MIB, MIB, MIB, MIB].map((size) => begin(budget, size));
    assert.equal(first!.message.receive(1000), true);
    assert.equal(second!.message.receive(1000), true);
    assert.equal(third!.message.receive(1000), false);
    assert.equal(fourth!.message.receive(500), false);
    assert.deepEqual([third!.window.kept, fourth!.window.kept], [1000, 500]);
    second!.message.end();
    assert.deepEqual([third!.window.givenBack, fourth!.window.givenBack], [1000, 0]);
    assert.equal(third!.message.receive(1000), true);
    assert.equal(fourth!.message.receive(1000), false);
  });

  it("does not let a small one past a large one that waits", () => {
    const budget = budgetOf(10 * MIB);
    begin(budget, MIB);
    assert.equal(begin(budget, 2 * MIB).message.receive(1), false);
    assert.equal(begin(budget, 100_000).message.receive(1), false);
  });

  it("always opens the window of one, however large", () => {
    const budget = budgetOf(MIB);
    const { message } = begin(budget, 4 * MIB);
    assert.equal(message.receive(MIB), true);
    assert.equal(begin(budget, MIB).message.receive(1), false);
  });

  it("gives back what was kept of one that ends while it waits", () => {
    const budget = budgetOf(MIB);
    const first = begin(budget, MIB);
    const second = begin(budget, MIB);
    second.message.receive(700);
    second.message.end();
    assert.equal(second.window.givenBack, 700);
    first.message.end();
    assert.equal(second.window.givenBack, 700);
  });

  it("fails the message that exceeds what those that wait may hold, until there is room again", () => {
    const budget = budgetOf(MIB);
    begin(budget, MIB);
    const waiting = begin(budget, MIB);
    waiting.message.receive(800_000);
    const { message } = begin(budget, MIB);
    assert.throws(() => message.receive(100_000), {
      name: "StatusError",
      code: 8,
      message:
        "Received a part of a message for which there is no room: unfinished messages of one connection may hold 1048576 bytes",
    });
    waiting.message.end();
    assert.equal(message.receive(100_000), false);
  });

  it("has room for the first window of each that waits, where no limit was set", () => {
    const budget = new MessageBudget({ maxBytes: 5 * MIB, bytesPerWaiting: MIB });
    begin(budget, 4 * MIB);
    const waiting = Array.from({ length: 10 }, () => begin(budget, 4 * MIB));
    for (const { message } of waiting) assert.equal(message.receive(MIB), false);
    assert.throws(() => waiting[0]!.message.receive(1), {
      code: 8,
      message: /unfinished messages of one connection may hold 11534336 bytes/,
    });
  });

  it("holds no more than its bytes, and has nobody wait for nothing, whatever happens", () => {
    const step = fc.record({
      which: fc.nat(20),
      size: fc.integer({ min: 65_537, max: 3 * MIB }),
      ends: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const budget = budgetOf(4 * MIB);
        const open = new Map<number, { message: UnfinishedMessage; window: CountingWindow }>();
        for (const { which, size, ends } of steps) {
          const found = open.get(which);
          if (found === undefined) open.set(which, begin(budget, size));
          else if (ends) {
            found.message.end();
            open.delete(which);
            assert.equal(found.window.givenBack, found.window.kept);
          } else {
            try {
              found.message.receive(Math.min(size, 400_000));
            } catch {
              found.message.end();
              open.delete(which);
            }
          }
          const messages = [...open.values()].map(({ message }) => message);
          const kept = messages.reduce((sum, { keptBytes }) => sum + keptBytes, 0);
          assert.ok(kept <= 4 * MIB * 0.8, `${kept} bytes are kept`);
          assert.ok(messages.length === 0 || messages.some((each) => isOpen(each)));
        }
      }),
    );
  });
});

/** True where its window is open: then nothing is counted. */
function isOpen(message: UnfinishedMessage): boolean {
  return message.receive(0);
}

describe("resolveUnfinishedLimit()", () => {
  it("takes whole numbers from 65536 on, and 320 MiB or the streams' windows where none is given", () => {
    const atFirst = { maxBytes: 320 * MIB, bytesPerWaiting: 4 * MIB };
    assert.deepEqual(resolveUnfinishedLimit(undefined, 4 * MIB), atFirst);
    assert.equal(resolveUnfinishedLimit(undefined, 1).bytesPerWaiting, 65_536);
    const set = { maxBytes: 65_536, bytesPerWaiting: 0 };
    assert.deepEqual(resolveUnfinishedLimit(65_536, 4 * MIB), set);
    for (const wrong of [0, 65_535, 1e6 + 0.5, Number.NaN, Infinity, "1000000" as never]) {
      assert.throws(() => resolveUnfinishedLimit(wrong, MIB), {
        name: "RangeError",
        message: `Cannot set maxUnfinishedBytes to ${String(wrong)}: expected a whole number of at least 65536`,
      });
    }
  });
});
