// Messages to JSON: ProtoJSON in its canonical form, unless options say otherwise.

import { explainValue } from "../explain-value.js";
import type { AnyGeneratedType } from "../generated-type.js";
import { planOf } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { indentJson } from "./indent-json.js";
import { asJsonError } from "./json-error.js";
import type { JsonTextOptions, JsonValue, JsonWriteOptions } from "./options.js";
import { borrowTextMemory, returnTextMemory, textOf } from "./text-memory.js";
import { MessageWriter } from "./write-message.js";
import { ValueWriter } from "./write-value.js";

/**
 * A message as JSON text.
 *
 * ```ts
 * toJsonString(HelloRequest, { name: "itfromzero" }); // '{"name":"itfromzero"}'
 * ```
 *
 * @throws TypeError for a value of the wrong type or an unknown key, with its path
 * @throws JsonError for what JSON has no form for: a time before the year 1, an Any whose type is not in the registry
 */
export function toJsonString<Init>(
  type: MessageType<unknown, Init>,
  message: NoInfer<Init>,
  options: JsonTextOptions = {},
): string {
  const plan = planOf(type);
  const out = borrowTextMemory();
  const writer = new MessageWriter(out, options);
  try {
    writer.message(plan, message);
  } catch (error) {
    if (error instanceof TypeError) explainValue(type as AnyGeneratedType, message);
    throw asJsonError(error);
  }
  const text = textOf(out);
  returnTextMemory(out);
  const { indent } = options;
  if (indent === undefined) return text;
  return indentJson(text, typeof indent === "number" ? " ".repeat(indent) : indent);
}

/**
 * A message as a value of JSON, for whoever puts it into another one.
 *
 * @throws TypeError for a value of the wrong type or an unknown key, with its path
 * @throws JsonError for what JSON has no form for: a time before the year 1, an Any whose type is not in the registry
 */
export function toJson<Init>(
  type: MessageType<unknown, Init>,
  message: NoInfer<Init>,
  options: JsonWriteOptions = {},
): JsonValue {
  try {
    return new ValueWriter(options).message(planOf(type), message);
  } catch (error) {
    if (error instanceof TypeError) explainValue(type as AnyGeneratedType, message);
    throw asJsonError(error);
  }
}
