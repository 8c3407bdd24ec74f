/**
 * a · 2^−places as a decimal number of a given number of significant digits, cut off, in scientific notation: `-1.25e-3`.
 *
 * @param places any whole number
 */
export function decimalText(a: bigint, places: number, digits: number): string {
  if (a === 0n) return "0";
  const modulus = a < 0n ? -a : a;
  const bits = modulus.toString(16).length * 4 - places;
  // a first guess, at most one too large or two too small
  let exponent = Math.floor(bits * LOG_2);
  for (;;) {
    const power = digits - 1 - exponent;
    const scaled = power >= 0 ? modulus * powerOfTen(power) : modulus / powerOfTen(-power);
    const text = (places >= 0 ? scaled >> BigInt(places) : scaled << BigInt(-places)).toString();
    if (text.length !== digits) {
      exponent += text.length - digits;
      if (text === "0") exponent--;
      continue;
    }
    const fraction = text.slice(1).replace(/0+$/, "");
    const sign = a < 0n ? "-" : "";
    return `${sign}${text[0]}${fraction === "" ? "" : `.${fraction}`}${exponent === 0 ? "" : `e${exponent}`}`;
  }
}

const powerOfTen = (exponent: number) => BigInt(`1${"0".repeat(exponent)}`);

/** log₁₀ 2 */
const LOG_2 = 0.30102999566398114;
