// What a header block can come to other than a HeaderBlock, and the wording of it. Both are plain
// results: a peer's bytes never make this room throw.

/**
 * The header block is broken and the tables of the two sides can no longer agree: a connection error
 * COMPRESSION_ERROR (RFC 9113 §4.3).
 */
export class HpackError {
  /** Tells it from HeaderListTooLarge. */
  readonly kind = "hpack";
  /** One sentence, with the RFC section of the rule that was broken. */
  readonly message: string;
  /** True where no rule was broken, but the list is so far over the limits that decoding was given up. */
  readonly isExcess: boolean;

  constructor(message: string, isExcess = false) {
    this.message = message;
    this.isExcess = isExcess;
  }
}

/** The block was decoded, and the table kept in step, but its fields are over a limit and were dropped. */
export class HeaderListTooLarge {
  /** Tells it from HpackError. */
  readonly kind = "tooLarge";
  /** For each field, octets of name and value and 32. */
  readonly listBytes: number;
  /** How many fields it has. */
  readonly fieldCount: number;

  constructor(listBytes: number, fieldCount: number) {
    this.listBytes = listBytes;
    this.fieldCount = fieldCount;
  }
}

/** The sentence for each way in which a block can be broken. */
export const broken = {
  farTooLarge(listBytes: number, fieldCount: number): HpackError {
    const message = `A header list of more than ${listBytes} octets or ${fieldCount} fields is far more than is accepted`;
    return new HpackError(message, true);
  },
  endsInside(what: string): HpackError {
    return new HpackError(`Header block ends inside ${what} (RFC 7541 §5)`);
  },
  integerTooLarge(): HpackError {
    return new HpackError(
      "Header block has an integer past 2147483647 or of more than 5 continuation octets (RFC 7541 §5.1)",
    );
  },
  indexZero(): HpackError {
    return new HpackError("Header block has an indexed field with index 0 (RFC 7541 §6.1)");
  },
  indexPastEnd(index: number, entryCount: number): HpackError {
    return new HpackError(
      `Header block refers to index ${index}: expected 1 to ${entryCount} (RFC 7541 §2.3.3)`,
    );
  },
  stringPastEnd(byteLength: number, left: number): HpackError {
    return new HpackError(
      `Header block has a string of ${byteLength} bytes where ${left} are left (RFC 7541 §5.2)`,
    );
  },
  huffmanEos(): HpackError {
    return new HpackError("Header block has a Huffman-coded string that holds EOS (RFC 7541 §5.2)");
  },
  huffmanPadding(): HpackError {
    return new HpackError(
      "Header block has a Huffman-coded string that does not end in 0 to 7 bits of EOS (RFC 7541 §5.2)",
    );
  },
  updateAfterField(): HpackError {
    return new HpackError(
      "Header block changes the dynamic table size after its first field (RFC 7541 §4.2)",
    );
  },
  tooManyUpdates(): HpackError {
    return new HpackError(
      "Header block changes the dynamic table size more than twice (RFC 7541 §4.2)",
    );
  },
  updateAboveLimit(bytes: number, maxBytes: number): HpackError {
    return new HpackError(
      `Header block sets the dynamic table size to ${bytes} bytes: expected at most ${maxBytes} (RFC 7541 §6.3)`,
    );
  },
  updateMissing(maxBytes: number): HpackError {
    return new HpackError(
      `Header block does not lower the dynamic table size to the ${maxBytes} bytes that were acknowledged (RFC 7541 §4.2)`,
    );
  },
} as const;
