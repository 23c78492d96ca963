// Floating-point numbers as protoc writes them: the fewest digits of two that read back as the number.

/** As C's `%.15g`, or `%.17g` where that is another number. */
export function formatDouble(value: number): string {
  return notFinite(value) ?? shortest(value, 15, 17, (text) => Number(text) === value);
}

/** As C's `%.6g`, or `%.9g` where that is another number of 32 bits. */
export function formatFloat(value: number): string {
  const single = Math.fround(value);
  const isSame = (text: string) => Math.fround(Number(text)) === single;
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

/** C's `%.Ng`: scientific where the exponent is below -4 or at least `digits`, without trailing zeros. */
function formatGeneral(value: number, digits: number): string {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "", power = "0"] = Math.abs(value)
    .toExponential(digits - 1)
    .split("e");
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
