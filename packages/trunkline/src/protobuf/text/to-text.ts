// Messages to text.

import { noOptions } from "../assert-options.js";
import { explainValue } from "../explain-value.js";
import type { AnyGeneratedType } from "../generated-type.js";
import { planOf } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { checkWriteOptions, type TextWriteOptions } from "./options.js";
import { TextWriter } from "./write-message.js";

/**
 * A message in the text format, for people to read: a line a value.
 *
 * ```ts
 * toText(User, { name: "Ann", address: { city: "Hanoi" } });
 * // name: "Ann"
 * // address {
 * //   city: "Hanoi"
 * // }
 * ```
 *
 * @throws TypeError for a value of the wrong type or an unknown key, with its path
 * @throws TypeError for what is no message type, and for an option that is none
 */
export function toText<Init>(
  type: MessageType<unknown, Init>,
  message: NoInfer<Init>,
  options: TextWriteOptions = noOptions,
): string {
  const plan = planOf(type);
  checkWriteOptions(options);
  const writer = new TextWriter(options);
  try {
    writer.message(plan, message);
  } catch (error) {
    if (error instanceof TypeError) explainValue(type as AnyGeneratedType, message, error);
    throw error;
  }
  return writer.text;
}
