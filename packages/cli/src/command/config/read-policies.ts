// How values are held, as the keys of a TypeScript target say.

import type { CodegenPolicies, ValuePolicy } from "@trunkline/compiler";
import type { ConfigNode } from "./config-node.js";

export const POLICY_KEYS: readonly string[] = ["int64", "timestamp", "duration", "bytes", "packed"];

/** The policies of a target, and under `overrides` those of packages, messages and fields by full name. */
export function readPolicies(keys: ReadonlyMap<string, ConfigNode>): CodegenPolicies {
  const names = keys
    .get("overrides")
    ?.entries("policies by the name of a package, message or field");
  const overrides = names?.map(
    ([name, node]) => [name, readPolicy(node.map(POLICY_KEYS))] as const,
  );
  return { ...readPolicy(keys), ...(overrides && { overrides: Object.fromEntries(overrides) }) };
}

function readPolicy(keys: ReadonlyMap<string, ConfigNode>): ValuePolicy {
  const int64 = keys.get("int64")?.oneOf(["bigint", "number", "string"]);
  const timestamp = keys.get("timestamp")?.oneOf(["message", "date", "string"]);
  const duration = keys.get("duration")?.oneOf(["message", "milliseconds", "string"]);
  const bytes = keys.get("bytes")?.oneOf(["copy", "view"]);
  const packed = keys.get("packed")?.oneOf(["array", "typed", "view"]);
  return {
    ...(int64 && { int64 }),
    ...(timestamp && { timestamp }),
    ...(duration && { duration }),
    ...(bytes && { bytes }),
    ...(packed && { packed }),
  };
}
