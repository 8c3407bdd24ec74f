import { DEFECT_RADIUS, evenDefectDerivatives } from "../../blocks/line-defect/derivatives.js";
import { defectIntegrals } from "../../blocks/line-defect/integrals.js";
import { crossedDefectBlock, protectedDefectBlock } from "../../blocks/line-defect/line-defect.js";
import { exp, log } from "../../math/elementary.js";
import { protectedCoefficient } from "./bremsstrahlung.js";
import { constraintConstants } from "./constraints.js";

/**
 * Linear functionals of the crossing equation of the line defect,
 *
 *     (1−x)² f(x) + x² f(1−x) = 0,   f = F_I + C²_BPS F_B2 + Σ C²_n F_{Δ_n}   (arXiv:2107.08510),
 *
 * or the two integral constraints on f (arXiv:2203.09556).
 */
export interface DefectRows {
  readonly rows: number;
  /** Writes the rows of 4^{−Δ} F_Δ [rows] and their Δ-derivatives. Δ > 1. */
  block(delta: number, value: Float64Array, derivative: Float64Array): void;
  /** Writes what F_I and C²_BPS F_B2 contribute at coupling g [rows]. */
  known(g: number, value: Float64Array): void;
}

const LN4 = 1.3862943611198906;
const LOG_RADIUS = log(DEFECT_RADIUS);

/** Even derivatives of order 0, 2, … 2·count − 2 at x = ½, over (2n)! 4ⁿ: the coefficients of y^{2n}, y = 2x − 1. */
export function derivativeRows(count: number): DefectRows {
  const free = new Float64Array(count);
  // (1−x)² x + x² (1−x) = (1−y²)/4
  free.set([0.25, -0.25].slice(0, count));
  // F_B2 = x − F_{Δ=0}
  const scalar = new Float64Array(count);
  evenDefectDerivatives(0, scalar, new Float64Array(count));
  const protectedRows = free.map((entry, i) => entry - 4 * DEFECT_RADIUS * scalar[i]!);
  return {
    rows: count,
    block(delta, value, derivative) {
      evenDefectDerivatives(delta, value, derivative);
      applyPrefactor(delta, value, derivative);
    },
    known(g, value) {
      const coefficient = protectedCoefficient(g);
      for (let i = 0; i < count; i++) value[i] = free[i]! + coefficient * protectedRows[i]!;
    },
  };
}

/** The equation at points 0 < x < 1. */
export function pointRows(points: Float64Array): DefectRows {
  return {
    rows: points.length,
    block(delta, value, derivative) {
      const scale = exp(-LN4 * delta);
      for (let i = 0; i < points.length; i++) {
        const crossed = crossedDefectBlock(delta, points[i]!);
        value[i] = scale * crossed.value;
        derivative[i] = scale * crossed.derivative - LN4 * value[i]!;
      }
    },
    known(g, value) {
      const coefficient = protectedCoefficient(g);
      const f = (x: number) => x + coefficient * protectedDefectBlock(x);
      for (const [i, x] of points.entries()) value[i] = (1 - x) * (1 - x) * f(x) + x * x * f(1 - x);
    },
  };
}

/** The two integral constraints, Σ C²_n Int_k(Δ_n) + RHS_k = 0. */
export const constraintRows: DefectRows = {
  rows: 2,
  block(delta, value, derivative) {
    defectIntegrals(delta, value, derivative);
    applyPrefactor(delta, value, derivative);
  },
  known: (g, value) => value.set(constraintConstants(g).value),
};

/** Both, one below the other. */
export function stacked(upper: DefectRows, lower: DefectRows): DefectRows {
  const split = (column: Float64Array) =>
    [column.subarray(0, upper.rows), column.subarray(upper.rows)] as const;
  return {
    rows: upper.rows + lower.rows,
    block(delta, value, derivative) {
      const [valueAbove, valueBelow] = split(value);
      const [derivativeAbove, derivativeBelow] = split(derivative);
      upper.block(delta, valueAbove, derivativeAbove);
      lower.block(delta, valueBelow, derivativeBelow);
    },
    known(g, value) {
      const [above, below] = split(value);
      upper.known(g, above);
      lower.known(g, below);
    },
  };
}

/** Times 4^{−Δ} (4r*)^{Δ+1}/(1−Δ), the derivative with it. */
function applyPrefactor(delta: number, value: Float64Array, derivative: Float64Array): void {
  const pole = 1 / (1 - delta);
  const factor = 4 * exp((delta + 1) * LOG_RADIUS) * pole;
  for (let i = 0; i < value.length; i++) {
    derivative[i] = factor * (derivative[i]! + value[i]! * (LOG_RADIUS + pole));
    value[i]! *= factor;
  }
}
