// Short strings of ASCII, without a call into the platform: that costs as much as 40 characters do here.
//
// biome-ignore-all lint/suspicious/noAssignInExpressions: each byte is read where it is used, so that the cases are
// alike and compress to next to nothing.

const toCharacters = String.fromCharCode;

/**
 * Up to 12 ASCII characters, or undefined when there are others. One call of `fromCharCode` with all
 * characters costs a quarter of a native slice.
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
  let text = "";
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
      text = toCharacters(
        (a = bytes[at]!),
        (b = bytes[at + 1]!),
        (c = bytes[at + 2]!),
        (d = bytes[at + 3]!),
      );
      break;
    case 5:
      text = toCharacters(
        (a = bytes[at]!),
        (b = bytes[at + 1]!),
        (c = bytes[at + 2]!),
        (d = bytes[at + 3]!),
        (e = bytes[at + 4]!),
      );
      break;
    case 6:
      text = toCharacters(
        (a = bytes[at]!),
        (b = bytes[at + 1]!),
        (c = bytes[at + 2]!),
        (d = bytes[at + 3]!),
        (e = bytes[at + 4]!),
        (f = bytes[at + 5]!),
      );
      break;
    case 7:
      text = toCharacters(
        (a = bytes[at]!),
        (b = bytes[at + 1]!),
        (c = bytes[at + 2]!),
        (d = bytes[at + 3]!),
        (e = bytes[at + 4]!),
        (f = bytes[at + 5]!),
        (g = bytes[at + 6]!),
      );
      break;
    case 8:
      text = toCharacters(
        (a = bytes[at]!),
        (b = bytes[at + 1]!),
        (c = bytes[at + 2]!),
        (d = bytes[at + 3]!),
        (e = bytes[at + 4]!),
        (f = bytes[at + 5]!),
        (g = bytes[at + 6]!),
        (h = bytes[at + 7]!),
      );
      break;
    case 9:
      text = toCharacters(
        (a = bytes[at]!),
        (b = bytes[at + 1]!),
        (c = bytes[at + 2]!),
        (d = bytes[at + 3]!),
        (e = bytes[at + 4]!),
        (f = bytes[at + 5]!),
        (g = bytes[at + 6]!),
        (h = bytes[at + 7]!),
        (i = bytes[at + 8]!),
      );
      break;
    case 10:
      text = toCharacters(
        (a = bytes[at]!),
        (b = bytes[at + 1]!),
        (c = bytes[at + 2]!),
        (d = bytes[at + 3]!),
        (e = bytes[at + 4]!),
        (f = bytes[at + 5]!),
        (g = bytes[at + 6]!),
        (h = bytes[at + 7]!),
        (i = bytes[at + 8]!),
        (j = bytes[at + 9]!),
      );
      break;
    case 11:
      text = toCharacters(
        (a = bytes[at]!),
        (b = bytes[at + 1]!),
        (c = bytes[at + 2]!),
        (d = bytes[at + 3]!),
        (e = bytes[at + 4]!),
        (f = bytes[at + 5]!),
        (g = bytes[at + 6]!),
        (h = bytes[at + 7]!),
        (i = bytes[at + 8]!),
        (j = bytes[at + 9]!),
        (k = bytes[at + 10]!),
      );
      break;
    case 12:
      text = toCharacters(
        (a = bytes[at]!),
        (b = bytes[at + 1]!),
        (c = bytes[at + 2]!),
        (d = bytes[at + 3]!),
        (e = bytes[at + 4]!),
        (f = bytes[at + 5]!),
        (g = bytes[at + 6]!),
        (h = bytes[at + 7]!),
        (i = bytes[at + 8]!),
        (j = bytes[at + 9]!),
        (k = bytes[at + 10]!),
        (l = bytes[at + 11]!),
      );
      break;
  }
  return (a | b | c | d | e | f | g | h | i | j | k | l) < 0x80 ? text : undefined;
}

/**
 * 13 to 40 ASCII characters, or undefined when there are others. 16, 24 or 40 bytes are read, before the string where
 * there are not as many after it, and what comes of them is cut to its length: that costs half of a native slice.
 */
export function readMiddleAscii(bytes: Uint8Array, start: number, end: number): string | undefined {
  const most = end - start <= 24 ? 24 : 40;
  const at = Math.min(start, bytes.length - most);
  if (at < 0) return undefined;
  const a = bytes[at]!;
  const b = bytes[at + 1]!;
  const c = bytes[at + 2]!;
  const d = bytes[at + 3]!;
  const e = bytes[at + 4]!;
  const f = bytes[at + 5]!;
  const g = bytes[at + 6]!;
  const h = bytes[at + 7]!;
  const i = bytes[at + 8]!;
  const j = bytes[at + 9]!;
  const k = bytes[at + 10]!;
  const l = bytes[at + 11]!;
  const m = bytes[at + 12]!;
  const n = bytes[at + 13]!;
  const o = bytes[at + 14]!;
  const p = bytes[at + 15]!;
  const q = bytes[at + 16]!;
  const r = bytes[at + 17]!;
  const s = bytes[at + 18]!;
  const t = bytes[at + 19]!;
  const u = bytes[at + 20]!;
  const v = bytes[at + 21]!;
  const w = bytes[at + 22]!;
  const x = bytes[at + 23]!;
  const all =
    a | b | c | d | e | f | g | h | i | j | k | l | m | n | o | p | q | r | s | t | u | v | w | x;
  // What is not ASCII may be beside the string.
  if ((all >= 0x80 || most === 40) && !isAscii(bytes, start, end)) return undefined;
  const text =
    end - at <= 16
      ? toCharacters(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
      : most === 24
        ? toCharacters(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x)
        : toCharacters(
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            i,
            j,
            k,
            l,
            m,
            n,
            o,
            p,
            q,
            r,
            s,
            t,
            u,
            v,
            w,
            x,
            bytes[at + 24]!,
            bytes[at + 25]!,
            bytes[at + 26]!,
            bytes[at + 27]!,
            bytes[at + 28]!,
            bytes[at + 29]!,
            bytes[at + 30]!,
            bytes[at + 31]!,
            bytes[at + 32]!,
            bytes[at + 33]!,
            bytes[at + 34]!,
            bytes[at + 35]!,
            bytes[at + 36]!,
            bytes[at + 37]!,
            bytes[at + 38]!,
            bytes[at + 39]!,
          );
  return text.slice(start - at, end - at);
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  let all = 0;
  for (let i = start; i < end; i++) all |= bytes[i]!;
  return all < 0x80;
}
