// The small parts that all nodes are made of.

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

/** Most declarations have none: they share this. */
export const NO_COMMENTS: CommentsNode = Object.freeze({
  leading: undefined,
  trailing: undefined,
  leadingDetached: [],
});

export interface NameNode extends Extent {
  readonly text: string;
}

/** A whole number with its sign: `-1`, `0x10`. Past 2^53 only its size is right: it fits nothing. */
export interface NumberNode extends Extent {
  readonly value: number;
}

/** Strings that follow each other, joined. */
export interface StringNode extends Extent {
  /** With U+FFFD where the bytes are not UTF-8. */
  readonly value: string;
  /** The bytes, where escapes make them no UTF-8. */
  readonly bytes: Uint8Array | undefined;
}

/** A word that stands for itself, with its place: a label, `public`, `export`. */
export interface WordNode<Word extends string> extends Extent {
  readonly text: Word;
}
