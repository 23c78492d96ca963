import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCount, assertFunction, assertKnownKeys } from "./index.js";

describe("assertKnownKeys()", () => {
  const check = (options: object): void =>
    assertKnownKeys("listen()", options, ["clock", "createSink", "maxConnections"]);

  it("takes options of known names, whatever their values", () => {
    check({});
    check({ clock: 1, createSink: undefined });
  });

  it("names another key and the known one that it is most like", () => {
    const likely: readonly [given: string, meant: string][] = [
      ["maxConnection", "maxConnections"],
      ["maxconnections", "maxConnections"],
      ["createSInks", "createSink"],
      ["clokc", "clock"],
    ];
    for (const [given, meant] of likely) {
      assert.throws(() => check({ clock: 1, [given]: 1 }), {
        name: "TypeError",
        message: `Cannot set ${given}: listen() has no option of that name; did you mean "${meant}"?`,
      });
    }
  });

  it("names all where the key is like none", () => {
    assert.throws(() => check({ tls: 1 }), {
      message:
        "Cannot set tls: listen() has no option of that name; expected one of clock, createSink, maxConnections",
    });
  });
});

describe("assertFunction() and assertCount()", () => {
  it("name the option and what was expected", () => {
    assertFunction("onError", () => {});
    assert.throws(() => assertFunction("onError", 5), {
      name: "TypeError",
      message: "Cannot set onError to a value of type number: expected a function",
    });
    for (const count of [1, 5, Infinity]) assertCount("maxConnections", count);
    for (const count of [0, -1, 1.5, Number.NaN, "5"]) {
      assert.throws(() => assertCount("maxConnections", count), {
        name: "RangeError",
        message: `Cannot set maxConnections to ${count}: expected a whole number of at least 1, or Infinity`,
      });
    }
  });
});
