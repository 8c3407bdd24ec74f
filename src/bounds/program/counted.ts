import { blockFactor } from "../../blocks/rational/block-factor.js";
import { shifted } from "../../math/fixed-point.js";
import type { Series } from "../../math/power-series.js";
import { Exchange } from "../exchange.js";
import type { Rounds } from "../rounds.js";
import { knownColumns } from "./known-columns.js";
import { type Positivity, valuesAt } from "./positivity.js";
import type { FunctionalProgram } from "./program.js";
import { ofSizeOne, SectorContinuum } from "./sector-continuum.js";

/**
 * The extremes of the squared coefficients, summed, of all operators of one continuum, a short range of Δ: a row more counts them, each over the
 * factor of its polynomials, and the factor's values at both ends turn the count into coefficients.
 *
 * @param branch the continuum
 * @returns a bound that holds wherever in the range the operators are; null where the exchange did not end
 */
export function* extremeTotal(
  program: FunctionalProgram,
  branch: number,
  error: number,
  side: "lower" | "upper",
): Rounds<{
  readonly status: "proved" | "infeasible" | "unbounded" | "not-proved";
  readonly bound: number | null;
}> {
  const { fixed } = program.functionals;
  const counted = program.continua[branch]!;
  // of the size of the other rows
  const unit = shifted(fixed.one, ofSizeOne(fixed, valuesAt(fixed, counted, counted.from)).exponent);
  const counting = withCounter(program, branch, unit);
  const continuum = new SectorContinuum(counting, () => error);
  // the count itself, which no rounding touches
  const half = fixed.one >> 1n;
  const count = {
    entries: counting.identity.map((_, row) => (row === counting.identity.length - 1 ? -half : 0n)),
    errors: counting.identity.map(() => 0n),
  };
  const known = [count, ...knownColumns(counting, error)];
  const rhs = counting.identity.map((entry) => -entry);
  const sign = side === "lower" ? 1 : -1;
  const { status, dual } = yield* new Exchange({ continuum, known, rhs }).extreme(0, sign);
  if (status !== "proved") return { status: status === "feasible" ? "not-proved" : status, bound: null };
  const size = fixed.dot(dual, count.entries);
  if (sign > 0 && size <= 0n) return { status, bound: 0 };
  const total = fixed.toNumber(fixed.over(fixed.dot(dual, rhs), size)) / 2 / fixed.toNumber(unit);
  const { from, to } = counted;
  const factors = [from, to ?? from].map((at) => fixed.toNumber(blockFactor(fixed, counted, at)));
  const factor = side === "lower" ? Math.max(...factors) : Math.min(...factors);
  return { status, bound: Math.max(0, (total / factor) * (1 - sign * LAST_STEPS)) };
}

const LAST_STEPS = 4e-15;

/** The program with a last row that is a unit on one continuum and 0 elsewhere, in the scale of the polynomials. */
function withCounter(program: FunctionalProgram, branch: number, unit: bigint): FunctionalProgram {
  const counted = (operators: Positivity, entry: bigint): Positivity => {
    const rows = operators.matrix[0]![0]!;
    const counter: Series = rows[0]!.map((_, power) => (power === 0 ? entry : 0n));
    return { ...operators, matrix: [[[...rows, counter]]] };
  };
  return {
    functionals: program.functionals,
    identity: [...program.identity, 0n],
    continua: program.continua.map((operators, k) => counted(operators, k === branch ? unit : 0n)),
    isolated: program.isolated.map((operator) => counted(operator, 0n)),
  };
}
