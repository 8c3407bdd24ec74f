import { DEFECT_RADIUS } from "./derivatives.js";

/**
 * Writes the integrals of F_Δ that enter the two integral constraints (arXiv:2203.09556),
 *
 *     Int₁ = ∫₀^½ F_Δ (1−x+x²)(1−2x)/(x³(1−x)) dx,     Int₂ = ∫₀^½ F_Δ (2x−1)/x² dx,
 *
 * times (1−Δ)(4r*)^{−Δ−1}, r* = 3 − 2√2, and their Δ-derivatives, [2] each: with the block and the kernel dx/dr W as power series in r, the integral is
 * term by term r*^{m−2}/(Δ−1+m) and r*^{m−1}/(Δ+m). Int₁ has a further pole at Δ = 1. To a few units of 1e-15.
 */
export function defectIntegrals(delta: number, value: Float64Array, derivative: Float64Array): void {
  const { series, slopes } = blockSeries(delta);
  for (const [k, { kernel, shift }] of KERNELS.entries()) {
    let sum = 0;
    let slope = 0;
    for (let m = TERMS - 1; m >= 0; m--) {
      let product = 0;
      let ofProduct = 0;
      for (let j = 0; 2 * j <= m; j++) {
        product += series[j]! * kernel[m - 2 * j]!;
        ofProduct += slopes[j]! * kernel[m - 2 * j]!;
      }
      const pole = 1 / (delta + shift + m);
      sum += product * pole;
      slope += (ofProduct - product * pole) * pole;
    }
    const scale = shift < 0 ? 1 / (DEFECT_RADIUS * DEFECT_RADIUS) : 1 / DEFECT_RADIUS;
    value[k] = scale * sum;
    derivative[k] = scale * slope;
  }
}

/** r*^26 is 1e-20. */
const TERMS = 27;

/** Coefficients of r^{2k} of ₂F₁(−½, Δ+1; Δ+5/2; r²), times r*^{2k}, and their Δ-derivatives. */
function blockSeries(delta: number): { series: Float64Array; slopes: Float64Array } {
  const count = (TERMS + 1) / 2;
  const series = new Float64Array(count);
  const slopes = new Float64Array(count);
  series[0] = 1;
  for (let k = 0; k + 1 < count; k++) {
    const lower = delta + 2.5 + k;
    const common = ((k - 0.5) * DEFECT_RADIUS * DEFECT_RADIUS) / ((k + 1) * lower);
    series[k + 1] = series[k]! * common * (delta + 1 + k);
    slopes[k + 1] = slopes[k]! * common * (delta + 1 + k) + (series[k]! * common * 1.5) / lower;
  }
  return { series, slopes };
}

/** Σ c_m r^m = numerator / (1 − p r − q r²), each term times r*^m. */
function expand(numerator: readonly number[], [p, q]: readonly [number, number]): Float64Array {
  const out = new Float64Array(TERMS);
  for (let m = 0; m < TERMS; m++)
    out[m] = (numerator[m] ?? 0) + p * (out[m - 1] ?? 0) + q * (out[m - 2] ?? 0);
  let power = 1;
  for (let m = 0; m < TERMS; m++) {
    out[m]! *= power;
    power *= DEFECT_RADIUS;
  }
  return out;
}

/**
 * r³ W₁ dx/dr = [(1−r²)² + 16r²](1 − 6r + r²) / (16(1−r²)),   r² W₂ dx/dr = (−1 + 6r − r²)(1−r) / (4(1+r)).
 */
const KERNELS = [
  {
    shift: -1,
    kernel: expand(
      [1, -6, 15, -84, 15, -6, 1].map((c) => c / 16),
      [0, 1],
    ),
  },
  {
    shift: 0,
    kernel: expand(
      [-1, 7, -7, 1].map((c) => c / 4),
      [-1, 0],
    ),
  },
];
