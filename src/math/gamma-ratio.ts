import { exp } from "./elementary.js";

/** From here on the asymptotic series is accurate to 1e-17. */
const ASYMPTOTIC = 12;

/** Γ(x + ½)/Γ(x) and its logarithmic derivative. */
export interface GammaRatio {
  readonly value: number;
  readonly logDerivative: number;
}

/**
 * Γ(x + ½)/Γ(x) for x > 0, to a few rounding errors at any x, where the quotient of two gamma functions would overflow.
 * Upward recurrence, then the asymptotic series of the logarithm.
 *
 * @source DLMF 5.11.13; the series of ln Γ(x+½) − ln Γ(x) in odd powers of 1/x, from DLMF 5.11.1 and 5.11.8
 */
export function gammaHalfStep(x: number): GammaRatio {
  let factor = 1;
  let slope = 0;
  let shifted = x;
  // Γ(x+½)/Γ(x) = x/(x+½) · Γ(x+3/2)/Γ(x+1)
  for (; shifted < ASYMPTOTIC; shifted++) {
    factor *= shifted / (shifted + 0.5);
    slope += 1 / shifted - 1 / (shifted + 0.5);
  }
  const r = 1 / shifted;
  const square = r * r;
  let series = 0;
  let seriesSlope = 0;
  for (let j = SERIES.length - 1; j >= 0; j--) {
    series = series * square + SERIES[j]!;
    seriesSlope = seriesSlope * square - (2 * j + 1) * SERIES[j]!;
  }
  return {
    value: factor * Math.sqrt(shifted) * exp(series * r),
    logDerivative: slope + 0.5 * r + seriesSlope * square,
  };
}

/** ln Γ(x+½) − ln Γ(x) − ½ ln x = Σ_j SERIES[j] x^{−2j−1} */
const SERIES = [
  -1 / 8,
  1 / 192,
  -1 / 640,
  17 / 14336,
  -31 / 18432,
  691 / 180224,
  -5461 / 425984,
  929569 / 15728640,
] as const;
