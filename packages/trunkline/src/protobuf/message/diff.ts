// Where two messages differ.

import { type FieldPlan, Kind, type MessagePlan, planOf, Shape } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { checkMessages, explainMessages } from "./check-messages.js";
import { isSameBytes, isSameValue } from "./equals.js";
import { heldField, isUnset, mapIn, type Values } from "./field-values.js";

/** A place where two messages differ; a value that is not there is undefined. */
export interface Difference {
  /** The keys down to it: `users[3].email`, `labels["a"]`; a member of a oneof by its own key. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Every place where `after` differs from `before`, in the order of the fields; empty where {@link equals} holds. Lists
 * are compared element by element, by index.
 *
 * ```ts
 * for (const { path, before, after } of diff(User, old, user)) console.log(path, before, "->", after);
 * ```
 *
 * @throws TypeError for what is no message of the type, or nested deeper than 1,000 messages: a cycle
 */
export function diff<T>(
  type: MessageType<T, never>,
  before: NoInfer<T>,
  after: NoInfer<T>,
): readonly Difference[] {
  const found: Difference[] = [];
  const plan = planOf(type);
  checkMessages(plan, before, after);
  try {
    diffMessage(plan, before as Values, after as Values, "", found);
  } catch (error) {
    explainMessages(plan, error, before, after);
  }
  return found;
}

function diffMessage(
  plan: MessagePlan,
  before: Values,
  after: Values,
  path: string,
  found: Difference[],
): void {
  for (const property of plan.properties) {
    const [old, now] = [heldField(property, before), heldField(property, after)];
    const at = (field: FieldPlan): string => path + (path === "" ? "" : ".") + field.info.key;
    if (old !== undefined && now !== undefined && old.field !== now.field) {
      found.push({ path: at(old.field), before: old.value, after: undefined });
      found.push({ path: at(now.field), before: undefined, after: now.value });
      continue;
    }
    const field = old?.field ?? now?.field;
    if (field !== undefined) diffField(field, old?.value, now?.value, at(field), found);
  }
  const [old, now] = [before.$unknown as Uint8Array, after.$unknown as Uint8Array];
  if (!isSameBytes(old, now)) {
    found.push({ path: path === "" ? "$unknown" : `${path}.$unknown`, before: old, after: now });
  }
}

function diffField(
  field: FieldPlan,
  before: unknown,
  after: unknown,
  path: string,
  found: Difference[],
): void {
  switch (field.shape) {
    case Shape.list: {
      const [old, now] = [(before ?? []) as unknown[], (after ?? []) as unknown[]];
      for (let index = 0; index < Math.max(old.length, now.length); index++) {
        diffValue(field, old[index], now[index], `${path}[${index}]`, found);
      }
      break;
    }
    case Shape.map: {
      const [old, now] = [mapIn(field, before ?? {}), mapIn(field, after ?? {})];
      for (const key of new Set([...old.keys(), ...now.keys()])) {
        const text = typeof key === "string" ? JSON.stringify(key) : String(key);
        diffValue(field, old.get(key), now.get(key), `${path}[${text}]`, found);
      }
      break;
    }
    case Shape.single:
      if (!(isUnset(field, before) && isUnset(field, after))) {
        diffValue(field, before, after, path, found);
      }
  }
}

function diffValue(
  field: FieldPlan,
  before: unknown,
  after: unknown,
  path: string,
  found: Difference[],
): void {
  if (before === undefined || after === undefined) {
    if (before !== after) found.push({ path, before, after });
  } else if (field.kind === Kind.message) {
    diffMessage(field.message, before as Values, after as Values, path, found);
  } else if (!isSameValue(field, before, after)) found.push({ path, before, after });
}
