// Messages to JSON: ProtoJSON in its canonical form, unless options say otherwise.

import type { OutputBuffer } from "../../base/index.js";
import { noOptions } from "../assert-options.js";
import { explainValue } from "../explain-value.js";
import type { AnyGeneratedType } from "../generated-type.js";
import { planOf } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { indentJson } from "./indent-json.js";
import { asJsonError, JsonFault } from "./json-error.js";
import type { JsonValue } from "./json-value.js";
import { checkWriteOptions, type JsonTextOptions, type JsonWriteOptions } from "./options.js";
import {
  borrowTextMemory,
  returnTextMemory,
  type TextKind,
  type TextMemory,
  textOf,
} from "./text-memory.js";
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
 * @throws TypeError for what is no message type, and for an option that is none; RangeError for one out of range
 * @throws JsonError for what JSON has no form for: a time before the year 1, an Any whose type is not in the registry
 */
export function toJsonString<Init>(
  type: MessageType<unknown, Init>,
  message: NoInfer<Init>,
  options: JsonTextOptions = noOptions,
): string {
  checkWriteOptions(options);
  const out = writeText(type, message, options, "string");
  const text = textOf(out);
  returnTextMemory(out);
  const { indent } = options;
  if (indent === undefined) return text;
  return indentJson(text, typeof indent === "number" ? " ".repeat(indent) : indent);
}

function writeText<Init>(
  type: MessageType<unknown, Init>,
  message: Init,
  options: JsonWriteOptions,
  kind: TextKind,
): TextMemory {
  const plan = planOf(type);
  const out = borrowTextMemory(kind);
  try {
    try {
      new MessageWriter(out, options, false).message(plan, message);
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      // Once more, by the field table alone: the path is known then.
      out.clear();
      new MessageWriter(out, options, true).message(plan, message);
    }
  } catch (error) {
    if (error instanceof TypeError) explainValue(type as AnyGeneratedType, message, error);
    throw asJsonError(error);
  }
  return out;
}

/**
 * Appends a message as JSON in UTF-8: what a codec sends, without a string in between. Where it throws nothing is
 * appended.
 *
 * @throws what `toJsonString` does
 */
export function appendJson<Init>(
  out: OutputBuffer,
  type: MessageType<unknown, Init>,
  message: NoInfer<Init>,
  options: JsonWriteOptions = noOptions,
): void {
  checkWriteOptions(options);
  const text = writeText(type, message, options, "utf8");
  out.append(text.bytes.subarray(0, text.length));
  returnTextMemory(text);
}

/**
 * A message as a value of JSON, for whoever puts it into another one.
 *
 * @throws TypeError for a value of the wrong type or an unknown key, with its path
 * @throws TypeError for what is no message type, and for an option that is none; RangeError for one out of range
 * @throws JsonError for what JSON has no form for: a time before the year 1, an Any whose type is not in the registry
 */
export function toJson<Init>(
  type: MessageType<unknown, Init>,
  message: NoInfer<Init>,
  options: JsonWriteOptions = noOptions,
): JsonValue {
  const plan = planOf(type);
  checkWriteOptions(options);
  try {
    try {
      return new ValueWriter(options, false).message(plan, message);
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      // Once more, by the field table alone: the path is known then.
      return new ValueWriter(options, true).message(plan, message);
    }
  } catch (error) {
    if (error instanceof TypeError) explainValue(type as AnyGeneratedType, message, error);
    throw asJsonError(error);
  }
}
