// Which octets names and values may hold (RFC 9113 §8.2.1). That rule is not HPACK's, but the decoder
// is where a string is made once and then met again and again, in the table and in the caches: looked
// at here, it need not be looked at with every block.

/** 1 for the octets of a field name: `tchar` of RFC 9110 §5.6.2 without upper case. */
export const nameOctets: Uint8Array = new Uint8Array(256);
for (const char of "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz") {
  nameOctets[char.charCodeAt(0)] = 1;
}

const COLON = 0x3a;

/** Whether the octets are a token in lower case, or one after the colon of a pseudo-header. */
export function isLegalName(bytes: Uint8Array, start: number, end: number): boolean {
  const first = start < end && bytes[start] === COLON ? start + 1 : start;
  for (let at = first; at < end; at++) {
    if (nameOctets[bytes[at]!] === 0) return false;
  }
  return first < end;
}

/** Whether the octets have no NUL, LF or CR, and no white space at either end. */
export function isLegalValue(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  if (isWhiteSpace(bytes[start]!) || isWhiteSpace(bytes[end - 1]!)) return false;
  let at = start;
  while (at < end) {
    // Four at once, of which none is below 0x0e: a difference below 0 sets the sign.
    if (
      at + 4 <= end &&
      ((bytes[at]! - 0x0e) |
        (bytes[at + 1]! - 0x0e) |
        (bytes[at + 2]! - 0x0e) |
        (bytes[at + 3]! - 0x0e)) >=
        0
    ) {
      at += 4;
      continue;
    }
    const octet = bytes[at++]!;
    if (octet === 0x0d || octet === 0x0a || octet === 0) return false;
  }
  return true;
}

/** Space and tab, which no value begins or ends with. */
export function isWhiteSpace(octet: number): boolean {
  return octet === 0x20 || octet === 0x09;
}
