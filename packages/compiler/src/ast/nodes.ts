// The syntax tree of a .proto file: what is written, before any name is looked up.
//
// Nodes are plain data. `start` and `end` are offsets in the file's text; a node covers its first to its
// last token, comments not included. Where the parser had to give up on a piece of text, no node stands
// for it, and its names are in `FileNode.lostNames`.

import type { SourceFile } from "../source/index.js";

/** Offsets in the text of the node's file. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Comments of a declaration as they stand, in the form of descriptor.proto's SourceCodeInfo. */
export interface CommentsNode {
  readonly leading: string | undefined;
  readonly trailing: string | undefined;
  readonly leadingDetached: readonly string[];
}

export interface NameNode extends Extent {
  readonly text: string;
}

/** A number as written, with its sign: `-1`, `0x10`. */
export interface NumberNode extends Extent {
  readonly value: bigint;
}

/** Strings that follow each other, joined. */
export interface StringNode extends Extent {
  readonly value: string;
}

export interface FileNode {
  readonly kind: "file";
  readonly source: SourceFile;
  readonly syntax: SyntaxNode | undefined;
  /** Every package statement; more than one is an error found later. */
  readonly packages: readonly PackageNode[];
  readonly imports: readonly ImportNode[];
  readonly options: readonly OptionNode[];
  readonly declarations: readonly DeclarationNode[];
  /** Names in text that was skipped after a syntax error: they may have been declared there. */
  readonly lostNames: ReadonlySet<string>;
}

/** `syntax = "proto3";` or `edition = "2023";`. */
export interface SyntaxNode extends Extent {
  readonly keyword: "syntax" | "edition";
  readonly value: StringNode;
  readonly comments: CommentsNode;
}

export interface PackageNode extends Extent {
  readonly name: NameNode;
  readonly comments: CommentsNode;
}

export interface ImportNode extends Extent {
  readonly path: StringNode;
  readonly isPublic: boolean;
}

export type DeclarationNode = MessageNode | EnumNode | ServiceNode | ExtendNode;

export interface MessageNode extends Extent {
  readonly kind: "message";
  readonly name: NameNode;
  readonly fields: readonly FieldNode[];
  readonly oneofs: readonly OneofNode[];
  readonly messages: readonly MessageNode[];
  readonly enums: readonly EnumNode[];
  readonly extends: readonly ExtendNode[];
  /** `extensions 100 to max;` statements: proto2 and editions only. */
  readonly extensionRanges: readonly Extent[];
  readonly reserved: readonly ReservedNode[];
  readonly options: readonly OptionNode[];
  readonly comments: CommentsNode;
}

export type FieldLabel = "optional" | "repeated" | "required";

export interface FieldNode extends Extent {
  readonly kind: "field";
  readonly label: (Extent & { readonly text: FieldLabel }) | undefined;
  readonly type: TypeNode;
  readonly name: NameNode;
  readonly number: NumberNode;
  readonly options: readonly OptionNode[];
  /** The oneof it stands in, if any. A message's `fields` hold those of its oneofs too. */
  readonly oneof: OneofNode | undefined;
  readonly comments: CommentsNode;
}

export type TypeNode =
  /** A scalar's keyword, or the name of a message or enum, with a leading dot if written so. */
  | (Extent & { readonly kind: "name"; readonly text: string })
  | (Extent & {
      readonly kind: "map";
      readonly key: NameNode;
      readonly value: NameNode;
    })
  /** `group Name = 1 { … }`: proto2 only, kept for the diagnostic. */
  | (Extent & { readonly kind: "group" });

export interface OneofNode extends Extent {
  readonly kind: "oneof";
  readonly name: NameNode;
  readonly options: readonly OptionNode[];
  readonly comments: CommentsNode;
}

export interface ReservedNode extends Extent {
  readonly ranges: readonly RangeNode[];
  readonly names: readonly StringNode[];
}

/** `5`, `5 to 9` or `5 to max`; both ends belong to it. */
export interface RangeNode extends Extent {
  readonly from: bigint;
  /** Undefined for `max`. */
  readonly to: bigint | undefined;
}

export interface EnumNode extends Extent {
  readonly kind: "enum";
  readonly name: NameNode;
  readonly values: readonly EnumValueNode[];
  readonly reserved: readonly ReservedNode[];
  readonly options: readonly OptionNode[];
  readonly comments: CommentsNode;
}

export interface EnumValueNode extends Extent {
  readonly kind: "enumValue";
  readonly name: NameNode;
  readonly number: NumberNode;
  readonly options: readonly OptionNode[];
  readonly comments: CommentsNode;
}

export interface ServiceNode extends Extent {
  readonly kind: "service";
  readonly name: NameNode;
  readonly methods: readonly MethodNode[];
  readonly options: readonly OptionNode[];
  readonly comments: CommentsNode;
}

export interface MethodNode extends Extent {
  readonly kind: "method";
  readonly name: NameNode;
  readonly input: MethodTypeNode;
  readonly output: MethodTypeNode;
  readonly options: readonly OptionNode[];
  readonly comments: CommentsNode;
}

export interface MethodTypeNode extends Extent {
  readonly isStream: boolean;
  readonly name: NameNode;
}

/** `extend Name { … }`: parsed, its fields not kept. */
export interface ExtendNode extends Extent {
  readonly kind: "extend";
  readonly extendee: NameNode;
}

/** `option name = value;` or one of a bracketed list. */
export interface OptionNode extends Extent {
  /** `java_package`, `(my.opt).field`, `features.x`: spaces and comments left out. */
  readonly name: NameNode;
  readonly value: OptionValueNode;
}

export type OptionValueNode = Extent &
  (
    | { readonly kind: "identifier"; readonly value: string }
    | { readonly kind: "integer"; readonly value: bigint }
    | { readonly kind: "float"; readonly value: number }
    | { readonly kind: "string"; readonly value: string }
    /** `{ … }` as written, braces included. */
    | { readonly kind: "aggregate"; readonly text: string }
  );
