import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WorkQueue } from "./work-queue.js";

/** A queue whose jobs end when they are told to. */
class Bench {
  readonly queue: WorkQueue;
  /** Jobs that have begun, in that order. */
  readonly begun: string[] = [];
  readonly #ends: Map<string, () => void> = new Map();

  constructor(mostAtWork: number) {
    this.queue = new WorkQueue(mostAtWork);
  }

  /** Asks for a job, called by its connection's letter and a number of its own. */
  ask(name: string, connection: object, signal = new AbortController().signal): Promise<string> {
    return this.queue.run({ connection, signal }, () => {
      this.begun.push(name);
      return new Promise((resolve) => this.#ends.set(name, () => resolve(name)));
    });
  }

  async end(name: string): Promise<void> {
    this.#ends.get(name)!();
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

describe("WorkQueue", () => {
  it("does so many jobs at a time, and those of connections in turn", async () => {
    const bench = new Bench(2);
    const [a, b, c] = [{}, {}, {}];
    for (const name of ["a1", "a2", "a3", "a4", "a5"]) void bench.ask(name, a);
    for (const name of ["b1", "b2"]) void bench.ask(name, b);
    void bench.ask("c1", c);
    for (const next of ["a1", "a2", "a3", "b1", "c1", "a4", "b2", "a5"]) await bench.end(next);
    assert.deepEqual(bench.begun, ["a1", "a2", "a3", "b1", "c1", "a4", "b2", "a5"]);
    void bench.ask("a6", a);
    void bench.ask("a7", a);
    assert.equal(bench.begun.length, 10, "no place was lost");
  });

  it("drops a job that nobody wants while it waits, and lets one at work end", async () => {
    const bench = new Bench(1);
    const [a, b] = [{}, {}];
    const [atWork, waits] = [new AbortController(), new AbortController()];
    const first = bench.ask("a1", a, atWork.signal);
    const second = bench.ask("a2", a, waits.signal);
    void bench.ask("b1", b);
    const reason = new Error("over");
    waits.abort(reason);
    atWork.abort(reason);
    await assert.rejects(second, reason);
    await assert.rejects(bench.ask("a3", a, waits.signal), reason);
    assert.deepEqual(bench.begun, ["a1"]);
    await bench.end("a1");
    assert.equal(await first, "a1");
    assert.deepEqual(bench.begun, ["a1", "b1"]);
  });

  it("gives the place of a job that fails to the next", async () => {
    const bench = new Bench(1);
    const { signal } = new AbortController();
    const failing = bench.queue.run({ connection: {}, signal }, async () => {
      await settled();
      throw new Error("no memory");
    });
    void bench.ask("a1", {});
    await assert.rejects(failing, /no memory/);
    await settled();
    assert.deepEqual(bench.begun, ["a1"]);
  });
});
