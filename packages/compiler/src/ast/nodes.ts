// The syntax tree of a .proto file: what is written, before any name is looked up.
//
// Nodes are plain data. `start` and `end` are offsets in the file's text; a node covers its first to its
// last token, comments not included. Lists are in the order of the file. Where the parser had to give up
// on a piece of text, no node stands for it, and its names are in `FileNode.lostNames`.

import type { SourceFile } from "../source/index.js";
import type { OptionNode } from "./option-nodes.js";
import type { CommentsNode, Extent, NameNode, NumberNode, StringNode, WordNode } from "./parts.js";

export interface FileNode {
  readonly kind: "file";
  readonly source: SourceFile;
  readonly syntax: SyntaxNode | undefined;
  /** Every package statement; more than one is an error found later. */
  readonly packages: readonly PackageNode[];
  readonly imports: readonly ImportNode[];
  readonly options: readonly OptionNode[];
  /** Groups of `extend` blocks at the top are among them, as messages. */
  readonly declarations: readonly DeclarationNode[];
  /** Names in text that was skipped after a syntax error: they may have been declared there. */
  readonly lostNames: ReadonlySet<string>;
  /** Where the first token starts and the last one ends. */
  readonly extent: Extent;
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
  readonly modifier: WordNode<"public" | "weak" | "option"> | undefined;
  readonly comments: CommentsNode;
}

export type DeclarationNode = MessageNode | EnumNode | ServiceNode | ExtendNode;

export type VisibilityNode = WordNode<"export" | "local">;

export interface MessageNode extends Extent {
  readonly kind: "message";
  /** It starts the node where it is there. */
  readonly visibility: VisibilityNode | undefined;
  readonly name: NameNode;
  readonly fields: readonly FieldNode[];
  readonly oneofs: readonly OneofNode[];
  /** Those of groups among them. */
  readonly messages: readonly MessageNode[];
  readonly enums: readonly EnumNode[];
  readonly extends: readonly ExtendNode[];
  readonly extensions: readonly ExtensionsNode[];
  readonly reserved: readonly ReservedNode[];
  readonly options: readonly OptionNode[];
  /** True for `group Name = 1 { … }`: the message starts at the label or `group` then. */
  readonly isGroup: boolean;
  readonly comments: CommentsNode;
}

export type FieldLabel = "optional" | "repeated" | "required";

export interface FieldNode extends Extent {
  readonly kind: "field";
  readonly label: WordNode<FieldLabel> | undefined;
  readonly type: TypeNode;
  /** Of a group: the name of its message, which the field has in lower case. */
  readonly name: NameNode;
  readonly number: NumberNode;
  readonly options: readonly OptionNode[];
  /** The `[ … ]` around the options. */
  readonly brackets: Extent | undefined;
  /** The oneof it stands in, if any. A message's `fields` hold those of its oneofs too. */
  readonly oneof: OneofNode | undefined;
  /** None for a group: its message has them. */
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
  /** The word `group`; the message is among those of the scope too. */
  | (Extent & { readonly kind: "group"; readonly message: MessageNode });

export interface OneofNode extends Extent {
  readonly kind: "oneof";
  readonly name: NameNode;
  readonly options: readonly OptionNode[];
  readonly comments: CommentsNode;
}

/** `extensions 100 to 199, 500 to max [ … ];`: the options are those of each range. */
export interface ExtensionsNode extends Extent {
  readonly ranges: readonly RangeNode[];
  readonly options: readonly OptionNode[];
  readonly brackets: Extent | undefined;
  readonly comments: CommentsNode;
}

export interface ReservedNode extends Extent {
  readonly ranges: readonly RangeNode[];
  readonly names: readonly ReservedNameNode[];
  readonly comments: CommentsNode;
}

/** A name in quotes, or in an edition without. */
export interface ReservedNameNode extends StringNode {
  readonly isQuoted: boolean;
}

/** `5`, `5 to 9` or `5 to max`; both ends belong to it. */
export interface RangeNode extends Extent {
  readonly from: NumberNode;
  /** The very `from` where there is only one number; for `max` the largest number of a field or value. */
  readonly to: NumberNode;
  readonly isToMax: boolean;
}

export interface EnumNode extends Extent {
  readonly kind: "enum";
  readonly visibility: VisibilityNode | undefined;
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
  readonly brackets: Extent | undefined;
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
  /** The `{ … }` after it, where it does not end with ";". */
  readonly body: Extent | undefined;
  readonly comments: CommentsNode;
}

/** What stands in the parentheses; the node covers those too. */
export interface MethodTypeNode extends Extent {
  readonly stream: WordNode<"stream"> | undefined;
  readonly name: NameNode;
}

/** `extend Name { … }`: the fields are extensions of the message it names. */
export interface ExtendNode extends Extent {
  readonly kind: "extend";
  readonly extendee: NameNode;
  readonly fields: readonly FieldNode[];
  readonly comments: CommentsNode;
}
