// Whole numbers as JSON may write them: `1000`, `1000.0`, `1e3`, `0.1e4`. ProtoJSON takes each, in quotes or without, and
// in floating point those past 2^53 would be others.

/** No number needs as many characters. */
const MAX_LENGTH = 100;

const numberPattern = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** The whole number that `text` is, digit by digit; undefined for what is no number of JSON, or not whole. */
export function parseWholeNumber(text: string): bigint | undefined {
  const match = text.length > MAX_LENGTH ? null : numberPattern.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  if (!/[1-9]/.test(digits)) return 0n;
  // Past the last digit, or so many before it: those are zeros then.
  const shift = Number(exponent) - fraction.length;
  if (digits.length + shift > MAX_LENGTH) return undefined;
  const behind = shift < 0 ? digits.slice(Math.max(0, digits.length + shift)) : "";
  if (/[1-9]/.test(behind)) return undefined;
  const size = BigInt(shift < 0 ? digits.slice(0, shift) : digits + "0".repeat(shift));
  return sign === "-" ? -size : size;
}
