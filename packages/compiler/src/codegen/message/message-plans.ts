// How the functions of one message call those of another: by name inside a file, through the other's
// constant across files.

import type { MessageDescriptor } from "../../descriptor/index.js";
import type { GeneratedFile } from "../generated-file.js";
import { type MessagePlan, planMessage } from "./message-plan.js";

/** The plans of all messages of a file. */
export class MessagePlans {
  readonly #plans = new Map<MessageDescriptor, MessagePlan>();

  constructor(file: GeneratedFile, messages: readonly MessageDescriptor[]) {
    for (const message of messages) this.#plans.set(message, planMessage(file, message));
  }

  get all(): readonly MessagePlan[] {
    return [...this.#plans.values()];
  }

  createFunction(file: GeneratedFile, message: MessageDescriptor): string {
    return this.#plans.get(message)?.createName ?? `${file.useElement(message)}.createFields`;
  }

  writeFunction(file: GeneratedFile, message: MessageDescriptor): string {
    return this.#plans.get(message)?.writeName ?? `${file.useElement(message)}.writeFields`;
  }

  readFunction(file: GeneratedFile, message: MessageDescriptor): string {
    return this.#plans.get(message)?.readName ?? `${file.useElement(message)}.readFields`;
  }
}
