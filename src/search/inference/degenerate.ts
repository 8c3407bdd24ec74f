import {
  alike,
  isKnown,
  type KeptOperator,
  type PlacedTerm,
  placedTerms,
} from "../../crossing/truncated/truncation.js";
import { familyOf } from "../../theory/family-of.js";
import type { Rung } from "../rung/rung.js";
import { MERGED } from "./criteria.js";
import type { SolutionValues } from "./error-bars.js";

/** Why a solution is none: the name of the warning, and what a reader has to know. */
export interface Degeneracy {
  readonly code: "at-bound" | "merged" | "absent" | "trivial-solution";
  readonly message: string;
}

/**
 * What makes a solution one that says nothing about the theory: an operator at an end of a range that somebody chose, two operators as near as the
 * separation allows, one without a coefficient, or one that takes away what is given. Its other numbers are those of the best fit under
 * that constraint, and none of them is determined.
 */
export function degeneracies(rung: Rung, solution: SolutionValues): Degeneracy[] {
  return [
    ...dimensionsAtBounds(rung, solution),
    ...coefficientsAtBounds(rung, solution),
    ...merged(rung, solution),
    ...absent(rung, solution),
    ...trivial(rung, solution),
  ];
}

function dimensionsAtBounds(rung: Rung, { delta }: SolutionValues): Degeneracy[] {
  return rung.truncation.operators.flatMap((operator, k) => {
    const { label, lower, upper } = operator;
    const value = delta[k]!;
    if (!(lower < upper && (value <= lower || value >= upper)) || isCurrent(rung, operator, value)) return [];
    return [{ code: "at-bound", message: `Δ of ${label} is at an end of its range [${lower}, ${upper}]` }];
  });
}

/** A spinning operator at its unitarity bound is a conserved current: physics ends the range there, not its author. */
function isCurrent(
  { setting: { theory } }: Rung,
  { spin, lower, upper }: KeptOperator,
  value: number,
): boolean {
  if (!theory.unitary || spin === 0 || lower >= upper || value > lower) return false;
  return lower <= familyOf(theory).unitarityBound(spin);
}

/** Labels of operators of unknown dimension that stand at their unitarity bound. */
export const conservedSpins = (rung: Rung, { delta }: SolutionValues): string[] =>
  rung.truncation.operators.flatMap((operator, k) =>
    isCurrent(rung, operator, delta[k]!) ? [operator.label] : [],
  );

function coefficientsAtBounds({ truncation }: Rung, { ope2 }: SolutionValues): Degeneracy[] {
  return placedTerms(truncation).flatMap((term, t) => {
    const [least, most] = term.ope2;
    if (isKnown(term) || !(ope2[t]! >= most || (least !== 0 && ope2[t]! <= least))) return [];
    return [
      { code: "at-bound", message: `OPE² of ${term.label} is at an end of its range [${least}, ${most}]` },
    ];
  });
}

function merged({ truncation }: Rung, { delta }: SolutionValues): Degeneracy[] {
  const { operators, separation } = truncation;
  if (separation === 0) return [];
  return operators.flatMap((operator, k) =>
    operators.slice(0, k).flatMap((other, j) => {
      if (!alike(other, operator) || Math.abs(delta[j]! - delta[k]!) > MERGED * separation) return [];
      const pair = `${other.label} and ${operator.label}`;
      return [
        {
          code: "merged" as const,
          message: `${pair} are as near as the separation ${separation} allows: they may be one operator`,
        },
      ];
    }),
  );
}

function absent({ truncation }: Rung, { ope2 }: SolutionValues): Degeneracy[] {
  const terms = placedTerms(truncation);
  const vanishes = (term: PlacedTerm, t: number) => ope2[t] === 0 && !isKnown(term);
  return truncation.operators.flatMap(({ label }, k) =>
    terms.every((term, t) => term.operator !== k || vanishes(term, t))
      ? [{ code: "absent", message: `OPE² of ${label} is zero: its dimension means nothing` }]
      : [],
  );
}

/**
 * A scalar at Δ = 0 repeats the identity, and with the opposite sign cancels it: with everything else zero, crossing holds. In the same way an operator
 * beside a given one of its spin may take that one away; those count as merged.
 */
function trivial({ truncation, setting }: Rung, { delta, ope2 }: SolutionValues): Degeneracy[] {
  const identity = setting.family.crossing?.identity ?? [];
  return placedTerms(truncation).flatMap(({ operator, spin, channel, label }, t) => {
    if (spin !== 0 || !identity.includes(channel) || ope2[t]! >= 0) return [];
    if (Math.abs(delta[operator]!) > MERGED * truncation.separation) return [];
    return [
      {
        code: "trivial-solution" as const,
        message: `${label} at Δ = ${delta[operator]!.toPrecision(3)} with OPE² ${ope2[t]!.toPrecision(4)} cancels the identity: the trivial solution of crossing`,
      },
    ];
  });
}
