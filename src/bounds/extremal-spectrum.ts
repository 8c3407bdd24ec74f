import { blockFactor } from "../blocks/rational/block-factor.js";
import { shifted } from "../math/fixed-point.js";
import type { Extreme } from "./exchange.js";
import { type Positivity, valuesAt } from "./program/positivity.js";
import type { FunctionalProgram } from "./program/program.js";
import { ofSizeOne } from "./program/sector-continuum.js";

/** An operator of the solution beside a proof: a zero of the functional. */
export interface ExtremalOperator {
  readonly sector: string;
  /** of its coefficient; null where the family has one channel */
  readonly channel: string | null;
  readonly spin: number;
  readonly delta: number;
  /** null where the coefficient's factor has a pole */
  readonly ope2: number | null;
}

/** From here on a dimension stands for infinity. */
const INFINITE = 1e6;
/** Columns nearer than this part of their Δ stand for one zero of the functional between them. */
const SAME = 1e-3;

/**
 * The operators of a solution with their squared coefficients, those of known dimension first: the extremal functional's zeros
 * (arXiv:1211.2810). Operators at infinity are left out.
 *
 * @param others known columns before those of the program's isolated operators
 */
export function extremalSpectrum(
  program: FunctionalProgram,
  { support, known }: Extreme,
  others: readonly Positivity[] = [],
): ExtremalOperator[] {
  const given = [...others, ...program.isolated].map((operator, n) => ({
    operator,
    at: operator.from,
    value: known[n] ?? 0n,
  }));
  const { fixed } = program.functionals;
  const found = support.flatMap(({ branch, delta, value }) =>
    delta < INFINITE ? [{ operator: program.continua[branch]!, at: fixed.from(delta), value }] : [],
  );
  const several = new Set([...program.continua].flatMap(({ sector }) => sector.channels)).size > 1;
  const operators = [...given.filter(({ value }) => value > 0n), ...found].map(({ operator, at, value }) => {
    const size = sizeAt(program, operator, at);
    const { sector, spin } = operator;
    return {
      sector: sector.name,
      channel: several ? sector.channels[0]! : null,
      spin,
      delta: fixed.toNumber(at),
      ope2: size === null ? null : fixed.toNumber(value) / size,
    };
  });
  return merged(operators);
}

/** What a coefficient is multiplied by where its column is of size one; null at a pole. */
function sizeAt(
  { functionals: { fixed } }: FunctionalProgram,
  operator: Positivity,
  at: bigint,
): number | null {
  const pole = at === operator.from && operator.distances.some((distance) => distance === 0n);
  if (pole) return null;
  const { exponent } = ofSizeOne(fixed, valuesAt(fixed, operator, at));
  return fixed.toNumber(shifted(blockFactor(fixed, operator, at), exponent));
}

/** Neighbours of a sector and spin that stand for one operator, at their common centre. */
function merged(operators: readonly ExtremalOperator[]): ExtremalOperator[] {
  const out: ExtremalOperator[] = [];
  for (const operator of operators) {
    const last = out.at(-1);
    const same =
      last?.sector === operator.sector &&
      last.spin === operator.spin &&
      Math.abs(operator.delta - last.delta) < SAME * operator.delta;
    if (!same || last.ope2 === null || operator.ope2 === null) {
      out.push(operator);
      continue;
    }
    const ope2 = last.ope2 + operator.ope2;
    const delta = (last.delta * last.ope2 + operator.delta * operator.ope2) / ope2;
    out[out.length - 1] = { ...last, delta, ope2 };
  }
  return out;
}
