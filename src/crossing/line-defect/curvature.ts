import { type Interpolated, interpolate } from "../../math/interpolation.js";
import { bremsstrahlung } from "./bremsstrahlung.js";
import { CURVATURE_TABLE } from "./curvature-table.js";

/** The weak series to g¹² is exact to 1e-14 below; the table begins there. */
const WEAK = 0.01;
/** The strong series is exact to 1e-12 above, where the table of the literature drifts. */
const STRONG = 3;

/**
 * The curvature function C(g), second derivative of the cusp anomalous dimension near a cusp, which enters the integral constraints (arXiv:2203.09556):
 * C = 4g⁴ − (24ζ₃ + 16π²/3) g⁶ + … at weak coupling, (2π²−3)g/(6π³) + … at strong.
 *
 * @param g coupling g = √λ/(4π) > 0
 * @returns with an estimate of the error made between the couplings of the table, 0 at them
 */
export function curvature(g: number): Interpolated {
  if (g < WEAK) return { value: weakSeries(g), difference: 0 };
  if (g > STRONG) return { value: strongSeries(g), difference: 0 };
  const { value, difference } = interpolate(NODES, RATIOS, couplingMap(g));
  const known = CURVATURE_TABLE.find(([coupling]) => coupling === g);
  if (known) return { value: known[1], difference: 0 };
  const square = bremsstrahlung(g) * bremsstrahlung(g);
  return { value: value * square, difference: difference * square };
}

/** √(1 + 16g²): functions of the coupling have their nearest singularities at g = ± i/4. */
export const couplingMap = (g: number) => Math.sqrt(1 + 16 * g * g);

const NODES = Float64Array.from(CURVATURE_TABLE, ([g]) => couplingMap(g));
/** C/B², which is smooth from 4 at g = 0 on */
const RATIOS = Float64Array.from(
  CURVATURE_TABLE,
  ([g, value]) => value / (bremsstrahlung(g) * bremsstrahlung(g)),
);

/** Coefficients of g⁴, g⁶, … g¹²: of g⁶, −(24ζ₃ + 16π²/3), and so on; arXiv:2203.09556. */
const WEAK_COEFFICIENTS = [4, -81.48725581497351, 1319.0758182647955, -19150.22971639571, 259889.10240815388];

function weakSeries(g: number): number {
  const square = g * g;
  return square * square * horner(WEAK_COEFFICIENTS, square);
}

/**
 * Coefficients of g, 1, g⁻¹, … g⁻⁸: closed forms to g⁻⁴, such as (2π²−3)/(6π³), from there on fits to the quantum spectral curve
 * (arXiv:2203.09556 and the repository of the table; the last one fitted to the table where it is good).
 */
const STRONG_COEFFICIENTS = [
  0.08997752817799715, -0.020316309355715694, 0.00039237683179682114, 6.840135824090654e-5,
  8.983892010702617e-6, 1.6306575129116753e-6, 3.0440129037e-7, 8.00851627e-8, 2.1258348e-8, 8.7e-9,
];

function strongSeries(g: number): number {
  return g * horner(STRONG_COEFFICIENTS, 1 / g);
}

function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
