// What fields are called in text: as in the .proto file, except for groups, which are called as their types are.
// Protobuf Text Format "Field Names".

import type { FieldPlan, MessagePlan } from "../message-plan.js";

/** `single` is called `Single` where it is a group that was declared with its type in one. */
export function textNameOf({ typeName }: MessagePlan, { info }: FieldPlan): string {
  if (info.isDelimited !== true || info.message === undefined) return info.name;
  const inner = info.message().typeName;
  const name = inner.slice(inner.lastIndexOf(".") + 1);
  // An extension is declared in its scope, a field in its message.
  const scope = info.name.startsWith("[")
    ? info.name.slice(1, Math.max(1, info.name.lastIndexOf(".")))
    : typeName;
  const own = info.name.startsWith("[")
    ? info.name.slice(info.name.lastIndexOf(".") + 1, -1)
    : info.name;
  if (inner !== `${scope}.${name}` || name.toLowerCase() !== own) return info.name;
  return info.name.startsWith("[") ? info.name : name;
}

const namesOfPlans = new WeakMap<MessagePlan, ReadonlyMap<string, FieldPlan>>();

/** The field with a name; a group has both of its names. */
export function fieldByTextName(plan: MessagePlan, name: string): FieldPlan | undefined {
  let names = namesOfPlans.get(plan);
  if (names === undefined) {
    const all = new Map(plan.fields.map((field) => [textNameOf(plan, field), field]));
    for (const field of plan.fields) if (!all.has(field.protoName)) all.set(field.protoName, field);
    names = all;
    namesOfPlans.set(plan, names);
  }
  return names.get(name);
}
