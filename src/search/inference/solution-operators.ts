import { isFixed, isKnown, placedTerms } from "../../crossing/truncated/truncation.js";
import { familyOf } from "../../theory/family-of.js";
import type { RowWindow } from "../equations/windows.js";
import type { Estimate, Origin, SolutionOperator } from "../result.js";
import type { Rung } from "../rung/rung.js";
import { determinedOperators, type Rival } from "./determined.js";
import { type Fit, QUANTILE } from "./error-bars.js";
import { type FlatDirection, flatDirection } from "./flat-direction.js";
import type { Solved } from "./solved.js";

/** What a solution's lines are judged by. */
export interface OperatorContext {
  /** confirmed by other levels, and free of degeneracies */
  readonly sound: boolean;
  /** ranges of coefficients over all solutions of rows that are equations [terms]; null where rows are none */
  readonly windows: readonly (RowWindow | null)[] | null;
  readonly errors: Fit["errors"] | null;
  /** where it is one of a bent family of solutions with an end: do the bars contain where that takes the others? */
  readonly followed: boolean;
  readonly rivals: readonly Rival[];
}

/** The lines of a solution [terms]: values, bars where they are determined, where each came from. */
export function solutionOperators(
  rung: Rung,
  solution: Solved,
  { sound, windows, errors, followed, rivals }: OperatorContext,
): SolutionOperator[] {
  const { theory } = rung.setting;
  const { operators: kept } = rung.truncation;
  const flat = solution.fit && flatDirection(rung, solution.fit);
  const family = flat?.bent ? flat : null;
  const standing =
    errors && sound && (family === null || followed)
      ? determinedOperators(
          kept,
          { ...solution, errors: locatedErrors(errors, family) },
          rivals,
          rung.levelSpacing,
        )
      : [];
  return placedTerms(rung.truncation).map((term, t) => {
    const { operator: k, channel } = term;
    const spec = theory.spectrum[k]!;
    const fixedDelta = isFixed(kept[k]!);
    const window = windows?.[t] ?? null;
    const determined = window !== null || (standing[t] ?? false);
    return {
      channel,
      spin: spec.spin,
      ...(spec.name === undefined ? {} : { name: spec.name }),
      determined,
      origin: origin(solution.candidate.origin, fixedDelta),
      delta: estimate(solution.delta[k]!, errors?.delta[k] ?? null, {
        fixed: fixedDelta,
        determined,
        least: theory.unitary ? familyOf(theory).unitarityBound(spec.spin) : null,
      }),
      ope2: window
        ? windowEstimate(solution.ope2[t]!, window)
        : estimate(solution.ope2[t]!, errors?.ope2[t] ?? null, {
            fixed: isKnown(term),
            determined,
            least: term.ope2[0] >= 0 ? 0 : null,
          }),
    };
  });
}

/** Bars, Gaussian about one member, of the dimensions that move far along a bent family mean nothing. */
function locatedErrors(errors: Fit["errors"], family: FlatDirection | null): Fit["errors"] {
  const moves = new Set(family?.far.map(({ operator }) => operator));
  return {
    ...errors,
    delta: errors.delta.map((error, k) => (moves.has(k) ? Number.POSITIVE_INFINITY : error)),
  };
}

const origin = (found: Origin, fixed: boolean): Origin => (fixed ? "given" : found);

/** The whole window counts as a 95 % interval, its half-width as that of a normal distribution. */
const windowEstimate = (value: number, { min, max }: RowWindow): Estimate => ({
  value,
  error: (max - min) / (2 * QUANTILE),
  interval95: [min, max],
  fixed: false,
});

function estimate(
  value: number,
  error: number | null,
  { fixed, determined, least }: { fixed: boolean; determined: boolean; least: number | null },
): Estimate {
  if (fixed || !determined || error === null) return { value, error: null, interval95: null, fixed };
  const lower = value - QUANTILE * error;
  return {
    value,
    error,
    interval95: [least === null ? lower : Math.max(lower, least), value + QUANTILE * error],
    fixed,
  };
}
