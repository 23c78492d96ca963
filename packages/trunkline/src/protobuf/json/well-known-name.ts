// The types of `google.protobuf` that have a form of their own in JSON. A program may meet others of their names, in
// descriptors that somebody sent it: those are types as any other.

import { NullValue } from "../gen/google/protobuf/struct_pb.js";
import type { AnyGeneratedType, FieldInfo } from "../generated-type.js";

/** Their fields, in the order of their keys. */
const shapes = {
  Any: "typeUrl:string value:bytes",
  BoolValue: "value:bool",
  BytesValue: "value:bytes",
  DoubleValue: "value:double",
  Duration: "nanos:int32 seconds:int64",
  FieldMask: "paths:string*",
  FloatValue: "value:float",
  Int32Value: "value:int32",
  Int64Value: "value:int64",
  ListValue: "values:Value*",
  StringValue: "value:string",
  Struct: "fields:string,Value",
  Timestamp: "nanos:int32 seconds:int64",
  UInt32Value: "value:uint32",
  UInt64Value: "value:uint64",
  Value:
    "kind.boolValue:bool kind.listValue:ListValue kind.nullValue:null kind.numberValue:double kind.stringValue:string kind.structValue:Struct",
} as const;

export type WellKnownName = keyof typeof shapes;

const SCOPE = "google.protobuf.";

/** Undefined for all other types. */
export function wellKnownNameOf({ typeName, fields }: AnyGeneratedType): WellKnownName | undefined {
  const name = withoutScope(typeName);
  if (!Object.hasOwn(shapes, name)) return undefined;
  const shape = fields.map(shapeOf).sort().join(" ");
  return shape === shapes[name as WellKnownName] ? (name as WellKnownName) : undefined;
}

/** `paths:string*`; a map has the type of its keys in front, a member its oneof. */
function shapeOf({ key, oneof, type, values, message, map, isRepeated }: FieldInfo): string {
  const place = oneof === undefined ? key : `${oneof}.${key}`;
  const one = message === undefined ? type : withoutScope(message().typeName);
  const keys = map === undefined ? "" : `${map},`;
  return `${place}:${keys}${values === NullValue ? "null" : one}${isRepeated === true ? "*" : ""}`;
}

/** Empty for what is none of `google.protobuf`. */
function withoutScope(typeName: string): string {
  return typeName.startsWith(SCOPE) ? typeName.slice(SCOPE.length) : "";
}
