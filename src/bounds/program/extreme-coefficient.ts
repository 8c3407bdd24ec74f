import { shifted } from "../../math/fixed-point.js";
import { Exchange, type ExchangeProgress, type Extreme } from "../exchange.js";
import { blockFactor } from "./block-factor.js";
import { knownColumns } from "./known-columns.js";
import type { Positivity } from "./positivity.js";
import type { FunctionalProgram } from "./program.js";
import { SectorContinuum } from "./sector-continuum.js";

export interface CoefficientSide {
  readonly side: "lower" | "upper";
  readonly extreme: Extreme;
  /** proved; null where the exchange did not end; 0 for a lower one that is none */
  readonly bound: number | null;
  /** squared coefficient in the solution beside the proof */
  readonly primal: number | null;
  /** α(operator) = ±1, bound = ∓α(identity) [rows], empty for a lower bound of zero */
  readonly functional: readonly bigint[];
}

/**
 * The smallest and the largest squared coefficient of an operator, over all solutions.
 *
 * @param operator the target at its dimension, 1 × 1
 */
export function* extremeCoefficient(
  program: FunctionalProgram,
  operator: Positivity,
  error: number,
  onRound: (side: "lower" | "upper", progress: ExchangeProgress) => void,
): Generator<CoefficientSide> {
  const { fixed } = program.functionals;
  const continuum = new SectorContinuum(program, () => error);
  const known = knownColumns(program, error, [operator]);
  const rhs = program.identity.map((entry) => -entry);
  const exchange = new Exchange({ continuum, known, rhs });
  const column = known[0]!;
  // what a coefficient is multiplied by where its column is of size one
  const scale = fixed.toNumber(shifted(blockFactor(fixed, operator, operator.from), column.exponent));
  for (const side of ["lower", "upper"] as const) {
    const sign = side === "lower" ? 1 : -1;
    const extreme = exchange.extreme(0, sign, (progress) => onRound(side, progress));
    if (extreme.status !== "proved") {
      yield { side, extreme, bound: null, primal: null, functional: [] };
      continue;
    }
    const size = fixed.dot(extreme.dual, column.entries);
    const trivial = sign > 0 && size <= 0n;
    const exact = trivial ? 0 : fixed.toNumber(fixed.over(fixed.dot(extreme.dual, rhs), size)) / scale;
    // outwards by the error of the last steps in doubles
    const bound = Math.max(0, exact - sign * LAST_STEPS * Math.abs(exact));
    const primal = fixed.toNumber(extreme.known[0]!) / scale;
    yield { side, extreme, bound, primal, functional: trivial ? [] : extreme.dual };
  }
}

const LAST_STEPS = 4e-15;
