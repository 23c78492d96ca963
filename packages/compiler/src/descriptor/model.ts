// Descriptors: what a set of .proto files says once every name is resolved and every default decided.
//
// Made by linker/ from syntax (and, later, from a FileDescriptorSet); read by codegen/ and everything
// after it. Plain data without positions; references are object references, so cycles are normal.

import type { Features } from "./features.js";

/** Comments of one element, as `//` and block comments without their markers, lines kept. */
export interface Comments {
  /** The comment that ends on the line before the element. */
  readonly leading: string | undefined;
  /** The comment after it on its own line or the line below. */
  readonly trailing: string | undefined;
  /** Blocks before the leading one, separated by blank lines. */
  readonly leadingDetached: readonly string[];
}

/** An option's value, uninterpreted beyond its syntax. */
export type OptionValue =
  | { readonly kind: "identifier"; readonly value: string }
  | { readonly kind: "integer"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "aggregate"; readonly text: string };

/** `option go_package = "./pb"` is name `go_package`; a custom one keeps its parentheses: `(my.opt).field`. */
export interface OptionSetting {
  readonly name: string;
  readonly value: OptionValue;
}

/** The number descriptor.proto has for it: proto2 and proto3 are editions too, before the first. */
export type Edition = (typeof EDITIONS)[keyof typeof EDITIONS];

/** Editions by the word that a file says: `syntax = "proto3"`, `edition = "2023"`. */
export const EDITIONS = {
  proto2: 998,
  proto3: 999,
  "2023": 1000,
  "2024": 1001,
  "2026": 1002,
} as const;

/** `export` and `local`: whether other files may use the name. */
export type Visibility = "export" | "local";

export interface FileDescriptor {
  readonly kind: "file";
  /** As it is imported: `user/user.proto`. */
  readonly path: string;
  /** `user.v1`, or `` without a package statement. */
  readonly package: string;
  readonly syntax: "proto2" | "proto3" | "editions";
  readonly edition: Edition;
  readonly imports: readonly ImportDescriptor[];
  readonly messages: readonly MessageDescriptor[];
  readonly enums: readonly EnumDescriptor[];
  readonly services: readonly ServiceDescriptor[];
  /** Those of its top level. */
  readonly extensions: readonly ExtensionDescriptor[];
  readonly features: Features;
  readonly options: readonly OptionSetting[];
  readonly isDeprecated: boolean;
  /** Comments of the syntax statement. */
  readonly syntaxComments: Comments;
  /** Comments of the package statement. */
  readonly packageComments: Comments;
}

export interface ImportDescriptor {
  readonly file: FileDescriptor;
  readonly isPublic: boolean;
  /** `option`: only for the names of options. `weak` is from the time before lazy loading. */
  readonly modifier: "public" | "weak" | "option" | undefined;
}

export interface MessageDescriptor {
  readonly kind: "message";
  readonly name: string;
  /** `user.v1.Account.Address`, without a leading dot. */
  readonly fullName: string;
  readonly file: FileDescriptor;
  readonly parent: MessageDescriptor | undefined;
  /** Undefined where the file does not say. */
  readonly visibility: Visibility | undefined;
  /** In the order of the file, those of oneofs included. */
  readonly fields: readonly FieldDescriptor[];
  /** Without the synthetic ones of `optional`. */
  readonly oneofs: readonly OneofDescriptor[];
  readonly messages: readonly MessageDescriptor[];
  readonly enums: readonly EnumDescriptor[];
  /** Extensions declared in it, of whatever message. */
  readonly extensions: readonly ExtensionDescriptor[];
  /** Numbers for extensions of it; both ends belong to a range. */
  readonly extensionRanges: readonly NumberRange[];
  readonly reservedRanges: readonly NumberRange[];
  readonly reservedNames: readonly string[];
  /** True with `message_set_wire_format`: nothing but extensions, in a form of its own on the wire. */
  readonly isMessageSet: boolean;
  readonly features: Features;
  readonly options: readonly OptionSetting[];
  readonly isDeprecated: boolean;
  readonly comments: Comments;
}

/** Both ends belong to it. */
export interface NumberRange {
  readonly start: number;
  readonly end: number;
}

export type ScalarType =
  | "double"
  | "float"
  | "int32"
  | "int64"
  | "uint32"
  | "uint64"
  | "sint32"
  | "sint64"
  | "fixed32"
  | "fixed64"
  | "sfixed32"
  | "sfixed64"
  | "bool"
  | "string"
  | "bytes";

/** What one value of a field is. */
export type ValueType =
  | { readonly kind: "scalar"; readonly scalar: ScalarType }
  | { readonly kind: "enum"; readonly enum: EnumDescriptor }
  | {
      readonly kind: "message";
      readonly message: MessageDescriptor;
      /** On the wire between two tags, as groups are, and not after a length. */
      readonly isDelimited: boolean;
    };

/** What a field that is not set holds, where the file says; bytes for strings that are no UTF-8 too. */
export type DefaultValue = number | bigint | boolean | string | Uint8Array | EnumValueDescriptor;

/** What a field holds. Maps are their own kind; the entry message of the wire does not appear. */
export type FieldType =
  | { readonly kind: "singular"; readonly value: ValueType }
  | { readonly kind: "repeated"; readonly value: ValueType; readonly isPacked: boolean }
  | { readonly kind: "map"; readonly key: ScalarType; readonly value: ValueType };

/** What fields and extensions have in common. */
export interface FieldLike {
  /** As in the file: `user_id`. */
  readonly name: string;
  readonly fullName: string;
  /** From the name, or as `json_name` says: `userId`. */
  readonly jsonName: string;
  readonly number: number;
  readonly type: FieldType;
  /** Whether one that is not set and one that is 0 are told apart; false for repeated fields and maps. */
  readonly hasPresence: boolean;
  /** True of `required` and of the feature LEGACY_REQUIRED. */
  readonly isRequired: boolean;
  /** The label as written. */
  readonly label: "optional" | "repeated" | "required" | undefined;
  /** From the `default` option. */
  readonly defaultValue: DefaultValue | undefined;
  readonly features: Features;
  /** From the `jstype` option of 64-bit fields. */
  readonly jstype: "normal" | "string" | "number";
  readonly options: readonly OptionSetting[];
  readonly isDeprecated: boolean;
  readonly comments: Comments;
}

export interface FieldDescriptor extends FieldLike {
  readonly kind: "field";
  readonly oneof: OneofDescriptor | undefined;
  readonly message: MessageDescriptor;
}

/** A field of a message that is declared elsewhere. */
export interface ExtensionDescriptor extends FieldLike {
  readonly kind: "extension";
  /** The message it is a field of. */
  readonly extendee: MessageDescriptor;
  readonly file: FileDescriptor;
  /** The message it is declared in, if any. */
  readonly parent: MessageDescriptor | undefined;
}

export interface OneofDescriptor {
  readonly kind: "oneof";
  readonly name: string;
  readonly fullName: string;
  readonly fields: readonly FieldDescriptor[];
  readonly message: MessageDescriptor;
  readonly features: Features;
  readonly options: readonly OptionSetting[];
  readonly comments: Comments;
}

export interface EnumDescriptor {
  readonly kind: "enum";
  readonly name: string;
  readonly fullName: string;
  readonly file: FileDescriptor;
  readonly parent: MessageDescriptor | undefined;
  /** Undefined where the file does not say. */
  readonly visibility: Visibility | undefined;
  readonly values: readonly EnumValueDescriptor[];
  readonly reservedRanges: readonly NumberRange[];
  readonly reservedNames: readonly string[];
  readonly allowAlias: boolean;
  readonly features: Features;
  readonly options: readonly OptionSetting[];
  readonly isDeprecated: boolean;
  readonly comments: Comments;
}

export interface EnumValueDescriptor {
  readonly name: string;
  readonly number: number;
  readonly options: readonly OptionSetting[];
  readonly isDeprecated: boolean;
  readonly comments: Comments;
}

export interface ServiceDescriptor {
  readonly kind: "service";
  readonly name: string;
  readonly fullName: string;
  readonly file: FileDescriptor;
  readonly methods: readonly MethodDescriptor[];
  readonly features: Features;
  readonly options: readonly OptionSetting[];
  readonly isDeprecated: boolean;
  readonly comments: Comments;
}

export interface MethodDescriptor {
  readonly kind: "method";
  readonly name: string;
  readonly fullName: string;
  readonly service: ServiceDescriptor;
  readonly input: MessageDescriptor;
  readonly output: MessageDescriptor;
  readonly isClientStreaming: boolean;
  readonly isServerStreaming: boolean;
  readonly options: readonly OptionSetting[];
  readonly isDeprecated: boolean;
  readonly comments: Comments;
}
