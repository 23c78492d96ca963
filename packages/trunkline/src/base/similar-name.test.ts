import assert from "node:assert/strict";
import { test } from "node:test";
import { findSimilar } from "./similar-name.js";

test("findSimilar() finds a name that differs in case and underscores, or in one slip", () => {
  const known = ["displayName", "user_id", "email", "seconds", "no"];
  for (const [name, meant] of [
    ["display_name", "displayName"],
    ["DISPLAYNAME", "displayName"],
    ["userId", "user_id"],
    ["emial", "email"], // Two letters in each other's place.
    ["meail", "email"],
    ["emil", "email"],
    ["mail", "email"],
    ["emai", "email"],
    ["emaail", "email"],
    ["emails", "email"],
    ["_email", "email"],
    ["enail", "email"],
    ["emaik", "email"],
    ["sekonds", "seconds"],
    ["second", "seconds"],
    ["useId", "user_id"],
  ] as const) {
    assert.equal(findSimilar(name, known), meant, name);
  }
});

test("findSimilar() finds a name that goes on where the one given ends", () => {
  assert.equal(findSimilar("grace", ["signals", "graceMs"]), "graceMs");
  assert.equal(findSimilar("timeout", ["timeoutMs"]), "timeoutMs");
  assert.equal(findSimilar("max", ["maxElements"]), undefined);
});

test("findSimilar() finds nothing in what is two slips away, too short, or too long to have been typed", () => {
  for (const [name, known] of [
    ["emli", ["email"]],
    ["eamli", ["email"]],
    ["ids", ["id"]],
    ["a", ["b"]],
    ["", ["abc"]],
    ["x".repeat(101), ["x".repeat(101)]],
    ["x".repeat(100), ["x".repeat(98)]],
    ["line3", ["line1"]],
    ["field10", ["field1"]],
    ["field", []],
  ] as const) {
    assert.equal(findSimilar(name, known), undefined, name);
  }
});

test("findSimilar() prefers case and underscores to slips, slips to beginnings, and the first to the rest", () => {
  assert.equal(findSimilar("userids", ["userId", "user_ids"]), "user_ids");
  assert.equal(findSimilar("mess", ["messages", "mass"]), "mass");
  assert.equal(findSimilar("user", ["userIds", "userId"]), "userIds");
});

test("findSimilar() looks at names of up to a hundred characters", () => {
  const long = "x".repeat(100);
  assert.equal(findSimilar(long, ["y", long.toUpperCase()]), long.toUpperCase());
});
