// What an error says of a value that is not what was wanted.

import { tagOf } from "../tag-of.js";
import { describeValue } from "../value-error.js";
import { failJson } from "./json-error.js";

/** @throws JsonFault always: `expected a string, got 42` */
export function rejectJson(wanted: string, json: unknown): never {
  const isObject = typeof json === "object" && json !== null && tagOf(json) === "Object";
  failJson(`expected ${wanted}, got ${isObject ? "an object" : describeValue(json)}`);
}

/** Whether `json` is an object of JSON. */
export function isJsonObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
