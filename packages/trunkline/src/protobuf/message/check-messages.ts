// What is given where messages are wanted, looked at before two of them are compared: of a message of another type, all
// fields would be absent.

import { checkMessage } from "../check-message.js";
import { explainValue } from "../explain-value.js";
import type { MessagePlan } from "../message-plan.js";

/** @throws TypeError for what is no message, and for an unknown key */
export function checkMessages(plan: MessagePlan, ...messages: readonly unknown[]): void {
  for (const message of messages) {
    try {
      checkMessage(message as object, plan.keys);
    } catch (error) {
      explainMessages(plan, error, message);
    }
  }
}

/** @throws TypeError with the path of what is wrong in one of `messages`, depth included; `error` where nothing is */
export function explainMessages(
  plan: MessagePlan,
  error: unknown,
  ...messages: readonly unknown[]
): never {
  for (const message of messages) explainValue(plan.type, message, error);
  throw error;
}
