// Text to messages.

import { limitsOf } from "../assert-limits.js";
import { assertText, noOptions } from "../assert-options.js";
import type { AnyGeneratedType } from "../generated-type.js";
import { findTooLong, optionsWithin } from "../max-depth.js";
import { planOf } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { canLack, findMissing } from "../required.js";
import { cutMiddle } from "../shorten.js";
import { checkReadOptions, type TextReadOptions } from "./options.js";
import { TextReader } from "./read-message.js";
import { TextError } from "./text-error.js";

/**
 * A message from the text format: what people write by hand, and what `toText` and `protoc --decode` print.
 *
 * ```ts
 * fromText(User, 'name: "Ann" emails: ["a@example.com", "b@example.com"] address { city: "Hanoi" }');
 * ```
 *
 * @throws TextError `line 3, column 7: expected true or false, got "yes"`
 * @throws TypeError for what is no message type or no text, and for an option that is none; RangeError for one out of range
 */
export function fromText<T>(
  type: MessageType<T, never>,
  text: string,
  options: TextReadOptions = noOptions,
): T {
  const plan = planOf(type);
  assertText(type, "text", text);
  checkReadOptions(options);
  const limits = limitsOf(type);
  const tooLong = findTooLong(limits, text.length);
  if (tooLong !== undefined) throw new TextError(1, 1, `the text ${tooLong}`);
  const message = new TextReader(text, optionsWithin(type, options)).read(plan);
  const generated = type as unknown as AnyGeneratedType;
  const path = canLack(generated) ? findMissing(generated, message) : undefined;
  if (path !== undefined) throw new TextError(1, 1, `${path} is missing: the field is required`);
  const passed = limits?.check(type, message);
  if (passed !== undefined) {
    const subject = passed.path === "" ? "the message" : cutMiddle(passed.path);
    throw new TextError(1, 1, `${subject} ${passed.problem}`);
  }
  return message as T;
}
