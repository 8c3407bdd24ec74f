import type { CrossingEquation } from "../crossing/equation.js";
import type { PointSet } from "../crossing/points.js";
import type { UnknownParameter } from "../crossing/posterior.js";
import { residualAt } from "../crossing/residual.js";
import { isFixed, isKnown, operatorData, placedTerms } from "../crossing/truncation.js";
import { theoryAt } from "../theory/load.js";
import type { Rung as RungSpec, Theory } from "../theory/theory.js";
import type { SolutionValues } from "./error-bars.js";
import { theoryEquation } from "./systems.js";
import { truncation } from "./truncations.js";

/** A parameter that a search finds, between the least and the largest value that its theory file allows. */
export interface SearchedParameter {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Step of the differences: long, since whitening magnifies rounding errors by 10¹³ in some directions, and makes of the error of five points,
 * h⁴/30 times the fifth derivative, a relative one.
 */
const STEP = 0.01;
/** Five points, the middle one without weight: f′ ≈ Σ weight f(p + offset · h)/h. */
const STENCIL = [
  { offset: -2, weight: 1 / 12 },
  { offset: -1, weight: -2 / 3 },
  { offset: 1, weight: 2 / 3 },
  { offset: 2, weight: -1 / 12 },
] as const;

/** Derivatives of the rows with respect to parameters of the theory: through the external dimensions, and all else that depends on them. */
export class ParameterSlopes {
  private readonly stencils: readonly {
    readonly range: number;
    readonly sides: readonly {
      readonly factor: number;
      readonly theory: Theory;
      readonly equation: CrossingEquation;
    }[];
  }[];

  constructor(
    theory: Theory,
    readonly parameters: readonly SearchedParameter[],
    points: PointSet,
  ) {
    this.stencils = parameters.map(({ name, lower, upper }) => {
      const value = theory.parameters[name]!;
      const step = Math.min(STEP, (value - lower) / 2, (upper - value) / 2);
      return {
        range: upper - lower,
        sides: STENCIL.map(({ offset, weight }) => {
          const moved = theoryAt(theory, { [name]: value + offset * step });
          return { factor: weight / step, theory: moved, equation: theoryEquation(moved, points) };
        }),
      };
    });
  }

  /** At a solution of a rung, unknown dimensions and coefficients fixed. */
  at({ operators, cut }: RungSpec, solution: SolutionValues): UnknownParameter[] {
    return this.stencils.map(({ range, sides }) => {
      const derivative = new Float64Array(sides[0]!.equation.rows);
      for (const { factor, theory, equation } of sides) {
        const rows = residualAt(equation, this.data(theory, { operators, cut }, solution));
        for (const [i, entry] of rows.entries()) derivative[i]! += factor * entry;
      }
      return { derivative, range };
    });
  }

  private data(theory: Theory, { operators, cut }: RungSpec, { delta, ope2 }: SolutionValues) {
    const kept = truncation(theory, operators, cut);
    const dimensions = kept.operators.map((operator, k) => (isFixed(operator) ? operator.lower : delta[k]!));
    const coefficients = placedTerms(kept).map((term, t) => (isKnown(term) ? term.ope2[0] : ope2[t]!));
    return operatorData(kept, dimensions, coefficients);
  }
}
