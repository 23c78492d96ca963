import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { limitConcurrency, limitTime } from "./index.js";

const makers = {
  "limitTime()": (options?: object) => limitTime(options as never),
  "limitConcurrency()": (options?: object) =>
    limitConcurrency((options && { maxInFlight: 5, ...options }) as never),
};

for (const [call, make] of Object.entries(makers)) {
  describe(call, () => {
    it("refuses options that it does not know, and what are none", () => {
      const misspelt = call === "limitTime()" ? "defaultMS" : "maxQueue";
      const meant = call === "limitTime()" ? "defaultMs" : "maxQueued";
      assert.throws(() => make({ [misspelt]: 5 }), {
        name: "TypeError",
        message: `Cannot set ${misspelt}: ${call} has no option of that name; did you mean "${meant}"?`,
      });
      assert.throws(() => make(), {
        name: "TypeError",
        message: "Cannot read the options: expected an object and not a value of type undefined",
      });
    });

    it("refuses methods that no call could be of", () => {
      for (const path of ["t.T/Get", "/t.T", "/t.T/", "Get", "", "/t.T/Get/x"]) {
        assert.throws(() => make({ methods: { [path]: { maxInFlight: 1 } } }), {
          name: "TypeError",
          message: `Cannot limit "${path}" with ${call}: expected a path such as "/shop.Orders/Get"`,
        });
      }
    });

    it("refuses limits of a method that are none", () => {
      const of = (limits: unknown) => () => make({ methods: { "/t.T/Get": limits } });
      const start = `Cannot limit "/t.T/Get" with ${call}: expected limits and not`;
      assert.throws(of(5), { name: "TypeError", message: `${start} a value of type number` });
      assert.throws(of(null), { name: "TypeError", message: `${start} null` });
      assert.throws(of({ methods: {} }), {
        name: "TypeError",
        message: /^Cannot set methods: "\/t\.T\/Get" of limit/,
      });
      assert.throws(() => make({ methods: null }), /^TypeError: Cannot read the options/);
    });
  });
}
