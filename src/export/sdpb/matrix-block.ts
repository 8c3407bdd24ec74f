import { SCALE } from "../../blocks/rational/rational-block.js";
import type { Positivity } from "../../bounds/program/positivity.js";
import type { FunctionalProgram } from "../../bounds/program/program.js";
import type { FixedPoint } from "../../math/fixed-point.js";
import type { Series } from "../../math/power-series.js";

/** A polynomial matrix inequality, Σ_n z_n W_n(x) ⪰ 0 for all x = Δ − Δ_min ≥ 0, or at x = 0 alone. */
export interface MatrixBlock {
  readonly size: number;
  readonly degree: number;
  /** W_n as polynomials of x/16, one a row of the crossing equations [size][size][n][degree + 1] */
  readonly matrix: readonly (readonly (readonly Series[])[])[];
  /** −poles in x of the positive factor (4r*)^x / ∏ (x − pole) that was divided out, those at x = 0 left out */
  readonly distances: readonly number[];
}

/** Inequalities of a program, one at a time: isolated operators first. */
export function* matrixBlocks({
  functionals,
  isolated,
  continua,
}: FunctionalProgram): Generator<MatrixBlock> {
  for (const operator of isolated) yield block(functionals.fixed, operator, 0);
  for (const continuum of continua) yield block(functionals.fixed, continuum, continuum.degree);
}

function block(fixed: FixedPoint, { matrix, distances }: Positivity, degree: number): MatrixBlock {
  return {
    size: matrix.length,
    degree,
    matrix: matrix.map((row) => row.map((entry) => entry.map((series) => series.slice(0, degree + 1)))),
    distances:
      degree === 0 ? [] : distances.map((x) => SCALE * fixed.toNumber(x)).filter((distance) => distance > 0),
  };
}

/** log₂ 16: powers of x/16 into those of x. */
export const SCALE_BITS = 4;
