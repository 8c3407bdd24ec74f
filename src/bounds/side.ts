import type { Decimal } from "decimal.js";
import { decimalContext } from "../blocks/decimal/complex-decimal.js";
import { DIGITS_PER_BIT } from "../crossing/bound-rows.js";
import type { Extreme } from "./exchange.js";
import type { BoundProblem } from "./problem.js";

/** One bound with its proof, and the solution that attains it. */
export interface BoundSide {
  /** no solution of the rows has a coefficient beyond it */
  readonly value: number;
  /** coefficient in a solution, found beside the proof; one with an operator at infinity is a limit of solutions */
  readonly primal: number;
  /** |value − primal|: nothing is left between them */
  readonly gap: number;
  /** how far the bound moves, to first order, by what interpolated numbers may be off; not part of `value` */
  readonly inherited: number;
  /**
   * The proof: numbers α, one a row, with α·a(target) = 1 and α·a ≤ 0 (lower bound) or ≥ 0 (upper) for the columns a of all other operators,
   * so that −α·(known part of the rows) is the bound. Empty for a lower bound of zero.
   */
  readonly functional: readonly string[];
  /** operators of that solution; `delta` and `ope2` are null for one at infinity */
  readonly operators: readonly BoundOperator[];
  readonly rounds: number;
  readonly columns: number;
}

export interface BoundOperator {
  readonly name: string | null;
  readonly delta: number | null;
  readonly ope2: number | null;
}

/** Operators of the continuum nearer to each other than this part of their dimensions are two columns for one zero of the functional. */
const SAME = 1e-3;
/** From here on a dimension stands for infinity. */
const INFINITE = 1e9;
/** Relative error of the last steps, in doubles: bounds are moved outwards by it. */
const LAST_STEPS = 2e-15;

/** A bound from the end of an exchange; `sign` as there: 1 for the lower one, −1 for the upper. */
export function boundSide(problem: BoundProblem, target: number, sign: 1 | -1, extreme: Extreme): BoundSide {
  const { continuum, known, rhs, operators } = problem;
  const { fixed } = continuum;
  const { delta } = operators[target]!;
  const scale = columnSize(problem, delta).toNumber();
  const size = fixed.dot(extreme.dual, known[target]!.entries);
  const trivial = sign > 0 && size <= 0n;
  const bound = trivial ? 0 : fixed.toNumber(fixed.over(fixed.dot(extreme.dual, rhs), size)) / scale;
  const primal = fixed.toNumber(extreme.known[target]!) / scale;
  const value = Math.max(0, bound - sign * LAST_STEPS * Math.abs(bound));
  return {
    value,
    primal,
    gap: Math.abs(bound - primal),
    inherited: trivial ? 0 : inherited(problem, extreme) / scale,
    functional:
      trivial || value === 0 ? [] : functional(problem, extreme.dual, -size, columnSize(problem, delta)),
    operators: [...knownOperators(problem, extreme), ...support(problem, extreme)],
    rounds: extreme.rounds,
    columns: extreme.columns,
  };
}

/** α of a proof that there is no solution: α·a ≥ 0 for all columns, α·(known part) = 1. */
export function refutation({ continuum, rhs, ...rest }: BoundProblem, { dual }: Extreme): readonly string[] {
  const one = decimals(continuum.fixed.bits).one;
  return functional({ continuum, rhs, ...rest }, dual, continuum.fixed.dot(dual, rhs), one);
}

/** What a column's coefficient was multiplied by. */
function columnSize({ continuum }: BoundProblem, delta: number): Decimal {
  return continuum.columnSize(delta, decimals(continuum.fixed.bits).context);
}

/** Multipliers over a fixed-point number and a size, the scales of the rows put back, as decimals. */
function functional(
  { continuum }: BoundProblem,
  dual: readonly bigint[],
  divisor: bigint,
  size: Decimal,
): string[] {
  const { context, digits } = decimals(continuum.fixed.bits);
  const over = new context(divisor.toString()).times(size);
  return dual.map((entry, row) =>
    new context(entry.toString())
      .times(new context(2).pow(continuum.scales.rows[row]!))
      .div(over)
      .toSignificantDigits(digits)
      .toString(),
  );
}

function decimals(bits: number) {
  const digits = Math.ceil(bits * DIGITS_PER_BIT);
  const context = decimalContext(digits + 20);
  return { context, digits, one: new context(1) };
}

/** Σ over known operators |x y·δa| with δa the change of a column by its dimension's error, and Σ |y δrhs|. */
function inherited(problem: BoundProblem, { dual, known }: Extreme): number {
  const { continuum, operators, uncertainty } = problem;
  const { fixed, scales } = continuum;
  const ofColumns = operators.map(({ delta, deltaUncertainty }, n) => {
    if (deltaUncertainty === 0 || known[n] === 0n) return 0;
    const value = (at: number) =>
      fixed.toNumber(fixed.dot(dual, continuum.column(at))) * columnSize(problem, at).toNumber();
    const moved =
      Math.abs(value(delta + deltaUncertainty) - value(delta)) / columnSize(problem, delta).toNumber();
    return moved * fixed.toNumber(known[n]!);
  });
  const ofRows = Array.from(uncertainty, (entry, row) => {
    const scale = fixed.toNumber(fixed.scaled(1n, scales.rows[row]!));
    return entry * scale * Math.abs(fixed.toNumber(dual[row]!));
  });
  return [...ofColumns, ...ofRows].reduce((sum, entry) => sum + entry, 0);
}

function knownOperators(problem: BoundProblem, { known }: Extreme): BoundOperator[] {
  return problem.operators
    .flatMap(({ name, delta }, n) =>
      known[n]! > 0n ? [{ name, delta, ope2: coefficient(problem, delta, known[n]!) }] : [],
    )
    .sort((a, b) => a.delta - b.delta);
}

/** The zeros of the functional in the continuum, with their coefficients. */
function support(problem: BoundProblem, extreme: Extreme): BoundOperator[] {
  const found: { delta: number; ope2: number }[] = [];
  let atInfinity = false;
  for (const { delta, value } of extreme.support) {
    if (delta > INFINITE) {
      atInfinity = true;
      continue;
    }
    const ope2 = coefficient(problem, delta, value);
    const last = found.at(-1);
    if (last && delta - last.delta < SAME * delta) {
      last.delta = (last.delta * last.ope2 + delta * ope2) / (last.ope2 + ope2);
      last.ope2 += ope2;
    } else found.push({ delta, ope2 });
  }
  const finite = found.map((operator) => ({ name: null, ...operator }));
  return atInfinity ? [...finite, { name: null, delta: null, ope2: null }] : finite;
}

function coefficient(problem: BoundProblem, delta: number, value: bigint): number {
  return problem.continuum.fixed.toNumber(value) / columnSize(problem, delta).toNumber();
}
