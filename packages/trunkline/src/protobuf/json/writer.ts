// What the writing of one message knows, for all that write parts of it.

import type { FieldPlan, MessagePlan } from "../message-plan.js";
import type { Registry } from "../registry.js";
import type { TextMemory } from "./text-memory.js";

/** One conversion of a message to JSON. */
export interface JsonWriter {
  /** Where the text goes. */
  readonly out: TextMemory;
  readonly registry: Registry | undefined;
  /** How many messages are open. */
  depth: number;
  /** How many messages are open that were in a google.protobuf.Any. */
  anys: number;
  /** A message as JSON has it: most often an object. */
  message(plan: MessagePlan, message: unknown): void;
  /** The properties of that object, each after a comma, without the braces around them. */
  fields(plan: MessagePlan, message: unknown): void;
  /** All that a field holds. */
  field(field: FieldPlan, value: unknown): void;
}

/** Messages nested deeper than this are taken for a cycle; nobody reads JSON as deep, and the stack may not hold more. */
export const MAX_WRITE_DEPTH = 500;

/** Each google.protobuf.Any in another is decoded in the middle of it: as many as reading allows levels. */
export const MAX_ANYS = 100;
