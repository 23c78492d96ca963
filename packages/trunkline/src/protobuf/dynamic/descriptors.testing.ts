// Descriptors in few words, for tests.

import {
  type DescriptorProtoInit,
  type EnumDescriptorProtoInit,
  type FieldDescriptorProtoInit,
  FieldDescriptorProto_Type as Type,
} from "../index.js";

export function messageOf(
  name: string,
  field: readonly FieldDescriptorProtoInit[],
): DescriptorProtoInit {
  return { name, field };
}

/** A field that is optional, unless `more` says otherwise. */
export function fieldOf(
  name: string,
  number: number,
  type: keyof typeof Type | undefined,
  more: FieldDescriptorProtoInit = {},
): FieldDescriptorProtoInit {
  return { name, number, label: 1, type: type && Type[type], ...more };
}

export function enumOf(
  name: string,
  values: Readonly<Record<string, number>>,
): EnumDescriptorProtoInit {
  const value = Object.entries(values).map(([each, number]) => ({ name: each, number }));
  return { name, value };
}
