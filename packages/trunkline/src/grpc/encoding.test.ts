import assert from "node:assert/strict";
import { test } from "node:test";
import { runs } from "../testing/index.js";
import { acceptsEncoding, resolveCompression } from "./encoding.js";

test("resolveCompression() offers what there is, and sends nothing by default", () => {
  const { send, isOff, minBytes, accepted } = resolveCompression({}, [
    runs,
    { ...runs, name: "x" },
  ]);
  assert.deepEqual(
    { send, isOff, minBytes, accepted },
    { send: null, isOff: false, minBytes: 1024, accepted: "identity,runs,x" },
  );
  assert.equal(resolveCompression({ encodings: [] }, [runs]).accepted, "identity");
  assert.equal(resolveCompression({ send: "runs" }, [runs]).send, runs);
  assert.equal(resolveCompression({ send: "identity" }, [runs]).isOff, true);
});

test("resolveCompression() says what is wrong with the options", () => {
  const wrong: [options: object, message: RegExp][] = [
    [{ send: "br" }, /^Cannot set compression.send to "br": expected one of identity, runs$/],
    [{ minBytes: -1 }, /^Cannot set compression.minBytes to -1: expected a whole number/],
    [{ minBytes: 0.5 }, /^Cannot set compression.minBytes to 0.5/],
    [{ encoding: [] }, /^Cannot set encoding: compression has no option .* "encodings"\?$/],
    [{ encodings: [runs, runs] }, /^Cannot use two encodings called "runs"/],
    [{ encodings: [{ ...runs, name: "Runs" }] }, /^Cannot use an encoding called "Runs"/],
    [{ encodings: [{ ...runs, name: "identity" }] }, /^Cannot use an encoding called "identity"/],
    [{ encodings: [{ name: "half", compress() {} }] }, /^Cannot use the encoding "half"/],
    [{ encodings: [null] }, /^Cannot use an encoding called undefined/],
  ];
  for (const [options, message] of wrong) {
    assert.throws(() => resolveCompression(options, [runs]), { message });
  }
});

test("acceptsEncoding() reads a list with blanks, and takes whole names", () => {
  assert.equal(acceptsEncoding("identity, gzip ,deflate", "gzip"), true);
  assert.equal(acceptsEncoding("identity,gzip2", "gzip"), false);
  assert.equal(acceptsEncoding(undefined, "gzip"), false);
});
