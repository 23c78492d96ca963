// A decoded header block: the fields of one HEADERS frame with its CONTINUATIONs, in wire order.
//
// Peers repeat themselves, so a decoder returns the same HeaderBlock object for the same bytes; what
// a layer has found out about a block it leaves in `validated` and `memo` and need not find out again.
// Hence a block and its fields are never changed after decoding.

export class HeaderBlock {
  /**
   * Names and values in turn, in wire order: `[":method", "POST", ":path", …]`. Octets are kept one to
   * a UTF-16 unit (latin1).
   */
  readonly fields: readonly string[];
  /** The size that limits count: for each field, octets of name and value and 32 (RFC 7541 §4.1). */
  readonly listBytes: number;
  /** What http2/ remembers of its checks; 0 until it has looked. Not for other rooms. */
  validated = 0;
  /** What the layer above http2/ (client/ or server/) has worked out from the fields; null until it has. */
  memo: unknown = null;

  constructor(fields: readonly string[], listBytes: number) {
    this.fields = fields;
    this.listBytes = listBytes;
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
