// Which messages may turn out to lack a required field, their own or that of one they hold: only those are
// tested when they have been read.

import type { MessageDescriptor } from "../../descriptor/index.js";

const answers = new WeakMap<MessageDescriptor, boolean>();

/** Whether `message` has a required field, or may hold a message that has. */
export function canLackRequired(message: MessageDescriptor): boolean {
  const known = answers.get(message);
  if (known !== undefined) return known;
  const reached = new Set([message]);
  for (const each of reached) {
    if (answers.get(each) === true || each.fields.some(({ isRequired }) => isRequired)) {
      answers.set(message, true);
      return true;
    }
    for (const { type } of each.fields) {
      if (type.value.kind === "message" && answers.get(type.value.message) !== false) {
        reached.add(type.value.message);
      }
    }
  }
  // None of them, then.
  for (const each of reached) answers.set(each, false);
  return false;
}
