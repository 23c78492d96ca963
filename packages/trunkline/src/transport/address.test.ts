import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  formatAddress,
  insecure,
  isLoopbackAddress,
  parseListenTarget,
  resolveCredentials,
} from "./index.js";

describe("parseListenTarget()", () => {
  it("reads hosts, bracketed IPv6 addresses and unix paths, and is undone by formatAddress()", () => {
    for (const target of ["0.0.0.0:50051", "[::]:50051", "localhost:0", "unix:run/app.sock"]) {
      assert.equal(formatAddress(parseListenTarget(target)), target);
    }
    assert.deepEqual(parseListenTarget("unix:///run/a.sock"), {
      kind: "unix",
      path: "/run/a.sock",
    });
  });

  it("rejects anything else in a sentence that says what is expected", () => {
    for (const target of ["", "50051", ":50051", "a:b", "a:70000", "::1:5", "[x]:5", "unix:"]) {
      assert.throws(() => parseListenTarget(target), {
        name: "TypeError",
        message: /^Cannot listen on ".*": expected "host:port"/,
      });
    }
  });
});

describe("isLoopbackAddress()", () => {
  it("is true for this machine alone", () => {
    const isLoopback = (host: string): boolean => isLoopbackAddress({ kind: "tcp", host, port: 1 });
    for (const host of ["localhost", "127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1"]) {
      assert.equal(isLoopback(host), true, host);
    }
    for (const host of ["0.0.0.0", "::", "10.0.0.1", "example.com", "127.example.com", "::2"]) {
      assert.equal(isLoopback(host), false, host);
    }
  });
});

describe("resolveCredentials()", () => {
  it("wants insecure() for everything that is not this machine", () => {
    assert.equal(resolveCredentials("Cannot listen", true, undefined), undefined);
    assert.equal(resolveCredentials("Cannot listen", false, insecure()), undefined);
    assert.throws(() => resolveCredentials('Cannot listen on "0.0.0.0:1"', false, undefined), {
      name: "TypeError",
      message: /^Cannot listen on "0\.0\.0\.0:1": plaintext .*insecure\(\)/,
    });
  });
});
