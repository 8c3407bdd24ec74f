import { blockFactor } from "../../blocks/rational/block-factor.js";
import { shifted } from "../../math/fixed-point.js";
import { Exchange, type Extreme } from "../exchange.js";
import type { Rounds } from "../rounds.js";
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

/** The smallest and the largest squared coefficient of an operator, over all solutions of a program. */
export class ExtremeCoefficient {
  private readonly exchange: Exchange;
  private readonly column: ReturnType<typeof knownColumns>[number];
  private readonly rhs: readonly bigint[];
  /** what a coefficient is multiplied by where its column is of size one */
  private readonly scale: number;

  /**
   * @param operator the target at its dimension, 1 × 1
   * @param error of blocks, in parts of a row's size
   */
  constructor(
    private readonly program: FunctionalProgram,
    operator: Positivity,
    error: number,
  ) {
    const { fixed } = program.functionals;
    const known = knownColumns(program, error, [operator]);
    const continuum = new SectorContinuum(program, () => error);
    this.rhs = program.identity.map((entry) => -entry);
    this.exchange = new Exchange({ continuum, known, rhs: this.rhs });
    this.column = known[0]!;
    this.scale = fixed.toNumber(shifted(blockFactor(fixed, operator, operator.from), this.column.exponent));
  }

  *side(side: "lower" | "upper"): Rounds<CoefficientSide> {
    const { scale, column, rhs } = this;
    const { fixed } = this.program.functionals;
    const sign = side === "lower" ? 1 : -1;
    const extreme = yield* this.exchange.extreme(0, sign);
    if (extreme.status !== "proved") return { side, extreme, bound: null, primal: null, functional: [] };
    const size = fixed.dot(extreme.dual, column.entries);
    const trivial = sign > 0 && size <= 0n;
    const exact = trivial ? 0 : fixed.toNumber(fixed.over(fixed.dot(extreme.dual, rhs), size)) / scale;
    // outwards by the error of the last steps in doubles
    const bound = Math.max(0, exact - sign * LAST_STEPS * Math.abs(exact));
    const primal = fixed.toNumber(extreme.known[0]!) / scale;
    return { side, extreme, bound, primal, functional: trivial ? [] : extreme.dual };
  }
}

const LAST_STEPS = 4e-15;
