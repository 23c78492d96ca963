// Options as they are written: names of several parts, and values up to whole messages in braces.

import type { CommentsNode, Extent, StringNode } from "./parts.js";

/** `option name = value;`, or one entry of a list in brackets. */
export interface OptionNode extends Extent {
  readonly name: OptionNameNode;
  readonly value: OptionValueNode;
  /** Of a statement; those of an entry in brackets belong to nothing. */
  readonly comments: CommentsNode;
}

export interface OptionNameNode extends Extent {
  /** As written, without spaces: `(my.option).part`. */
  readonly text: string;
  readonly parts: readonly OptionNamePartNode[];
}

/** `part`, or `(an.extension)` with its parentheses in the extent and not in the text. */
export interface OptionNamePartNode extends Extent {
  readonly text: string;
  readonly isExtension: boolean;
}

export type ScalarValueNode =
  | (Extent & { readonly kind: "identifier"; readonly value: string })
  /** `isNegative` is true of `-0` as well. */
  | (Extent & { readonly kind: "integer"; readonly value: bigint; readonly isNegative: boolean })
  | (Extent & { readonly kind: "float"; readonly value: number })
  | (StringNode & { readonly kind: "string" });

/** `{ … }`, in a message in a value also `< … >`. */
export interface AggregateNode extends Extent {
  readonly kind: "aggregate";
  /** With its braces. */
  readonly text: string;
  readonly fields: readonly AggregateFieldNode[];
}

export type OptionValueNode = ScalarValueNode | AggregateNode;

/** `name: value` (Protobuf Text Format "Fields"). */
export interface AggregateFieldNode extends Extent {
  readonly name: AggregateNameNode;
  readonly value: AggregateValueNode;
  /** False in `name { … }`, which only messages allow. */
  readonly hasColon: boolean;
}

export type AggregateNameNode =
  | (Extent & { readonly kind: "field"; readonly text: string })
  /** `[my.extension]`, the text without brackets. */
  | (Extent & { readonly kind: "extension"; readonly text: string })
  /** `[type.googleapis.com/my.Message]`: what google.protobuf.Any holds. */
  | (Extent & { readonly kind: "any"; readonly prefix: string; readonly text: string });

export type AggregateValueNode = OptionValueNode | ListNode;

/** `[a, b]`, several values of a repeated field. */
export interface ListNode extends Extent {
  readonly kind: "list";
  readonly values: readonly OptionValueNode[];
}
