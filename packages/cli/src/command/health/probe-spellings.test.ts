import assert from "node:assert/strict";
import { test } from "node:test";
import { withProbeSpellings } from "./probe-spellings.js";

test("withProbeSpellings() reads flags with one dash and leaves all else as it is", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["-addr=:5000 -service shop", "--addr=:5000 --service shop"],
    ["-tls -tls=true -tls=false --tls-no-verify=true", "--tls --tls --tls-no-verify"],
    ["-rpc-header=a:b=c", "--rpc-header=a:b=c"],
    ["-v -v=true", "-v -v"],
    ["-tls=perhaps", "-tls=perhaps"],
    ["localhost:50051 -spiffe --json -h -", "localhost:50051 -spiffe --json -h -"],
  ];
  for (const [theirs, ours] of cases) {
    assert.equal(withProbeSpellings(theirs.split(" ")).join(" "), ours);
  }
});
