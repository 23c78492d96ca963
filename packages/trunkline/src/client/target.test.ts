import assert from "node:assert/strict";
import { test } from "node:test";
import { isLoopbackTarget, parseTarget } from "./target.js";

const tcp = (host: string, port: number) => ({ kind: "tcp", host, port });

test("parseTarget() takes names with and without scheme and port", () => {
  for (const [text, host, port, authority] of [
    ["localhost:50051", "localhost", 50051, "localhost:50051"],
    ["orders", "orders", 443, "orders"],
    ["dns:orders:1", "orders", 1, "orders:1"],
    ["dns:///orders.shop.svc:65535", "orders.shop.svc", 65535, "orders.shop.svc:65535"],
    ["dns:///orders", "orders", 443, "orders"],
  ] as const) {
    assert.deepEqual(parseTarget(text), { kind: "dns", text, authority, host, port });
  }
});

test("parseTarget() takes addresses, several of them, and unix sockets", () => {
  for (const [text, authority, addresses] of [
    ["127.0.0.1:50051", "127.0.0.1:50051", [tcp("127.0.0.1", 50051)]],
    ["[::1]:50051", "[::1]:50051", [tcp("::1", 50051)]],
    ["[2001:db8::1]", "[2001:db8::1]", [tcp("2001:db8::1", 443)]],
    ["::1", "::1", [tcp("::1", 443)]],
    ["dns:///10.0.3.7:80", "10.0.3.7:80", [tcp("10.0.3.7", 80)]],
    ["ipv4:10.0.3.7:1,10.0.3.8:2", "10.0.3.7:1", [tcp("10.0.3.7", 1), tcp("10.0.3.8", 2)]],
    ["ipv6:[::1]:1,[::2]:2", "[::1]:1", [tcp("::1", 1), tcp("::2", 2)]],
    ["unix:run/app.sock", "localhost", [{ kind: "unix", path: "run/app.sock" }]],
    ["unix:///run/app.sock", "localhost", [{ kind: "unix", path: "/run/app.sock" }]],
    ["unix:/run/app.sock", "localhost", [{ kind: "unix", path: "/run/app.sock" }]],
  ] as const) {
    assert.deepEqual(parseTarget(text), { kind: "addresses", text, authority, addresses });
  }
});

test("parseTarget() says in one sentence why a text is no target", () => {
  for (const [text, reason] of [
    ["", /expected a target such as "localhost:50051"/],
    ["http://orders:80/x", /write "orders:80"/],
    ["HTTPS://orders", /write "orders"/],
    ["xds:///orders", /the scheme "xds" is unknown/],
    ["dns://8.8.8.8/orders", /asking a DNS server of one's own \("8\.8\.8\.8"\) is not supported/],
    ["dns://orders", /write "dns:\/\/\/orders"/],
    ["dns:///", /the host is empty/],
    [":50051", /the host is empty/],
    ["orders:", /port "" is not a number from 1 to 65535/],
    ["orders:0", /port "0"/],
    ["orders:65536", /port "65536"/],
    ["orders:http", /port "http"/],
    ["orders:1:2", /an IPv6 address goes in brackets/],
    ["[orders]:1", /"orders" in brackets is not an IPv6 address/],
    ["[::1", /an IPv6 address goes in brackets/],
    ["or ders:1", /"or ders" is not a host name/],
    ["user@orders:1", /is not a host name/],
    ["orders/path", /is not a host name/],
    ["ipv4:orders:1", /"orders" is not an IPv4 address/],
    ["ipv4:[::1]:1", /"::1" is not an IPv4 address/],
    ["ipv4:", /the host is empty/],
    ["unix:", /expected "unix:" and a path/],
    ["unix://run/app.sock", /expected "unix:" and a path/],
  ] as const) {
    assert.throws(
      () => parseTarget(text),
      (error) =>
        error instanceof TypeError &&
        error.message.startsWith(`Cannot connect to "${text}": `) &&
        reason.test(error.message),
      text,
    );
  }
  assert.throws(() => parseTarget(undefined as never), TypeError);
  assert.throws(() => parseTarget({} as never), TypeError);
});

test("isLoopbackTarget() goes by the target as it is written", () => {
  for (const text of [
    "localhost:1",
    "LOCALHOST",
    "a.localhost:1",
    "127.3.2.1:1",
    "[::1]:1",
    "::1",
  ]) {
    assert.equal(isLoopbackTarget(parseTarget(text)), true, text);
  }
  for (const text of ["unix:x", "ipv4:127.0.0.1:1,127.0.0.2:1", "ipv6:[0:0::1]:1"]) {
    assert.equal(isLoopbackTarget(parseTarget(text)), true, text);
  }
  for (const text of [
    "orders:1",
    "127.0.0.1.nip.io",
    "localhost.example",
    "10.0.0.1:1",
    "[::]:1",
  ]) {
    assert.equal(isLoopbackTarget(parseTarget(text)), false, text);
  }
  assert.equal(isLoopbackTarget(parseTarget("ipv4:127.0.0.1:1,10.0.0.1:1")), false);
});
