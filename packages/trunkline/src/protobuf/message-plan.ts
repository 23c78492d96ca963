// What is known of a message type once its field table has been looked through: names as text with its quotes,
// numbers of a kind to switch by, enums by name. Made when a type is first converted, and kept with it.

import { toBigintKey, toBooleanKey, toNumberKey, toStringKey } from "./create-values.js";
import { NullValue } from "./gen/google/protobuf/struct_pb.js";
import type { AnyGeneratedType, FieldInfo, ScalarName } from "./generated-type.js";
import { createLabel, createNameLabel, type Label } from "./json/label.js";
import type { ConvertFields } from "./json/output.js";
import { type WellKnownName, wellKnownNameOf } from "./json/well-known-name.js";
import { type TypedKind, type TypedList, typedKindOf } from "./typed-lists.js";
import { describeValue } from "./value-error.js";

/** What one value of a field is, as small integers: a switch over them is one jump. */
export const Kind = {
  string: 0,
  bool: 1,
  int32: 2,
  uint32: 3,
  double: 4,
  float: 5,
  bytes: 6,
  int64: 7,
  uint64: 8,
  /** A 64-bit integer that is held as a number or a string. */
  heldInt64: 9,
  heldUint64: 10,
  enum: 11,
  message: 12,
  /** A Timestamp or a Duration that is not held as a message. */
  timestamp: 13,
  duration: 14,
} as const;

export type Kind = (typeof Kind)[keyof typeof Kind];

/** How many values a field has. */
export const Shape = { single: 0, list: 1, map: 2 } as const;

export type Shape = (typeof Shape)[keyof typeof Shape];

/** One field. */
export class FieldPlan {
  readonly info: FieldInfo;
  /** Its place in the field table. */
  readonly index: number;
  /** The property of the message that holds it, or the oneof it is in. */
  readonly key: string;
  /** Its value of `case`; empty outside of oneofs. */
  readonly member: string;
  readonly jsonName: string;
  readonly protoName: string;
  /** Whether both may be assigned to: "__proto__" may not, nor what objects inherit where that is frozen. */
  readonly isSafeName: boolean;
  /** The name as JSON has it in front of a value that is not the first: `,"userId":`. */
  readonly label: Label;
  /** The same with the name of the .proto file. */
  readonly protoLabel: Label;
  readonly shape: Shape;
  readonly kind: Kind;
  /** Whether it is one string. */
  readonly isText: boolean;
  /** Given for a list that a typed array holds. */
  readonly typed: TypedKind<TypedList> | undefined;
  /** What the keys of a map are. */
  readonly keyKind: Kind;
  readonly as: FieldInfo["as"];
  readonly keyAs: FieldInfo["keyAs"];
  readonly hasPresence: boolean;
  /** What a field without presence is not written for. */
  readonly zero: unknown;
  /** Whether JSON's null is one of its values. */
  readonly hasNull: boolean;
  /** Whether JSON's null sets the field, and does not leave it absent. */
  readonly takesNull: boolean;
  readonly enum: EnumPlan | undefined;
  /** Of a member of a oneof: all of them by their `case`. */
  members: ReadonlyMap<string, FieldPlan> | undefined = undefined;
  #message: MessagePlan | undefined;

  constructor(info: FieldInfo, index: number) {
    this.info = info;
    this.index = index;
    this.key = info.oneof ?? info.key;
    this.member = info.oneof === undefined ? "" : info.key;
    this.jsonName = info.jsonName ?? info.key;
    this.protoName = info.name;
    this.isSafeName = !(this.jsonName in Object.prototype || this.protoName in Object.prototype);
    this.label = createNameLabel(this.jsonName);
    this.protoLabel = createNameLabel(this.protoName);
    this.shape = info.map !== undefined ? Shape.map : info.isRepeated ? Shape.list : Shape.single;
    this.kind = kindOf(info);
    this.isText = this.kind === Kind.string && this.shape === Shape.single;
    this.typed = info.typed === undefined ? undefined : typedKindOf(info.typed);
    this.keyKind = info.map === undefined ? Kind.string : kindOfScalar(info.map, info.keyAs);
    this.as = info.as;
    this.keyAs = info.keyAs;
    this.hasPresence = info.hasPresence === true || info.isRequired === true;
    this.zero = zeroOf(this.kind, info.as);
    this.enum = info.values === undefined ? undefined : enumPlanOf(info);
    this.hasNull =
      info.values === NullValue || (info.message && wellKnownNameOf(info.message())) === "Value";
    this.takesNull = this.hasNull && this.shape === Shape.single;
  }

  /** That of the messages it has; looked up late, because types may contain themselves. */
  get message(): MessagePlan {
    this.#message ??= planOf(this.info.message!());
    return this.#message;
  }
}

/** A property of a message: a field, or a oneof with its members by their `case`. */
export interface PropertyPlan {
  readonly key: string;
  readonly field: FieldPlan;
  readonly members: ReadonlyMap<string, FieldPlan> | undefined;
}

/** An enum: its names as they are in the .proto file. */
export interface EnumPlan {
  /** Of aliases the first. */
  readonly names: ReadonlyMap<number, string>;
  /** With quotes around it. */
  readonly texts: ReadonlyMap<number, string>;
  /** The same. */
  readonly labels: ReadonlyMap<number, Label>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly isClosed: boolean;
  /** `google.protobuf.NullValue`, whose only value is JSON's null. */
  readonly isNull: boolean;
}

/** A message type. */
export interface MessagePlan {
  readonly type: AnyGeneratedType;
  readonly typeName: string;
  readonly wellKnown: WellKnownName | undefined;
  /** The keys that a message may have. */
  readonly keys: readonly string[];
  readonly fields: readonly FieldPlan[];
  /** What generated code has for JSON. */
  readonly jsonFields: ConvertFields | undefined;
  readonly properties: readonly PropertyPlan[];
  /** Whether some field must be there. */
  readonly hasRequired: boolean;
  /** By the name in JSON and by that in the .proto file. */
  readonly byName: ReadonlyMap<string, FieldPlan>;
}

const plans = new WeakMap<object, MessagePlan>();

/** What was asked for last, which mostly is what is asked for next. This one plan, and its type, stay alive. */
let lastPlan: MessagePlan | undefined;

/** @throws TypeError for a type that has no field table */
export function planOf(type: { readonly typeName: string }): MessagePlan {
  if (lastPlan !== undefined && lastPlan.type === type) return lastPlan;
  let plan = plans.get(type);
  if (plan === undefined) {
    plan = createPlan(type as AnyGeneratedType);
    plans.set(type, plan);
  }
  lastPlan = plan;
  return plan;
}

/** @throws TypeError for what is no message type that has a field table */
export function assertMessageType(type: object | null | undefined): void {
  const { fields, readFields } = (type ?? {}) as Partial<AnyGeneratedType>;
  if (Array.isArray(fields) && typeof readFields === "function") return;
  throw new TypeError(
    `Cannot use ${describeValue(type)} as a message type: expected what generated code or a registry has, such as HelloRequest`,
  );
}

function createPlan(type: AnyGeneratedType): MessagePlan {
  assertMessageType(type);
  const fields = type.fields.map((info, index) => new FieldPlan(info, index));
  const properties = propertiesOf(fields);
  for (const { members } of properties) {
    if (members !== undefined) for (const each of members.values()) each.members = members;
  }
  const byName = new Map(fields.map((field) => [field.protoName, field]));
  for (const field of fields) byName.set(field.jsonName, field);
  const keys = [...properties.map(({ key }) => key), "$unknown"];
  const { typeName, jsonFields } = type;
  const wellKnown = wellKnownNameOf(type);
  const hasRequired = fields.some(({ info }) => info.isRequired === true);
  return {
    type,
    typeName,
    wellKnown,
    keys,
    fields,
    jsonFields,
    properties,
    hasRequired,
    byName,
  };
}

/** Once along the fields: a schema may have thousands of oneofs. */
export function propertiesOf<Field extends { readonly key: string; readonly member: string }>(
  fields: readonly Field[],
): { key: string; field: Field; members: ReadonlyMap<string, Field> | undefined }[] {
  const properties: ReturnType<typeof propertiesOf<Field>> = [];
  const oneofs = new Map<string, Map<string, Field>>();
  for (const field of fields) {
    const { key, member } = field;
    if (member === "") properties.push({ key, field, members: undefined });
    else {
      const members = oneofs.get(key) ?? new Map<string, Field>();
      if (members.size === 0) {
        oneofs.set(key, members);
        properties.push({ key, field, members });
      }
      members.set(member, field);
    }
  }
  return properties;
}

const enumPlans = new WeakMap<object, EnumPlan>();

function enumPlanOf({ values, valuePrefix = "", isClosed }: FieldInfo): EnumPlan {
  const known = enumPlans.get(values!);
  if (known !== undefined) return known;
  const names = new Map<number, string>();
  const texts = new Map<number, string>();
  const labels = new Map<number, Label>();
  const numbers = new Map<string, number>();
  for (const [key, number] of Object.entries(values!)) {
    const name = valuePrefix + key;
    numbers.set(name, number);
    if (names.has(number)) continue;
    names.set(number, name);
    texts.set(number, `"${name}"`);
    labels.set(number, createLabel(`"${name}"`));
  }
  const plan = {
    names,
    texts,
    labels,
    numbers,
    isClosed: isClosed === true,
    isNull: values === NullValue,
  };
  enumPlans.set(values!, plan);
  return plan;
}

function kindOf(info: FieldInfo): Kind {
  switch (info.type) {
    case "enum":
      return Kind.enum;
    case "message":
      if (info.as === undefined) return Kind.message;
      return info.message!().typeName.endsWith("Timestamp") ? Kind.timestamp : Kind.duration;
    default:
      return kindOfScalar(info.type, info.as);
  }
}

function kindOfScalar(type: ScalarName, as: FieldInfo["as"]): Kind {
  switch (type) {
    case "int64":
    case "sint64":
    case "sfixed64":
      return as === undefined ? Kind.int64 : Kind.heldInt64;
    case "uint64":
    case "fixed64":
      return as === undefined ? Kind.uint64 : Kind.heldUint64;
    case "uint32":
    case "fixed32":
      return Kind.uint32;
    case "double":
    case "float":
    case "bool":
    case "string":
    case "bytes":
      return Kind[type];
    default:
      return Kind.int32;
  }
}

function zeroOf(kind: Kind, as: FieldInfo["as"]): unknown {
  switch (kind) {
    case Kind.string:
      return "";
    case Kind.bool:
      return false;
    case Kind.int64:
    case Kind.uint64:
      return 0n;
    case Kind.heldInt64:
    case Kind.heldUint64:
      return as === "string" ? "0" : 0;
    case Kind.bytes:
    case Kind.message:
    case Kind.timestamp:
    case Kind.duration:
      return undefined;
    default:
      return 0;
  }
}

/** What turns the key of a record into one of a Map. */
export function recordKeyOf(kind: Kind, as: FieldInfo["keyAs"]): (key: string) => unknown {
  switch (kind) {
    case Kind.string:
      return toStringKey;
    case Kind.bool:
      return toBooleanKey;
    case Kind.int64:
    case Kind.uint64:
      return toBigintKey;
    default:
      return as === "string" ? toStringKey : toNumberKey;
  }
}
