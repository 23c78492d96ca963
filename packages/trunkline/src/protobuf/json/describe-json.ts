// Values of JSON that are not what was wanted, and what an error says of them.

import { tagOf } from "../tag-of.js";
import { describeValue } from "../value-error.js";
import { failJson } from "./json-error.js";

/** @throws JsonFault always: `expected a string, got 42` */
export function rejectJson(wanted: string, json: unknown): never {
  failJson(`expected ${wanted}, got ${describe(json)}`);
}

function describe(json: unknown): string {
  if (typeof json === "object" && json !== null && tagOf(json) === "Object") return "an object";
  // Text has no infinite number, but digits for those that a number cannot hold.
  const isInfinite = typeof json === "number" && Math.abs(json) === Infinity;
  return isInfinite ? `${json}, as any number past 1.8e308` : describeValue(json);
}

/** Whether `json` is an object of JSON. */
export function isJsonObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
