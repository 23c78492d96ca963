// The Huffman code for string literals (RFC 7541 Appendix B).
//
// The code is canonical: among codes of one length the next symbol has the next code, and the first
// code of a length follows the last of the shorter ones. So the lengths say everything, and the
// tables of both directions are computed from them.

/** The symbol that ends no string; its first bits are the padding (RFC 7541 §5.2). */
export const EOS = 256;
/** The most bits a code has. */
export const MAX_CODE_BITS = 30;

/** Bits of the code of each octet, 16 octets a row, and of EOS. */
// biome-ignore format: 16 octets a row
export const codeBits: Uint8Array = Uint8Array.of(
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
  28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
  5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
  7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
  15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
  6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
  20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
  24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
  22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
  21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
  26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
  19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
  20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
  26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
  30,
);

/** The symbols in the order of their codes: by length, then by value. */
export const symbolsInOrder: Uint16Array = new Uint16Array(codeBits.length);
/** The code of each symbol, in the low bits. */
export const codes: Uint32Array = new Uint32Array(codeBits.length);
/** The first code of each length. */
export const firstCodeOfLength: Uint32Array = new Uint32Array(MAX_CODE_BITS + 1);
/** How many symbols have each length. */
export const countOfLength: Uint16Array = new Uint16Array(MAX_CODE_BITS + 1);
/** Where the symbols of each length begin in `symbolsInOrder`. */
export const firstPositionOfLength: Uint16Array = new Uint16Array(MAX_CODE_BITS + 1);

let nextCode = 0;
let nextPosition = 0;
for (let bits = 1; bits <= MAX_CODE_BITS; bits++) {
  nextCode *= 2;
  firstCodeOfLength[bits] = nextCode;
  firstPositionOfLength[bits] = nextPosition;
  for (let symbol = 0; symbol < codeBits.length; symbol++) {
    if (codeBits[symbol] !== bits) continue;
    codes[symbol] = nextCode++;
    symbolsInOrder[nextPosition++] = symbol;
  }
  countOfLength[bits] = nextPosition - firstPositionOfLength[bits]!;
}
