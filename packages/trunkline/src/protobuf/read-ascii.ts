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
  let byte = 0;
  // biome-ignore format: the cases are alike, and would be a page each ten of them.
  switch (length) {
    case 1:
      text = toCharacters((bits = bytes[at]!));
      break;
    case 2:
      text = toCharacters((bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte));
      break;
    case 3:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte));
      break;
    case 4:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte));
      break;
    case 5:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte));
      break;
    case 6:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte));
      break;
    case 7:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte));
      break;
    case 8:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte));
      break;
    case 9:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte));
      break;
    case 10:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte));
      break;
    case 11:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte));
      break;
    case 12:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte));
      break;
    case 13:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte));
      break;
    case 14:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte));
      break;
    case 15:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte));
      break;
    case 16:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte));
      break;
    case 17:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte));
      break;
    case 18:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte));
      break;
    case 19:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte));
      break;
    case 20:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte));
      break;
    case 21:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte));
      break;
    case 22:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte));
      break;
    case 23:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte));
      break;
    case 24:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte));
      break;
    case 25:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte));
      break;
    case 26:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte));
      break;
    case 27:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte), (bits |= byte = bytes[at + 26]!, byte));
      break;
    case 28:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte), (bits |= byte = bytes[at + 26]!, byte),
        (bits |= byte = bytes[at + 27]!, byte));
      break;
    case 29:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte), (bits |= byte = bytes[at + 26]!, byte),
        (bits |= byte = bytes[at + 27]!, byte), (bits |= byte = bytes[at + 28]!, byte));
      break;
    case 30:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte), (bits |= byte = bytes[at + 26]!, byte),
        (bits |= byte = bytes[at + 27]!, byte), (bits |= byte = bytes[at + 28]!, byte),
        (bits |= byte = bytes[at + 29]!, byte));
      break;
    case 31:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte), (bits |= byte = bytes[at + 26]!, byte),
        (bits |= byte = bytes[at + 27]!, byte), (bits |= byte = bytes[at + 28]!, byte),
        (bits |= byte = bytes[at + 29]!, byte), (bits |= byte = bytes[at + 30]!, byte));
      break;
    case 32:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte), (bits |= byte = bytes[at + 26]!, byte),
        (bits |= byte = bytes[at + 27]!, byte), (bits |= byte = bytes[at + 28]!, byte),
        (bits |= byte = bytes[at + 29]!, byte), (bits |= byte = bytes[at + 30]!, byte),
        (bits |= byte = bytes[at + 31]!, byte));
      break;
    case 33:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte), (bits |= byte = bytes[at + 26]!, byte),
        (bits |= byte = bytes[at + 27]!, byte), (bits |= byte = bytes[at + 28]!, byte),
        (bits |= byte = bytes[at + 29]!, byte), (bits |= byte = bytes[at + 30]!, byte),
        (bits |= byte = bytes[at + 31]!, byte), (bits |= byte = bytes[at + 32]!, byte));
      break;
    case 34:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte), (bits |= byte = bytes[at + 26]!, byte),
        (bits |= byte = bytes[at + 27]!, byte), (bits |= byte = bytes[at + 28]!, byte),
        (bits |= byte = bytes[at + 29]!, byte), (bits |= byte = bytes[at + 30]!, byte),
        (bits |= byte = bytes[at + 31]!, byte), (bits |= byte = bytes[at + 32]!, byte),
        (bits |= byte = bytes[at + 33]!, byte));
      break;
    case 35:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte), (bits |= byte = bytes[at + 26]!, byte),
        (bits |= byte = bytes[at + 27]!, byte), (bits |= byte = bytes[at + 28]!, byte),
        (bits |= byte = bytes[at + 29]!, byte), (bits |= byte = bytes[at + 30]!, byte),
        (bits |= byte = bytes[at + 31]!, byte), (bits |= byte = bytes[at + 32]!, byte),
        (bits |= byte = bytes[at + 33]!, byte), (bits |= byte = bytes[at + 34]!, byte));
      break;
    case 36:
      text = toCharacters(
        (bits = bytes[at]!), (bits |= byte = bytes[at + 1]!, byte), (bits |= byte = bytes[at + 2]!, byte),
        (bits |= byte = bytes[at + 3]!, byte), (bits |= byte = bytes[at + 4]!, byte),
        (bits |= byte = bytes[at + 5]!, byte), (bits |= byte = bytes[at + 6]!, byte),
        (bits |= byte = bytes[at + 7]!, byte), (bits |= byte = bytes[at + 8]!, byte),
        (bits |= byte = bytes[at + 9]!, byte), (bits |= byte = bytes[at + 10]!, byte),
        (bits |= byte = bytes[at + 11]!, byte), (bits |= byte = bytes[at + 12]!, byte),
        (bits |= byte = bytes[at + 13]!, byte), (bits |= byte = bytes[at + 14]!, byte),
        (bits |= byte = bytes[at + 15]!, byte), (bits |= byte = bytes[at + 16]!, byte),
        (bits |= byte = bytes[at + 17]!, byte), (bits |= byte = bytes[at + 18]!, byte),
        (bits |= byte = bytes[at + 19]!, byte), (bits |= byte = bytes[at + 20]!, byte),
        (bits |= byte = bytes[at + 21]!, byte), (bits |= byte = bytes[at + 22]!, byte),
        (bits |= byte = bytes[at + 23]!, byte), (bits |= byte = bytes[at + 24]!, byte),
        (bits |= byte = bytes[at + 25]!, byte), (bits |= byte = bytes[at + 26]!, byte),
        (bits |= byte = bytes[at + 27]!, byte), (bits |= byte = bytes[at + 28]!, byte),
        (bits |= byte = bytes[at + 29]!, byte), (bits |= byte = bytes[at + 30]!, byte),
        (bits |= byte = bytes[at + 31]!, byte), (bits |= byte = bytes[at + 32]!, byte),
        (bits |= byte = bytes[at + 33]!, byte), (bits |= byte = bytes[at + 34]!, byte),
        (bits |= byte = bytes[at + 35]!, byte));
      break;
  }
  return bits < 0x80 ? text : undefined;
}
