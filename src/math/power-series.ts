import type { FixedPoint } from "./fixed-point.js";

/** Coefficients of u⁰, u¹, … up to the power that is kept. */
export type Series = readonly bigint[];

/** p(u) (a + b u), truncated. */
export function timesLinear(fixed: FixedPoint, p: Series, [a, b]: readonly [bigint, bigint]): Series {
  const shift = BigInt(fixed.bits);
  return p.map((entry, k) => (entry * a + (k > 0 ? p[k - 1]! * b : 0n)) >> shift);
}

/** p(u) (a + b u + c u²), truncated. */
export function timesQuadratic(
  fixed: FixedPoint,
  p: Series,
  [a, b, c]: readonly [bigint, bigint, bigint],
): Series {
  const shift = BigInt(fixed.bits);
  return p.map(
    (entry, k) => (entry * a + (k > 0 ? p[k - 1]! * b : 0n) + (k > 1 ? p[k - 2]! * c : 0n)) >> shift,
  );
}

/** p(u) / (a + b u), truncated; |b| < |a| for a series that converges on |u| ≤ 1. */
export function dividedByLinear(fixed: FixedPoint, p: Series, [a, b]: readonly [bigint, bigint]): Series {
  const shift = BigInt(fixed.bits);
  const quotient: bigint[] = [];
  let last = 0n;
  for (const entry of p) {
    last = ((entry << shift) - b * last) / a;
    quotient.push(last);
  }
  return quotient;
}

/** Entry by entry; at least one series. */
export function sumOf(terms: readonly Series[]): Series {
  const sum = [...terms[0]!];
  for (const term of terms.slice(1)) for (let k = 0; k < sum.length; k++) sum[k]! += term[k]!;
  return sum;
}

/** p(u) by Horner's scheme. */
export function valueAt(fixed: FixedPoint, p: Series, u: bigint): bigint {
  let sum = 0n;
  for (let k = p.length - 1; k >= 0; k--) sum = fixed.times(sum, u) + p[k]!;
  return sum;
}

/** p′(u). */
export function derivativeOf(p: Series): Series {
  return p.slice(1).map((entry, k) => entry * BigInt(k + 1));
}

/** p(a + u) as a polynomial of u. */
export function withOriginAt(fixed: FixedPoint, p: Series, a: bigint): bigint[] {
  const shifted = [...p];
  if (a === 0n) return shifted;
  for (let i = 0; i + 1 < shifted.length; i++)
    for (let k = shifted.length - 2; k >= i; k--) shifted[k]! += fixed.times(a, shifted[k + 1]!);
  return shifted;
}
