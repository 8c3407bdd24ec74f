import { cos } from "./elementary.js";

/** The zeros of T_count on [−1, 1], ascending. */
export function chebyshevNodes(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, j) => -cos((Math.PI * (j + 0.5)) / count));
}

/**
 * [count × count] matrix M, row-major, that turns values at {@link chebyshevNodes} into coefficients:
 * c = M f gives Σ_k c_k T_k(t_j) = f_j.
 */
export function chebyshevTransform(count: number): Float64Array {
  const matrix = new Float64Array(count * count);
  for (let k = 0; k < count; k++) {
    const weight = (k === 0 ? 1 : 2) / count;
    for (let j = 0; j < count; j++) {
      // T_k(−cos θ) = (−1)^k cos kθ; the angle is reduced first so that no large one is rounded
      const quarters = (k * (2 * j + 1)) % (4 * count);
      matrix[k * count + j] = (k % 2 === 0 ? weight : -weight) * cos((Math.PI * quarters) / (2 * count));
    }
  }
  return matrix;
}

/** Writes T_k(t) for k < out.length, at least 2. */
export function chebyshevPolynomials(t: number, out: Float64Array): void {
  out[0] = 1;
  out[1] = t;
  for (let k = 2; k < out.length; k++) out[k] = 2 * t * out[k - 1]! - out[k - 2]!;
}
