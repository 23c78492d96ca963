// What `create` does with each property of an init: what generated code would do.

import { createList, createMap, type MapInit, rejectCase } from "../create-values.js";
import { requireValue } from "../required.js";
import { codecOf, type DynamicField, messageOf, recordKeyOf } from "./dynamic-field.js";
import type { AnyValue } from "./value-codec.js";

/** A property of a message: a field, or a oneof with all its members. */
export interface Property {
  readonly key: string;
  /** The field, or the first member. */
  readonly field: DynamicField;
  readonly members: readonly DynamicField[] | undefined;
}

/** The properties in the order of the fields; a oneof stands where its first member does. */
export function propertiesOf(fields: readonly DynamicField[]): Property[] {
  const properties = new Map<string, Property & { readonly members: DynamicField[] | undefined }>();
  for (const field of fields) {
    const { key, oneof } = field.info;
    if (oneof === undefined) properties.set(key, { key, field, members: undefined });
    else {
      const known = properties.get(oneof);
      if (known === undefined) properties.set(oneof, { key: oneof, field, members: [field] });
      else known.members!.push(field);
    }
  }
  return [...properties.values()];
}

/** Makes what a message holds of a property from what an init has. */
export type CreateValue = (init: AnyValue) => unknown;

export function creatorOf({ field, members }: Property): CreateValue {
  if (members !== undefined) return oneofCreator(members);
  const { info } = field;
  const create = info.type === "message" ? messageOf(info).createFields : undefined;
  if (info.map !== undefined) {
    const toMapKey = recordKeyOf(info);
    return create === undefined
      ? (init: MapInit<unknown, unknown> | undefined) => createMap(init, toMapKey)
      : (init: MapInit<unknown, unknown> | undefined) => createMap(init, toMapKey, create);
  }
  if (info.isRepeated === true) {
    return create === undefined ? (init) => createList(init) : (init) => createList(init, create);
  }
  if (info.isRequired === true) {
    return create === undefined
      ? (init) => requireValue(init)
      : (init) => create(requireValue(init));
  }
  if (create !== undefined) return (init) => (init === undefined ? undefined : create(init));
  if (info.hasPresence === true) return (init) => init;
  const { zero } = codecOf(field);
  return (init) => (init === undefined ? zero : init);
}

function oneofCreator(members: readonly DynamicField[]): CreateValue {
  const byCase = new Map<unknown, CreateValue | undefined>(
    members.map(({ info }) => [
      info.key,
      info.type === "message" ? messageOf(info).createFields : undefined,
    ]),
  );
  return (init) => {
    if (init === undefined) return undefined;
    if (!byCase.has(init.case)) rejectCase(init);
    const create = byCase.get(init.case);
    return { case: init.case, value: create === undefined ? init.value : create(init.value) };
  };
}

/** What a message that is read begins with: a template, and the properties that need a value of their own. */
export interface Beginning {
  readonly template: Readonly<Record<string, unknown>>;
  readonly lists: readonly string[];
  readonly maps: readonly string[];
}

/** Keys are in the order of the fields. */
export function beginningOf(properties: readonly Property[]): Beginning {
  const template: Record<string, unknown> = {};
  const lists: string[] = [];
  const maps: string[] = [];
  for (const { key, field, members } of properties) {
    const { info } = field;
    template[key] = undefined;
    if (members !== undefined) continue;
    if (info.map !== undefined) maps.push(key);
    else if (info.isRepeated === true) lists.push(key);
    else if (info.type !== "message" && !info.hasPresence && !info.isRequired) {
      template[key] = codecOf(field).zero;
    }
  }
  return { template, lists, maps };
}
