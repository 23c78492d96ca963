// What may be sent in a header block (RFC 9113 §8.2.1), checked before anything is written: a list that is
// refused halfway would leave half a frame, and a table that the peer's no longer matches.

const namePattern = /^:?[!#$%&'*+\-.^_`|~0-9a-z]+$/;
/** Octets as latin1 without NUL, LF and CR, and no white space at either end. */
const valuePattern = /^(?![ \t])[^\0\n\r\u0100-\uffff]*(?<![ \t])$/;

/**
 * Checks names and values in turn.
 *
 * @throws TypeError for a list of odd length, a name that is not in lower case or not a token, and a value
 * that is not a string of such octets. The value is not shown: it may be a secret
 */
export function checkFields(fields: readonly string[]): void {
  if (fields.length % 2 !== 0) {
    throw new TypeError(
      `Cannot send a header list of ${fields.length} strings: expected names and values in turn`,
    );
  }
  for (let at = 0; at < fields.length; at += 2) {
    const name = fields[at]!;
    const value = fields[at + 1]!;
    if (typeof name !== "string" || !namePattern.test(name)) {
      const shown = typeof name === "string" ? JSON.stringify(name.slice(0, 40)) : typeof name;
      throw new TypeError(
        `Cannot send header field ${shown}: expected a name in lower case, a token (RFC 9113 §8.2.1)`,
      );
    }
    if (typeof value !== "string" || !valuePattern.test(value)) {
      const shown = typeof value === "string" ? "of these octets" : `of type ${typeof value}`;
      throw new TypeError(
        `Cannot send header field "${name}" with a value ${shown}: expected latin1 without NUL, CR, LF, and without white space at either end (RFC 9113 §8.2.1)`,
      );
    }
  }
}
