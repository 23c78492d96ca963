import assert from "node:assert/strict";
import { test } from "node:test";
import { parseContentType } from "./content-type.js";
import { statusFromHttp } from "./http-status.js";
import { statusFromResetCode } from "./reset-code.js";
import { statusName } from "./status.js";

test("statusFromHttp() follows the table", () => {
  const table: [number, string][] = [
    [400, "INTERNAL"],
    [401, "UNAUTHENTICATED"],
    [403, "PERMISSION_DENIED"],
    [404, "UNIMPLEMENTED"],
    [429, "UNAVAILABLE"],
    [431, "UNKNOWN"],
    [502, "UNAVAILABLE"],
    [503, "UNAVAILABLE"],
    [504, "UNAVAILABLE"],
    [200, "UNKNOWN"],
    [415, "UNKNOWN"],
    [500, "UNKNOWN"],
  ];
  for (const [status, name] of table) assert.equal(statusName(statusFromHttp(status)), name);
});

test("statusFromResetCode() follows the table", () => {
  const names = [
    "INTERNAL",
    "INTERNAL",
    "INTERNAL",
    "INTERNAL",
    "INTERNAL",
    "UNKNOWN",
    "INTERNAL",
    "UNAVAILABLE",
    "CANCELLED",
    "INTERNAL",
    "INTERNAL",
    "RESOURCE_EXHAUSTED",
    "PERMISSION_DENIED",
    "INTERNAL",
  ];
  names.forEach((name, code) => {
    assert.equal(statusName(statusFromResetCode(code)), name, `code ${code}`);
  });
  assert.equal(statusName(statusFromResetCode(0xffff)), "UNKNOWN");
});

test("parseContentType() tells gRPC and its subtype from everything else", () => {
  const table: [string | undefined, string | undefined][] = [
    ["application/grpc", ""],
    ["application/grpc+proto", "proto"],
    ["application/grpc;charset=utf-8", ""],
    ["Application/gRPC+JSON; charset=utf-8", "json"],
    ["application/grpc ; a=b", ""],
    ["application/grpc-web", undefined],
    ["application/grpc-web+proto", undefined],
    ["application/grpcx", undefined],
    ["application/json", undefined],
    ["", undefined],
    [undefined, undefined],
  ];
  for (const [value, subtype] of table)
    assert.equal(parseContentType(value), subtype, String(value));
});
