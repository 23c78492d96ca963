// Floating-point numbers as protoc writes them: the fewest digits of two that read back as the number.

/** As C's `%.15g`, or `%.17g` where that is another number. */
export function formatDouble(value: number): string {
  return notFinite(value) ?? shortest(value, 15, 17, (text) => Number(text) === value);
}

/** The least float that is not subnormal. */
const MIN_NORMAL_FLOAT = 2 ** -126;

/**
 * As C's `%.6g`, or `%.9g` where that is another number of 32 bits. C's strtof calls all subnormal numbers out
 * of range, so that protoc never finds one of those to be the same.
 */
export function formatFloat(value: number): string {
  const single = Math.fround(value);
  const isSubnormal = single !== 0 && Math.abs(single) < MIN_NORMAL_FLOAT;
  const isSame = (text: string) => !isSubnormal && Math.fround(Number(text)) === single;
  return notFinite(single) ?? shortest(single, 6, 9, isSame);
}

function notFinite(value: number): string | undefined {
  if (Number.isNaN(value)) return "nan";
  if (Number.isFinite(value)) return undefined;
  return value > 0 ? "inf" : "-inf";
}

function shortest(
  value: number,
  few: number,
  many: number,
  isSame: (text: string) => boolean,
): string {
  const text = formatGeneral(value, few);
  return isSame(text) ? text : formatGeneral(value, many);
}

/**
 * `toExponential`, but of two numbers that are as near, the even one, as C has it: 4018.203125 in nine digits is
 * 4018.20312. A number so near has few digits itself: a hundred tell.
 */
function toScientific(value: number, digits: number): string {
  const exact = value.toExponential(100);
  // The point is among the first characters.
  const isBetween = /^50*$/.test(exact.slice(digits + 1, exact.indexOf("e")));
  const isEven = /[02468]$/.test(exact.slice(0, digits + 1));
  if (!isBetween || !isEven) return value.toExponential(digits - 1);
  return exact.slice(0, digits + 1) + exact.slice(exact.indexOf("e"));
}

/** C's `%.Ng`: scientific where the exponent is below -4 or at least `digits`, without trailing zeros. */
function formatGeneral(value: number, digits: number): string {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "", power = "0"] = toScientific(Math.abs(value), digits).split("e");
  const significant = mantissa.replace(".", "").replace(/0+$/, "");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= digits) {
    const fraction = significant.length > 1 ? `.${significant.slice(1)}` : "";
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${significant.charAt(0) || "0"}${fraction}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${significant}`;
  const whole = significant.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = significant.slice(exponent + 1);
  return fraction === "" ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}
