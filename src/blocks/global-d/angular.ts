/**
 * Multiplication by cos θ and differentiation in the basis of Gegenbauer polynomials P_j = j!/(2ν)_j C_j^{(ν)}, P_j(1) = 1, ν = d/2 − 1:
 *
 *     η P_j = α_j P_{j+1} + β_j P_{j−1},   (1−η²) P_j′ = γ_j (P_{j−1} − P_{j+1}),
 *     α_j = (j+2ν)/(2j+2ν),   β_j = j/(2j+2ν),   γ_j = j(j+2ν)/(2j+2ν),
 *
 * α_0 = 1 and β_0 = 0 in every dimension. In d = 1 these are the parities, P_0 = 1 and P_1 = η = ±1.
 *
 * Matrices are given by what they send P_j to: `up` to P_{j+2} (or P_{j+1}), `keep` to P_j, `down` to P_{j−2} (P_{j−1}).
 *
 * @source DLMF 18.9.1, 18.9.8
 */
export class Angular {
  readonly nu: number;
  /** α and β: multiplication by η */
  readonly alpha: Float64Array;
  readonly beta: Float64Array;
  readonly gamma: Float64Array;
  /** multiplication by 2η² − 1 */
  readonly doubled: Tridiagonal;
  /** η(1−η²) d/dη */
  readonly slope: Tridiagonal;

  /** @param largest largest j that occurs */
  constructor(
    readonly dimension: number,
    readonly largest: number,
  ) {
    const nu = dimension / 2 - 1;
    this.nu = nu;
    const length = largest + 3;
    const make = () => new Float64Array(length);
    this.alpha = make();
    this.beta = make();
    this.gamma = make();
    const { alpha, beta, gamma } = this;
    alpha[0] = 1;
    for (let j = 1; j < length; j++) {
      const norm = 2 * j + 2 * nu;
      alpha[j] = (j + 2 * nu) / norm;
      beta[j] = j / norm;
      gamma[j] = (j * (j + 2 * nu)) / norm;
    }
    this.doubled = { up: make(), keep: make(), down: make() };
    this.slope = { up: make(), keep: make(), down: make() };
    for (let j = 0; j + 1 < length; j++) {
      const above = alpha[j]! * beta[j + 1]!;
      const below = j === 0 ? 0 : beta[j]! * alpha[j - 1]!;
      this.doubled.up[j] = 2 * alpha[j]! * alpha[j + 1]!;
      this.doubled.keep[j] = 2 * (above + below) - 1;
      this.doubled.down[j] = j === 0 ? 0 : 2 * beta[j]! * beta[j - 1]!;
      this.slope.up[j] = -gamma[j]! * alpha[j + 1]!;
      this.slope.keep[j] = gamma[j]! * ((j === 0 ? 0 : alpha[j - 1]!) - beta[j + 1]!);
      this.slope.down[j] = j === 0 ? 0 : gamma[j]! * beta[j - 1]!;
    }
  }
}

export interface Tridiagonal {
  readonly up: Float64Array;
  readonly keep: Float64Array;
  readonly down: Float64Array;
}

/** P_0 … P_largest at all η, [(largest + 1) × places]: one polynomial after the other. */
export function gegenbauer(dimension: number, largest: number, eta: Float64Array): Float64Array {
  const places = eta.length;
  const nu2 = dimension - 2;
  const p = new Float64Array((largest + 1) * places);
  p.fill(1, 0, places);
  if (largest > 0) p.set(eta, places);
  // (j+2ν) P_{j+1} = 2(j+ν) η P_j − j P_{j−1}; in d = 1 there is nothing beyond P_1
  for (let j = 1; j < largest && j + nu2 > 0; j++) {
    const [next, here, last] = [(j + 1) * places, j * places, (j - 1) * places];
    const norm = 1 / (j + nu2);
    for (let i = 0; i < places; i++)
      p[next + i] = ((2 * j + nu2) * eta[i]! * p[here + i]! - j * p[last + i]!) * norm;
  }
  return p;
}

/** (2ν)_ℓ/(ν)_ℓ: what turns a block (4r)^Δ P_ℓ + … into one that begins z^{(Δ−ℓ)/2} z̄^{(Δ+ℓ)/2}; 2 in two dimensions unless ℓ = 0. */
export function leadingWeight(dimension: number, spin: number): number {
  const nu = dimension / 2 - 1;
  let weight = spin === 0 ? 1 : 2;
  for (let k = 1; k < spin; k++) weight *= (2 * nu + k) / (nu + k);
  return weight;
}
