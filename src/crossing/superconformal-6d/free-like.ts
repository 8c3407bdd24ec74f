/**
 * The solution of the equation that generalised free tensor multiplets inspire, exact at every c: a = (1+v^{−3})/(3u²) + a_f/c with
 * a_f = u^{−3}{−4/v + [(z−z̄)(q′(z)+q′(z̄)) − 2(q(z)−q(z̄))]/(z−z̄)³}, q(x) = −4x² log(1−x). Its operators stand at the double-trace dimensions
 * Δ = ℓ + 2k + 2 with the disconnected coefficients times
 *
 *     1 + (−1)^{k+1} 144 / [c (ℓ+1)(ℓ+3) Δ (Δ+2)],
 *
 * from k = 1 on: higher-spin currents take the place of the chiral multiplets. At c = 1 the multiplet D[0,4] is absent.
 *
 * @returns the factor at an even spin
 * @source the correlator: arXiv:hep-th/0407060; the closed form agrees with its decomposition in exact arithmetic (test/data/6d)
 */
export function freeLikeFactor(delta: number, spin: number, inverseCharge: number): number {
  const k = (delta - spin) / 2 - 1;
  const sign = k % 2 === 0 ? -1 : 1;
  return 1 + (sign * 144 * inverseCharge) / ((spin + 1) * (spin + 3) * delta * (delta + 2));
}
