import { atan2, cos, sin } from "../../math/elementary.js";

/** Coefficients p¹¹, p¹², p²² of a symmetric matrix: where they stand among the columns of an elimination. */
export type MatrixTerms = readonly [first: number, mixed: number, second: number];

/** (p¹¹, p¹², p²²) of a symmetric matrix P. */
export type Entries = readonly [first: number, mixed: number, second: number];

/** Products that cancel to fewer than twelve digits are zero. */
const ROUNDING = 1e-12;

/** Has P a negative eigenvalue, by more than rounding errors? */
export const isIndefinite = ([first, mixed, second]: Entries) =>
  first < 0 || second < 0 || first * second - mixed * mixed < -ROUNDING * mixed * mixed;

/** Angle of the eigenvector w = (cos θ, sin θ) of the larger eigenvalue. */
export const leadingAngle = ([first, mixed, second]: Entries) => atan2(2 * mixed, first - second) / 2;

/** What (α, q, r) of P = α wwᵀ + q (ww⊥ᵀ + w⊥wᵀ) + r w⊥w⊥ᵀ each add to (p¹¹, p¹², p²²). */
export function frame(angle: number): readonly [alpha: Entries, q: Entries, r: Entries] {
  const c = cos(angle);
  const s = sin(angle);
  return [
    [c * c, c * s, s * s],
    [-2 * c * s, c * c - s * s, 2 * c * s],
    [s * s, -c * s, c * c],
  ];
}

const BISECTIONS = 40;

/** Angle of the last semidefinite matrix on the straight way from a semidefinite one to an indefinite one. */
export function borderAngle(from: Entries, to: Entries): number {
  const between = (t: number): Entries => [
    from[0] + t * (to[0] - from[0]),
    from[1] + t * (to[1] - from[1]),
    from[2] + t * (to[2] - from[2]),
  ];
  let inside = 0;
  let outside = 1;
  for (let k = 0; k < BISECTIONS; k++) {
    const middle = (inside + outside) / 2;
    if (isIndefinite(between(middle))) outside = middle;
    else inside = middle;
  }
  return leadingAngle(between(inside));
}
