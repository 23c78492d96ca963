import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { USER_AGENT, VERSION } from "./user-agent.js";

test("VERSION is the one in package.json", () => {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  assert.equal(VERSION, (JSON.parse(text) as { version: string }).version);
  assert.equal(USER_AGENT, `trunkline/${VERSION} node/${process.versions.node}`);
});
