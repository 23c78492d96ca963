// A decoded header block: the fields of one HEADERS frame with its CONTINUATIONs, in wire order.
//
// Peers repeat themselves, so a decoder returns the same HeaderBlock object for the same bytes; what
// a layer has found out about a block it leaves in `validated` and `memo` and need not find out again.
// Hence a block and its fields are never changed after decoding.

/** The fields of a request, a response or trailers, as they were decoded. Never changed afterwards. */
export class HeaderBlock {
  /**
   * Names and values in turn, in wire order: `[":method", "POST", ":path", …]`. Octets are kept one to
   * a UTF-16 unit (latin1).
   */
  readonly fields: readonly string[];
  /** The size that limits count: for each field, octets of name and value and 32 (RFC 7541 §4.1). */
  readonly listBytes: number;
  /**
   * True when every name and value is known to hold only octets that it may (RFC 9113 §8.2.1): a name
   * lower-case token characters, after a colon at most; a value no NUL, CR or LF, and no white space at
   * its ends. False when one does not or nobody has looked.
   */
  readonly hasLegalOctets: boolean;
  /** What http2/ remembers of its checks; 0 until it has looked. Not for other rooms. */
  validated = 0;
  /** What the layer above http2/ (client/ or server/) has worked out from the fields; null until it has. */
  memo: unknown = null;

  constructor(fields: readonly string[], listBytes: number, hasLegalOctets = false) {
    this.fields = fields;
    this.listBytes = listBytes;
    this.hasLegalOctets = hasLegalOctets;
  }

  /** The value of the first field called `name` (lower case), or undefined. */
  get(name: string): string | undefined {
    const { fields } = this;
    for (let at = 0; at < fields.length; at += 2) {
      if (fields[at] === name) return fields[at + 1];
    }
    return undefined;
  }
}
