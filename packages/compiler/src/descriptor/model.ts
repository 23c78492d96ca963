// Descriptors: what a set of .proto files says once every name is resolved and every default decided.
//
// Made by linker/ from syntax (and, later, from a FileDescriptorSet); read by codegen/ and everything
// after it. Plain data without positions; references are object references, so cycles are normal.

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

export interface FileDescriptor {
  readonly kind: "file";
  /** As it is imported: `user/user.proto`. */
  readonly path: string;
  /** `user.v1`, or `` without a package statement. */
  readonly package: string;
  readonly syntax: "proto3";
  readonly imports: readonly ImportDescriptor[];
  readonly messages: readonly MessageDescriptor[];
  readonly enums: readonly EnumDescriptor[];
  readonly services: readonly ServiceDescriptor[];
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
}

export interface MessageDescriptor {
  readonly kind: "message";
  readonly name: string;
  /** `user.v1.Account.Address`, without a leading dot. */
  readonly fullName: string;
  readonly file: FileDescriptor;
  readonly parent: MessageDescriptor | undefined;
  /** In the order of the file, those of oneofs included. */
  readonly fields: readonly FieldDescriptor[];
  /** Without the synthetic ones of `optional`. */
  readonly oneofs: readonly OneofDescriptor[];
  readonly messages: readonly MessageDescriptor[];
  readonly enums: readonly EnumDescriptor[];
  readonly reservedRanges: readonly { readonly start: number; readonly end: number }[];
  readonly reservedNames: readonly string[];
  readonly options: readonly OptionSetting[];
  readonly isDeprecated: boolean;
  readonly comments: Comments;
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
  | { readonly kind: "message"; readonly message: MessageDescriptor };

/** What a field holds. Maps are their own kind; the entry message of the wire does not appear. */
export type FieldType =
  | { readonly kind: "singular"; readonly value: ValueType }
  | { readonly kind: "repeated"; readonly value: ValueType; readonly isPacked: boolean }
  | { readonly kind: "map"; readonly key: ScalarType; readonly value: ValueType };

export interface FieldDescriptor {
  readonly kind: "field";
  /** As in the file: `user_id`. */
  readonly name: string;
  readonly fullName: string;
  /** From the name, or as `json_name` says: `userId`. */
  readonly jsonName: string;
  readonly number: number;
  readonly type: FieldType;
  /** Singular scalars and enums with `optional`, members of oneofs, and singular messages. */
  readonly hasPresence: boolean;
  readonly oneof: OneofDescriptor | undefined;
  readonly message: MessageDescriptor;
  /** From the `jstype` option of 64-bit fields. */
  readonly jstype: "normal" | "string" | "number";
  readonly options: readonly OptionSetting[];
  readonly isDeprecated: boolean;
  readonly comments: Comments;
}

export interface OneofDescriptor {
  readonly kind: "oneof";
  readonly name: string;
  readonly fullName: string;
  readonly fields: readonly FieldDescriptor[];
  readonly message: MessageDescriptor;
  readonly comments: Comments;
}

export interface EnumDescriptor {
  readonly kind: "enum";
  readonly name: string;
  readonly fullName: string;
  readonly file: FileDescriptor;
  readonly parent: MessageDescriptor | undefined;
  readonly values: readonly EnumValueDescriptor[];
  readonly allowAlias: boolean;
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
