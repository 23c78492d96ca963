// Short strings of ASCII, without a call into the platform: that costs as much as 40 characters do here. Nor are they
// cut out of longer ones: such a string keeps the longer one, and all that reads it looks at both.
//
// biome-ignore-all lint/suspicious/noAssignInExpressions: each byte is read where it is used, so that the cases are
// alike and compress to next to nothing.

const toCharacters = String.fromCharCode;

/**
 * Up to 24 ASCII characters, or undefined when there are others. One call of `fromCharCode` with all characters costs
 * a quarter of a native slice.
 */
export function readShortAscii(bytes: Uint8Array, at: number, length: number): string | undefined {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let h = 0;
  let i = 0;
  let j = 0;
  let k = 0;
  let l = 0;
  let m = 0;
  let n = 0;
  let o = 0;
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  let t = 0;
  let u = 0;
  let v = 0;
  let w = 0;
  let x = 0;
  let text = "";
  // biome-ignore format: the cases are alike, and would be a page each ten of them.
  switch (length) {
    case 1:
      text = toCharacters((a = bytes[at]!));
      break;
    case 2:
      text = toCharacters((a = bytes[at]!), (b = bytes[at + 1]!));
      break;
    case 3:
      text = toCharacters((a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!));
      break;
    case 4:
      text = toCharacters((a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!));
      break;
    case 5:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!));
      break;
    case 6:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!));
      break;
    case 7:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!));
      break;
    case 8:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!));
      break;
    case 9:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!));
      break;
    case 10:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!));
      break;
    case 11:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!));
      break;
    case 12:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!));
      break;
    case 13:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!));
      break;
    case 14:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!));
      break;
    case 15:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!),
        (o = bytes[at + 14]!));
      break;
    case 16:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!),
        (o = bytes[at + 14]!), (p = bytes[at + 15]!));
      break;
    case 17:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!),
        (o = bytes[at + 14]!), (p = bytes[at + 15]!), (q = bytes[at + 16]!));
      break;
    case 18:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!),
        (o = bytes[at + 14]!), (p = bytes[at + 15]!), (q = bytes[at + 16]!), (r = bytes[at + 17]!));
      break;
    case 19:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!),
        (o = bytes[at + 14]!), (p = bytes[at + 15]!), (q = bytes[at + 16]!), (r = bytes[at + 17]!),
        (s = bytes[at + 18]!));
      break;
    case 20:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!),
        (o = bytes[at + 14]!), (p = bytes[at + 15]!), (q = bytes[at + 16]!), (r = bytes[at + 17]!),
        (s = bytes[at + 18]!), (t = bytes[at + 19]!));
      break;
    case 21:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!),
        (o = bytes[at + 14]!), (p = bytes[at + 15]!), (q = bytes[at + 16]!), (r = bytes[at + 17]!),
        (s = bytes[at + 18]!), (t = bytes[at + 19]!), (u = bytes[at + 20]!));
      break;
    case 22:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!),
        (o = bytes[at + 14]!), (p = bytes[at + 15]!), (q = bytes[at + 16]!), (r = bytes[at + 17]!),
        (s = bytes[at + 18]!), (t = bytes[at + 19]!), (u = bytes[at + 20]!), (v = bytes[at + 21]!));
      break;
    case 23:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!),
        (o = bytes[at + 14]!), (p = bytes[at + 15]!), (q = bytes[at + 16]!), (r = bytes[at + 17]!),
        (s = bytes[at + 18]!), (t = bytes[at + 19]!), (u = bytes[at + 20]!), (v = bytes[at + 21]!),
        (w = bytes[at + 22]!));
      break;
    case 24:
      text = toCharacters(
        (a = bytes[at]!), (b = bytes[at + 1]!), (c = bytes[at + 2]!), (d = bytes[at + 3]!), (e = bytes[at + 4]!),
        (f = bytes[at + 5]!), (g = bytes[at + 6]!), (h = bytes[at + 7]!), (i = bytes[at + 8]!), (j = bytes[at + 9]!),
        (k = bytes[at + 10]!), (l = bytes[at + 11]!), (m = bytes[at + 12]!), (n = bytes[at + 13]!),
        (o = bytes[at + 14]!), (p = bytes[at + 15]!), (q = bytes[at + 16]!), (r = bytes[at + 17]!),
        (s = bytes[at + 18]!), (t = bytes[at + 19]!), (u = bytes[at + 20]!), (v = bytes[at + 21]!),
        (w = bytes[at + 22]!), (x = bytes[at + 23]!));
      break;
  }
  const bits =
    a | b | c | d | e | f | g | h | i | j | k | l | m | n | o | p | q | r | s | t | u | v | w | x;
  return bits < 0x80 ? text : undefined;
}

/** Of each length, where its characters are put together: nothing that is called meanwhile needs them. */
const lists: number[][] = [];

/** The same for up to 40 or so: a case for each length would be as fast again, and take 350 bytes of every bundle. */
export function readMiddleAscii(bytes: Uint8Array, at: number, length: number): string | undefined {
  lists[length] ??= Array.from({ length }, () => 0);
  const codes = lists[length]!;
  let bits = 0;
  for (let i = 0; i < length; i++) bits |= codes[i] = bytes[at + i]!;
  return bits < 0x80 ? toCharacters.apply(undefined, codes) : undefined;
}
