/**
 * A number with its standard deviation in the last digits: 1.00003(2), 12.4(1.3), 3.05(12)e-4, 1230(60).
 * The deviation is rounded to one digit, to two where the first is a 1. Without a deviation: six significant digits.
 */
export function formatUncertain(value: number, error: number | null): string {
  if (error === null || !Number.isFinite(error) || error <= 0 || !Number.isFinite(value)) {
    return formatPlain(value);
  }
  const rounded = roundError(error);
  const exponent = Math.max(exponentOf(value), exponentOf(error));
  if (exponent >= -3 && exponent < 6) return inPlace(value, rounded);
  const scale = powerOfTen(exponent);
  return `${inPlace(value / scale, { ...rounded, place: rounded.place - exponent })}e${exponent}`;
}

/** Significant digits without trailing zeros, six unless told. */
export function formatPlain(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return "0";
  const exponent = exponentOf(value);
  if (exponent >= -3 && exponent < 6) return String(Number(value.toPrecision(digits)));
  return value
    .toExponential(digits - 1)
    .replace(/\.?0+e/, "e")
    .replace("e+", "e");
}

/** A reference value with one digit more than the deviation it is judged by, and six at least. */
export function formatReference(reference: number, error: number | null): string {
  if (error === null || !(error > 0) || reference === 0) return formatPlain(reference);
  return formatPlain(reference, Math.min(15, Math.max(6, exponentOf(reference) - exponentOf(error) + 2)));
}

/** error ≈ digits × 10^place */
interface RoundedError {
  readonly digits: string;
  readonly place: number;
}

function roundError(error: number): RoundedError {
  const two = error.toExponential(1);
  const kept = two.startsWith("1") ? 1 : 0;
  const [mantissa, exponent] = error.toExponential(kept).split("e") as [string, string];
  return { digits: mantissa.replace(".", ""), place: Number(exponent) - kept };
}

function inPlace(value: number, { digits, place }: RoundedError): string {
  if (place >= 0) {
    const unit = powerOfTen(place);
    return `${Math.round(value / unit) * unit}(${Number(digits) * unit})`;
  }
  const number = value.toFixed(-place).replace(/^-(?=[0.]*$)/, "");
  const spansPoint = digits.length > -place;
  const bracket = spansPoint ? `${digits.slice(0, place)}.${digits.slice(place)}` : digits;
  return `${number}(${bracket})`;
}

function exponentOf(value: number): number {
  return value === 0 ? Number.NEGATIVE_INFINITY : Number(value.toExponential().split("e")[1]);
}

function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}
