import { operatorData, placedTerms } from "../../crossing/truncated/truncation.js";
import type { ClimbedRung } from "../ladder/state.js";
import type { Rung } from "../rung/rung.js";
import { termCuts } from "../rung/truncation.js";
import { confirmedBeyondFirst, firstRung } from "./confirmation.js";
import { EQUAL_ODDS, OTHER_LEVEL, RIVAL, RIVAL_ODDS, SAME_PLACE } from "./criteria.js";
import type { Rival } from "./determined.js";
import type { Fit } from "./error-bars.js";
import type { Solved } from "./solved.js";
import { temperedDifference, temperedOdds } from "./tempered-evidence.js";

/**
 * Is one solution of a level as good as another: by the evidence tempered to the facts there are, its tail being no larger and it being no more
 * tuned; or by what its rows say at face value?
 */
export function isRival(other: Fit, best: Fit): boolean {
  return (
    Math.max(temperedDifference(other, best), temperedOdds(other, best)) < RIVAL || sameOdds(other, best)
  );
}

const sameOdds = (other: Fit, best: Fit) => other.evidence < best.evidence + RIVAL_ODDS;

/** Can a level's rows not tell a fit from the best one, whatever its operators' prior volumes? */
export const isComparable = (other: Fit, best: Fit): boolean =>
  temperedDifference(other, best) < RIVAL || sameOdds(other, best);

/** Another solution of the same rung: it has all of that rung's operators. */
export const rivalSolution = (rung: Rung, solution: Solved): Rival => ({
  operators: lines(rung, solution),
  cut: () => Number.POSITIVE_INFINITY,
  tolerance: SAME_PLACE,
});

/** Solutions of a rung above that was lost, where they are as good as the accepted one: it cannot tell them apart. */
export const rivalsAbove = (rung: Rung, solutions: readonly Solved[], best: Fit): Rival[] =>
  solutions
    .filter(({ fit }) => fit && isComparable(fit, best))
    .map((solution) => ({
      operators: lines(rung, solution),
      cut: termCuts(rung.setting.theory, rung.truncation.operators.length, rung.truncation.cut),
      tolerance: OTHER_LEVEL * rung.levelSpacing,
    }));

/**
 * The best solutions of the rungs below that say as much with fewer operators. The first one, whose few numbers make do with whatever tail is
 * smallest, confirms nothing, and where others agree it contradicts nothing either.
 */
export const rivalsBelow = (
  { setting: { theory }, levelSpacing }: Rung,
  all: readonly ClimbedRung[],
  accepted: ClimbedRung,
): Rival[] =>
  all
    .filter(
      ({ rung, summary: { evidence } }) =>
        rung < accepted.rung &&
        evidence < accepted.summary.evidence + EQUAL_ODDS &&
        rung >= firstRung(all) &&
        (rung > firstRung(all) || !confirmedBeyondFirst(all, accepted)),
    )
    .map(({ summary: { operators, best, cut }, errors }) => ({
      operators: best.map((operator, t) => ({ ...operator, error: errors?.[t] ?? null })),
      cut: termCuts(theory, operators, cut),
      tolerance: OTHER_LEVEL * levelSpacing,
    }));

/** The operators of a solution with their bars in Δ [terms]. */
function lines({ truncation }: Rung, { delta, ope2, fit }: Solved): Rival["operators"] {
  const terms = placedTerms(truncation);
  return operatorData(truncation, delta, ope2).map((operator, t) => ({
    ...operator,
    error: fit?.errors.delta[terms[t]!.operator] ?? null,
  }));
}
