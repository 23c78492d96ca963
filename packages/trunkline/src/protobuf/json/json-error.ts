// JSON that is not the message it should be, or a message that JSON has no form for. ProtoJSON.

import { cutMiddle, shorten } from "../shorten.js";

/**
 * Thrown by `fromJson` and `toJson`: `$.users[3].email: expected a string, got 42`. A call answers it with
 * INTERNAL.
 */
export class JsonError extends Error {
  override readonly name: string = "JsonError";
  readonly code: string = "JSON_ERROR";
  /** Where in the JSON the fault is: `$.users[3].email`; `$` where the text is no JSON at all. */
  readonly path: string;

  /** @param place what the message begins with: the path, unless a position in the text is known */
  constructor(path: string, problem: string, place: string = cutMiddle(path)) {
    super(`${place}: ${problem}`);
    this.path = path;
  }
}

/** A fault on its way up: each level that it passes puts its own step in front of the path. */
export class JsonFault extends Error {
  path = "";
}

/** @throws JsonFault always */
export function failJson(problem: string): never {
  throw new JsonFault(problem);
}

/** What was thrown inside the property `name`, to be thrown on. */
export function insideProperty(error: unknown, name: string): unknown {
  if (error instanceof JsonFault) error.path = propertyStep(name) + error.path;
  return error;
}

/** What was thrown inside the element `index`, to be thrown on. */
export function insideElement(error: unknown, index: number): unknown {
  if (error instanceof JsonFault) error.path = `[${index}]${error.path}`;
  return error;
}

/** `.users`, or `["a key"]` where the name is none that a dot can precede. */
export function propertyStep(name: string): string {
  return name.length <= 60 && /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${shorten(name)}]`;
}

/** What `error` is to the caller of `toJson` or `fromJson`. */
export function asJsonError(error: unknown): unknown {
  return error instanceof JsonFault ? new JsonError(`$${error.path}`, error.message) : error;
}
