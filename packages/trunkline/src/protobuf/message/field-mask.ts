// google.protobuf.FieldMask: some fields of a message, by their names in the .proto file. What a client asks for, or what
// an update changes. field_mask.proto.

import { emptyMessage } from "../empty-message.js";
import { hintFor } from "../field-hint.js";
import { FieldMask } from "../gen/google/protobuf/field_mask_pb.js";
import { type FieldPlan, Kind, type MessagePlan, planOf, Shape } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { shorten } from "../shorten.js";
import { describeValue } from "../value-error.js";
import { copyField, copyOfBytes } from "./clone.js";
import type { FieldPath } from "./field-path.js";
import { heldField, type OneofValue, type Values } from "./field-values.js";

/** What a mask has of one message: fields, and of each all or some. */
type MaskTree = Map<FieldPlan, MaskTree | "all">;

/**
 * A mask from paths that the compiler knows: `createFieldMask(User, "displayName", "address.city")` has the paths
 * `display_name` and `address.city`.
 *
 * @throws TypeError for a path that the type does not have
 */
export function createFieldMask<T>(
  type: MessageType<T, never>,
  ...paths: readonly FieldPath<NoInfer<T>>[]
): FieldMask {
  return FieldMask.create({ paths: paths.map((path) => protoPath(planOf(type), path)) });
}

function protoPath(plan: MessagePlan, path: string): string {
  let current: MessagePlan | undefined = plan;
  const names = path.split(".").map((key) => {
    const field = current?.fields.find(({ info }) => info.key === key);
    if (field === undefined) {
      throw new TypeError(
        `Cannot make a mask of ${shorten(path, 120)}: ${hasNoField(current, key, "key", true)}`,
      );
    }
    current = planBelow(field);
    return field.protoName;
  });
  return names.join(".");
}

function hasNoField(
  plan: MessagePlan | undefined,
  name: string,
  spelling: "key" | "protoName",
  isHinted: boolean,
): string {
  if (plan === undefined) return `${shorten(name)} is below what is no single message`;
  const names = plan.fields.map((field) => (spelling === "key" ? field.info.key : field.protoName));
  const hint = isHinted ? hintFor(name, names) : "";
  return `${plan.typeName} has no field ${shorten(name)}${hint}`;
}

/** Of a field below which there are fields. */
function planBelow(field: FieldPlan): MessagePlan | undefined {
  return field.shape === Shape.single && field.kind === Kind.message ? field.message : undefined;
}

/** What is wrong with a mask for a type, a sentence each; empty where nothing is. @throws TypeError for what is no mask */
export function validateFieldMask(
  type: MessageType<unknown, never>,
  mask: FieldMask,
): readonly string[] {
  const problems: string[] = [];
  for (const path of pathsOf(mask)) if (path !== "*") parsePath(planOf(type), path, problems);
  return problems;
}

/** @throws TypeError for what is no mask */
function pathsOf(mask: FieldMask | null | undefined): readonly string[] {
  const paths = mask?.paths;
  if (Array.isArray(paths) && paths.every((path) => typeof path === "string")) return paths;
  throw new TypeError(
    `Cannot use ${describeValue(mask)} as a mask: expected a google.protobuf.FieldMask, whose paths are strings`,
  );
}

/** Messages are not nested deeper where they are read, so that a longer path leads to nothing. */
const MAX_NAMES = 101;

/** A mask of a stranger may have thousands of wrong paths: only for the first ones is looked for what was meant. */
const MAX_HINTS = 100;

/** The fields along a path; undefined, with a problem told, where there are none. */
function parsePath(plan: MessagePlan, path: string, problems: string[]): FieldPlan[] | undefined {
  const fields: FieldPlan[] = [];
  let current: MessagePlan | undefined = plan;
  for (const name of path.split(".", MAX_NAMES + 1)) {
    if (fields.length === MAX_NAMES) {
      problems.push(`${shorten(path, 120)} has more than ${MAX_NAMES} names`);
      return undefined;
    }
    if (current === undefined) {
      const last = fields.at(-1)!.protoName;
      problems.push(`${shorten(path, 120)} goes on below "${last}", which is no single message`);
      return undefined;
    }
    const field: FieldPlan | undefined = current.fields.find(({ protoName }) => protoName === name);
    if (field === undefined) {
      const isHinted = problems.length < MAX_HINTS;
      problems.push(`${shorten(path, 120)}: ${hasNoField(current, name, "protoName", isHinted)}`);
      return undefined;
    }
    fields.push(field);
    current = planBelow(field);
  }
  return fields;
}

/** @throws TypeError for a path that the type does not have */
function treeOf(plan: MessagePlan, mask: FieldMask): MaskTree | "all" {
  const tree: MaskTree = new Map();
  const paths = pathsOf(mask);
  for (const path of paths) {
    if (path === "*") continue;
    const problems: string[] = [];
    const fields = parsePath(plan, path, problems);
    if (fields === undefined) throw new TypeError(`Cannot use the mask: ${problems[0]}`);
    addPath(tree, fields);
  }
  return paths.includes("*") ? "all" : tree;
}

function addPath(tree: MaskTree, fields: readonly FieldPlan[]): void {
  let current = tree;
  for (const [index, field] of fields.entries()) {
    const there = current.get(field);
    if (there === "all") return;
    if (index === fields.length - 1) current.set(field, "all");
    else {
      const next: MaskTree = there ?? new Map();
      current.set(field, next);
      current = next;
    }
  }
}

/**
 * A copy of `message` with the fields that the mask has, and no others. The path `*` stands for all.
 *
 * @throws TypeError for a path that the type does not have
 */
export function applyFieldMask<T>(
  type: MessageType<T, never>,
  message: NoInfer<T>,
  mask: FieldMask,
): T {
  const plan = planOf(type);
  return maskMessage(plan, message as Values, treeOf(plan, mask)) as T;
}

function maskMessage(plan: MessagePlan, message: Values, tree: MaskTree | "all"): Values {
  const masked = emptyMessage(plan.type);
  for (const property of plan.properties) {
    const held = heldField(property, message);
    if (held === undefined) continue;
    const { field, value } = held;
    const below = tree === "all" ? "all" : tree.get(field);
    if (below === undefined) continue;
    const copy =
      below === "all"
        ? copyField(field, value)
        : maskMessage(field.message, value as Values, below);
    masked[property.key] = field.member === "" ? copy : { case: field.member, value: copy };
  }
  if (tree === "all" && message.$unknown !== undefined) {
    masked.$unknown = copyOfBytes(message.$unknown);
  }
  return masked;
}

/**
 * Takes out of `message` what the mask does not have, and gives `message`.
 *
 * @throws TypeError for a path that the type does not have
 */
export function trimToFieldMask<T>(
  type: MessageType<T, never>,
  message: NoInfer<T>,
  mask: FieldMask,
): T {
  const plan = planOf(type);
  const tree = treeOf(plan, mask);
  if (tree !== "all") trimMessage(plan, message as Values, tree);
  return message;
}

function trimMessage(plan: MessagePlan, message: Values, tree: MaskTree): void {
  let empty: Values | undefined;
  for (const property of plan.properties) {
    const held = heldField(property, message);
    if (held === undefined) continue;
    const below = tree.get(held.field);
    if (below === undefined) {
      empty ??= emptyMessage(plan.type);
      message[property.key] = empty[property.key];
    } else if (below !== "all") trimMessage(held.field.message, held.value as Values, below);
  }
  delete message.$unknown;
}

/**
 * An update: the fields that the mask has become what they are in `source`, absent ones included; the others stay. Gives
 * `target`; nothing is shared.
 *
 * ```ts
 * mergeByFieldMask(User, stored, request.user, request.updateMask);
 * ```
 *
 * @throws TypeError for a path that the type does not have
 */
export function mergeByFieldMask<T>(
  type: MessageType<T, never>,
  target: NoInfer<T>,
  source: NoInfer<T>,
  mask: FieldMask,
): T {
  const plan = planOf(type);
  updateMessage(plan, target as Values, source as Values, treeOf(plan, mask));
  return target;
}

function updateMessage(
  plan: MessagePlan,
  target: Values,
  source: Values,
  tree: MaskTree | "all",
): void {
  const fields = tree === "all" ? new Map(plan.fields.map((field) => [field, "all"])) : tree;
  for (const [field, below] of fields as MaskTree) {
    const value = valueIn(field, source);
    if (below !== "all" && value !== undefined) {
      const before = valueIn(field, target) as Values | undefined;
      const inner = before ?? emptyMessage(field.message.type);
      updateMessage(field.message, inner, value as Values, below);
      if (before === undefined) setValue(field, target, inner);
    } else if (below === "all" || valueIn(field, target) !== undefined) {
      setValue(field, target, value === undefined ? undefined : copyField(field, value), plan);
    }
  }
}

function valueIn(field: FieldPlan, message: Values): unknown {
  if (field.member === "") return message[field.key];
  const oneof = message[field.key] as OneofValue | undefined;
  return oneof?.case === field.member ? oneof.value : undefined;
}

/** Undefined makes the field absent, or what it is by default. */
function setValue(field: FieldPlan, message: Values, value: unknown, plan?: MessagePlan): void {
  if (field.member !== "") {
    if (value !== undefined) message[field.key] = { case: field.member, value };
    else if (valueIn(field, message) !== undefined) message[field.key] = undefined;
  } else if (value === undefined && plan !== undefined) {
    message[field.key] = emptyMessage(plan.type)[field.key];
  } else message[field.key] = value;
}
