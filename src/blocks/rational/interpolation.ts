import { cos } from "../../math/elementary.js";
import type { FixedPoint } from "../../math/fixed-point.js";
import type { Series } from "../../math/power-series.js";

export interface Node {
  /** in (0, ∞) */
  readonly y: bigint;
  /** 1/(1 + y) */
  readonly weight: bigint;
}

/**
 * A polynomial P(y) of known degree from values on the half-line: P(y) (1 + y)^{−degree} is one of w = y/(1 + y) in (0, 1), interpolated at
 * Chebyshev's nodes. It loses up to six bits a degree.
 */
export function interpolation(fixed: FixedPoint, degree: number) {
  const { one } = fixed;
  const ws = Array.from({ length: degree + 1 }, (_, k) =>
    fixed.from((1 - cos((Math.PI * (k + 0.5)) / (degree + 1))) / 2),
  );
  const nodes: Node[] = ws.map((w) => ({ y: fixed.over(w, one - w), weight: one - w }));
  return {
    nodes,
    /** @param values P(y) (1 + y)^{−degree} at the nodes; returns the coefficients of y⁰, y¹, … */
    coefficients: (values: readonly bigint[]): Series => toHalfLine(newton(fixed, ws, values)),
  };
}

/** Coefficients of w⁰, w¹, … of the polynomial through values at ws. */
function newton(fixed: FixedPoint, ws: readonly bigint[], values: readonly bigint[]): bigint[] {
  const divided = [...values];
  for (let k = 1; k < ws.length; k++)
    for (let i = ws.length - 1; i >= k; i--)
      divided[i] = fixed.over(divided[i]! - divided[i - 1]!, ws[i]! - ws[i - k]!);
  const coefficients = ws.map(() => 0n);
  for (let i = ws.length - 1; i >= 0; i--) {
    // times (w − w_i), plus the next one
    for (let k = ws.length - 1; k >= 0; k--)
      coefficients[k] = (k > 0 ? coefficients[k - 1]! : 0n) - fixed.times(ws[i]!, coefficients[k]!);
    coefficients[0]! += divided[i]!;
  }
  return coefficients;
}

/** Σ_j c_j w^j = (1 + y)^{−degree} Σ_j c_j y^j (1 + y)^{degree−j} */
function toHalfLine(c: readonly bigint[]): bigint[] {
  const degree = c.length - 1;
  // Horner's scheme from below: Σ_{j≤k} c_j y^j (1 + y)^{k−j}
  let sum: bigint[] = [c[0]!];
  for (let k = 1; k <= degree; k++) {
    const next = [...sum, 0n];
    for (const [power, entry] of sum.entries()) next[power + 1]! += entry;
    next[k]! += c[k]!;
    sum = next;
  }
  return sum;
}
