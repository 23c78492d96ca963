// What generated code may import from the runtime; a test holds it against what the runtime exports.

/** Each with `read`, `write` and `put` in front. */
export const scalarHelpers = [
  "Double",
  "Float",
  "Int32",
  "Int64",
  "Uint32",
  "Uint64",
  "Sint32",
  "Sint64",
  "Fixed32",
  "Fixed64",
  "Sfixed32",
  "Sfixed64",
  "Int64Number",
  "Uint64Number",
  "Sint64Number",
  "Fixed64Number",
  "Sfixed64Number",
  "Bool",
  "String",
  "Bytes",
] as const;

/** Each with `readPacked` and `writePacked` in front. */
export const packedHelpers = [
  "Double",
  "Float",
  "Int32",
  "Int64",
  "Uint32",
  "Uint64",
  "Sint32",
  "Sint64",
  "Fixed32",
  "Fixed64",
  "Sfixed32",
  "Sfixed64",
  "Int64Number",
  "Uint64Number",
  "Sint64Number",
  "Fixed64Number",
  "Sfixed64Number",
  "Bool",
] as const;

/** Each with `readTyped` and `writeTyped` in front. */
export const typedHelpers = [
  "Fixed",
  "Int32",
  "Int64",
  "Uint32",
  "Uint64",
  "Sint32",
  "Sint64",
] as const;

export const otherHelpers = [
  "appendTyped",
  "beginLength",
  "bigintFromString",
  "bigintToString",
  "checkList",
  "checkMessage",
  "createList",
  "createMap",
  "createTyped",
  "dateFromMoment",
  "describeFile",
  "endLength",
  "enter",
  "enterMessage",
  "entriesOf",
  "enumNumbers",
  "extension",
  "findMissing",
  "guardKey",
  "isNonZero",
  "keepRange",
  "keepUnknown",
  "knownValue",
  "leave",
  "leaveMessage",
  "messageSetForm",
  "messageType",
  "millisecondsFromMoment",
  "missing",
  "momentFromDate",
  "momentFromMilliseconds",
  "momentFromSpan",
  "momentFromTime",
  "noBytes",
  "readGroup",
  "readKnownValues",
  "readLossyString",
  "readMessage",
  "readMoment",
  "readTag",
  "rejectCase",
  "requireValue",
  "skipUnknown",
  "skipValue",
  "spanFromMoment",
  "timeFromMoment",
  "toBigintKey",
  "toBooleanKey",
  "toNumberKey",
  "toStringKey",
  "typedDoubles",
  "typedFloats",
  "typedInt32s",
  "typedInt64s",
  "typedUint32s",
  "typedUint64s",
  "viewBytes",
  "viewTypedFixed",
  "writeMoment",
  "writeTag",
  "writeUnknown",
] as const;

export type RuntimeFunction =
  | (typeof otherHelpers)[number]
  | `${"read" | "write" | "put"}${(typeof scalarHelpers)[number]}`
  | `${"read" | "write"}Packed${(typeof packedHelpers)[number]}`
  | `${"read" | "write"}Typed${(typeof typedHelpers)[number]}`;

export type RuntimeType =
  | "EnumNumbers"
  | "Extension"
  | "ExtensionHolder"
  | "ExtensionHolderInit"
  | "FileDescription"
  | "GeneratedType"
  | "JsonFields"
  | "JsonOutput"
  | "JsonTable"
  | "MapInit"
  | "MethodType"
  | "OpenEnum"
  | "OutputBuffer"
  | "Reader"
  | "ServiceType"
  | "UnknownRanges";

/** Every name of {@link RuntimeFunction}. */
export const runtimeFunctions: ReadonlySet<string> = new Set([
  ...otherHelpers,
  ...scalarHelpers.flatMap((scalar) => [`read${scalar}`, `write${scalar}`, `put${scalar}`]),
  ...packedHelpers.flatMap((scalar) => [`readPacked${scalar}`, `writePacked${scalar}`]),
  ...typedHelpers.flatMap((scalar) => [`readTyped${scalar}`, `writeTyped${scalar}`]),
]);
