// Short strings of ASCII, without a call into the platform: that costs as much as 40 characters do here. Nor are they
// cut out of longer ones: such a string keeps the longer one, and all that reads it looks at both.
//
// biome-ignore-all lint/suspicious/noAssignInExpressions: each byte is read where it is used, so that the cases are
// alike and compress to next to nothing.
// biome-ignore-all lint/complexity/noCommaOperator: see above

const toCharacters = String.fromCharCode;

/**
 * The most that `readShortAscii` reads: a UUID as text is the longest string that is frequent, and each case more is in
 * every bundle.
 */
export const MAX_SHORT_ASCII_BYTES = 36;

/**
 * `length` bytes, at most MAX_SHORT_ASCII_BYTES, as text; undefined where one is not ASCII. One call of `fromCharCode`
 * with as many arguments: with a list of them it takes 1.6 times as long.
 */
export function readShortAscii(bytes: Uint8Array, at: number, length: number): string | undefined {
  let text = "";
  // The bits of all bytes. With a variable for each byte, each case would set all of them.
  let bits = 0;
  let b = 0; // the byte that is read
  // biome-ignore format: the cases are alike, and would be a page each ten of them.
  switch (length) {
    case 1:
      text = toCharacters((bits = bytes[at]!));
      break;
    case 2:
      text = toCharacters((bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b));
      break;
    case 3:
      text = toCharacters((bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b));
      break;
    case 4:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b));
      break;
    case 5:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b));
      break;
    case 6:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b));
      break;
    case 7:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b));
      break;
    case 8:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b));
      break;
    case 9:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b));
      break;
    case 10:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b));
      break;
    case 11:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b));
      break;
    case 12:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b));
      break;
    case 13:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b));
      break;
    case 14:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b));
      break;
    case 15:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b));
      break;
    case 16:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b));
      break;
    case 17:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b));
      break;
    case 18:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b));
      break;
    case 19:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b));
      break;
    case 20:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b));
      break;
    case 21:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b));
      break;
    case 22:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b));
      break;
    case 23:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b));
      break;
    case 24:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b));
      break;
    case 25:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b));
      break;
    case 26:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b));
      break;
    case 27:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b), (bits |= b = bytes[at + 26]!, b));
      break;
    case 28:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b), (bits |= b = bytes[at + 26]!, b),
        (bits |= b = bytes[at + 27]!, b));
      break;
    case 29:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b), (bits |= b = bytes[at + 26]!, b),
        (bits |= b = bytes[at + 27]!, b), (bits |= b = bytes[at + 28]!, b));
      break;
    case 30:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b), (bits |= b = bytes[at + 26]!, b),
        (bits |= b = bytes[at + 27]!, b), (bits |= b = bytes[at + 28]!, b), (bits |= b = bytes[at + 29]!, b));
      break;
    case 31:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b), (bits |= b = bytes[at + 26]!, b),
        (bits |= b = bytes[at + 27]!, b), (bits |= b = bytes[at + 28]!, b), (bits |= b = bytes[at + 29]!, b),
        (bits |= b = bytes[at + 30]!, b));
      break;
    case 32:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b), (bits |= b = bytes[at + 26]!, b),
        (bits |= b = bytes[at + 27]!, b), (bits |= b = bytes[at + 28]!, b), (bits |= b = bytes[at + 29]!, b),
        (bits |= b = bytes[at + 30]!, b), (bits |= b = bytes[at + 31]!, b));
      break;
    case 33:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b), (bits |= b = bytes[at + 26]!, b),
        (bits |= b = bytes[at + 27]!, b), (bits |= b = bytes[at + 28]!, b), (bits |= b = bytes[at + 29]!, b),
        (bits |= b = bytes[at + 30]!, b), (bits |= b = bytes[at + 31]!, b), (bits |= b = bytes[at + 32]!, b));
      break;
    case 34:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b), (bits |= b = bytes[at + 26]!, b),
        (bits |= b = bytes[at + 27]!, b), (bits |= b = bytes[at + 28]!, b), (bits |= b = bytes[at + 29]!, b),
        (bits |= b = bytes[at + 30]!, b), (bits |= b = bytes[at + 31]!, b), (bits |= b = bytes[at + 32]!, b),
        (bits |= b = bytes[at + 33]!, b));
      break;
    case 35:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b), (bits |= b = bytes[at + 26]!, b),
        (bits |= b = bytes[at + 27]!, b), (bits |= b = bytes[at + 28]!, b), (bits |= b = bytes[at + 29]!, b),
        (bits |= b = bytes[at + 30]!, b), (bits |= b = bytes[at + 31]!, b), (bits |= b = bytes[at + 32]!, b),
        (bits |= b = bytes[at + 33]!, b), (bits |= b = bytes[at + 34]!, b));
      break;
    case 36:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= b = bytes[at + 1]!, b), (bits |= b = bytes[at + 2]!, b),
        (bits |= b = bytes[at + 3]!, b), (bits |= b = bytes[at + 4]!, b), (bits |= b = bytes[at + 5]!, b),
        (bits |= b = bytes[at + 6]!, b), (bits |= b = bytes[at + 7]!, b), (bits |= b = bytes[at + 8]!, b),
        (bits |= b = bytes[at + 9]!, b), (bits |= b = bytes[at + 10]!, b), (bits |= b = bytes[at + 11]!, b),
        (bits |= b = bytes[at + 12]!, b), (bits |= b = bytes[at + 13]!, b), (bits |= b = bytes[at + 14]!, b),
        (bits |= b = bytes[at + 15]!, b), (bits |= b = bytes[at + 16]!, b), (bits |= b = bytes[at + 17]!, b),
        (bits |= b = bytes[at + 18]!, b), (bits |= b = bytes[at + 19]!, b), (bits |= b = bytes[at + 20]!, b),
        (bits |= b = bytes[at + 21]!, b), (bits |= b = bytes[at + 22]!, b), (bits |= b = bytes[at + 23]!, b),
        (bits |= b = bytes[at + 24]!, b), (bits |= b = bytes[at + 25]!, b), (bits |= b = bytes[at + 26]!, b),
        (bits |= b = bytes[at + 27]!, b), (bits |= b = bytes[at + 28]!, b), (bits |= b = bytes[at + 29]!, b),
        (bits |= b = bytes[at + 30]!, b), (bits |= b = bytes[at + 31]!, b), (bits |= b = bytes[at + 32]!, b),
        (bits |= b = bytes[at + 33]!, b), (bits |= b = bytes[at + 34]!, b), (bits |= b = bytes[at + 35]!, b));
      break;
  }
  return bits < 0x80 ? text : undefined;
}
