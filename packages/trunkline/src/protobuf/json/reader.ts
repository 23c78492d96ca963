// What the reading of one message knows, for all that read parts of it.

import type { FieldPlan, MessagePlan } from "../message-plan.js";
import type { Registry } from "../registry.js";

/** A message while it is being filled in. */
export type Message = Record<string, unknown>;

/** One conversion of JSON to a message. */
export interface JsonReader {
  readonly registry: Registry | undefined;
  readonly ignoresUnknown: boolean;
  /** How many names were seen in objects: see count-names.ts. */
  names: number;
  /** Passes over a value that nobody reads. */
  skip(json: unknown): void;
  /** The object of a google.protobuf.Any whose fields are being read: its `@type` is none of them. */
  any: object | undefined;
  /** A message as JSON has it: most often an object. */
  message(plan: MessagePlan, json: unknown): Message;
  /** A message from an object with its fields. */
  fields(plan: MessagePlan, json: unknown): Message;
  /** Puts what JSON has for a field into `message`. */
  field(field: FieldPlan, message: Message, json: unknown): void;
  /** Goes one level down; `leave` comes back. @throws JsonFault where that is too deep */
  enter(): void;
  leave(): void;
}
