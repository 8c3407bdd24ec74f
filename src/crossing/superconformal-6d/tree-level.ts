/** γ and its Δ-derivative along the towers. */
export interface AnomalousDimension {
  readonly gamma: number;
  readonly slope: number;
}

/**
 * Anomalous dimension of the double traces at tree level in supergravity, times c, continued in n = (Δ−ℓ)/2 − 4:
 *
 *     γ = −24 (n+1)_6 [(ℓ+n+6)(ℓ+n+5) − (n+3)(n+4)/2] / [(ℓ+1)(ℓ+2)(ℓ+3)(ℓ+2n+8)(ℓ+2n+9)(ℓ+2n+10)].
 *
 * The companion of the OPE coefficients is λ²₁ = ∂(λ²₀ γ)/∂Δ; it holds for the short multiplets (n = −1) and the chiral ones (n = −2) too, where γ = 0.
 * For n ≥ 2 these are averages over degenerate operators. Corrections are O(c^{−5/3}) for ℓ = 0, O(c^{−2}) else.
 *
 * @source arXiv:hep-th/0407060, arXiv:1710.06884 (six-dimensional double traces); the normalisation follows from the absence of
 * higher-spin currents
 */
export function treeLevel(delta: number, spin: number): AnomalousDimension {
  const n = (delta - spin) / 2 - 4;
  // a product of linear factors with one of them possibly zero: value and derivative by the product rule
  let product = 1;
  let slope = 0;
  const factor = (value: number, derivative: number) => {
    slope = slope * value + product * derivative;
    product *= value;
  };
  for (let j = 1; j <= 6; j++) factor(n + j, 1);
  factor((spin + n + 6) * (spin + n + 5) - ((n + 3) * (n + 4)) / 2, 2 * (spin + n) + 11 - (2 * n + 7) / 2);
  for (let j = 8; j <= 10; j++) {
    const lower = spin + 2 * n + j;
    factor(1 / lower, -2 / (lower * lower));
  }
  const scale = -24 / ((spin + 1) * (spin + 2) * (spin + 3));
  return { gamma: scale * product, slope: (scale * slope) / 2 };
}

/**
 * Anomalous dimensions of the term R⁴, order c^{−5/3} and ℓ = 0 alone, relative to those at tree level and to n = 0. They are
 * proportional to (n+1)_8 (n+2)_6/[(2n+7)(2n+9)(2n+11)], a solution of the crossing equation by themselves.
 *
 * @param n 0, 1, 2, …
 * @source arXiv:1712.08570
 */
export function quarticRatio(n: number): number {
  const quartic = (m: number) => {
    let product = 1;
    for (let j = 1; j <= 8; j++) product *= m + j;
    for (let j = 2; j <= 7; j++) product *= m + j;
    return product / ((2 * m + 7) * (2 * m + 9) * (2 * m + 11));
  };
  const tree = (m: number) => treeLevel(8 + 2 * m, 0).gamma;
  return (quartic(n) * tree(0)) / (quartic(0) * tree(n));
}
