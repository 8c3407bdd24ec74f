import { exp, log } from "../../math/elementary.js";

/**
 * Squared coefficient c_J of the multiplet of dimension J ≥ 2 in the theory at g = 0, whose dimensions are the whole numbers; likewise at any
 * dimension, Γ(Δ+3)Γ(Δ+1)(Δ−1)/(2Γ(2Δ+2)) (arXiv:2107.08510). At J = 1 the block has a pole, and what is left of the product is
 * −½ (1−Δ)F_Δ at Δ = 1.
 */
export function freeCoefficient(delta: number): number {
  if (delta >= LARGE) return asymptoticCoefficient(delta);
  // c(Δ) = c(Δ+1) · [what the recurrence of the Γ functions leaves]
  const ratio = ((delta + 3) * (delta + 1) * delta) / ((delta - 1) * (2 * delta + 3) * (2 * delta + 2));
  return freeCoefficient(delta + 1) / ratio;
}

/** Where Stirling's series has all digits. */
const LARGE = 12;

/** With the duplication formula, c = √π (Δ−1) 4^{−Δ} Γ(Δ+3) / (4 Γ(Δ+3/2)). */
function asymptoticCoefficient(delta: number): number {
  const logarithm = logGamma(delta + 3) - logGamma(delta + 1.5) - delta * LN4;
  return ((SQRT_PI * (delta - 1)) / 4) * exp(logarithm);
}

const LN4 = 1.3862943611198906;
const SQRT_PI = 1.772453850905516;

/** ln Γ(x) − ½ ln 2π for x ≥ 12, by Stirling's series. */
function logGamma(x: number): number {
  const square = 1 / (x * x);
  const series =
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / x;
  return (x - 0.5) * log(x) - x + series;
}
