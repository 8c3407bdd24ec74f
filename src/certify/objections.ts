import { conditioning, shifts } from "./conditioning.js";
import type { WhitenedPair } from "./whitened.js";

/** What rounding does to the unknowns of a whitened problem. */
export interface Support {
  readonly unknowns: number;
  /** of the Jacobian with unit columns, descending */
  readonly singularValues: Float64Array;
  /** directions in which the Jacobian is above its errors */
  readonly rank: number;
  /** determined unknowns whose bars rest on the other directions */
  readonly lost: readonly string[];
  /** the determined unknown that the rounding errors of E move furthest, in its standard deviations; null without one */
  readonly largestShift: { readonly quantity: string; readonly sigmas: number } | null;
}

/** Rounding errors may move no unknown by more than this part of its error bar. */
const LARGEST_SHIFT = 0.1;
/** Part of an unknown's variance that may come from directions that the Jacobian's errors hide. */
const LOST_VARIANCE = 0.1;
/** Stored and recomputed ‖E‖ may differ by so many times the rounding errors of E: they differ by more when theory or run changed. */
const STORED_NORM_TOLERANCE = 10;

/** What a result leaves undetermined is no answer that rounding could spoil: those unknowns take no part. */
export function support({ linearisation, change, determined, columnErrors }: WhitenedPair): Support {
  const { names } = linearisation;
  const { singularValues, ...directions } = conditioning(linearisation);
  const lost = directions.lostVariance(columnErrors);
  const sizes = shifts(linearisation, change).map((sigmas, j) => (determined[j] ? Math.abs(sigmas) : -1));
  const largest = sizes.indexOf(Math.max(...sizes));
  return {
    unknowns: names.length,
    singularValues,
    rank: directions.rank(columnErrors),
    lost: names.filter((_, j) => determined[j] && !(lost[j]! <= LOST_VARIANCE)),
    largestShift:
      largest >= 0 && sizes[largest]! >= 0 ? { quantity: names[largest]!, sigmas: sizes[largest]! } : null,
  };
}

/** Why the unknowns of a whitened problem do not stand, a line each. */
export function unknownsObjections({ largestShift, rank, unknowns, lost }: Support): string[] {
  const reasons: string[] = [];
  if (largestShift && !(largestShift.sigmas <= LARGEST_SHIFT)) {
    const { quantity, sigmas } = largestShift;
    reasons.push(
      `rounding errors move ${quantity} by ${sigmas.toPrecision(2)} of its standard deviation, allowed ${LARGEST_SHIFT}`,
    );
  }
  if (lost.length > 0) {
    const names = lost.join(", ");
    reasons.push(
      `the Jacobian has rank ${rank} above its errors, for ${unknowns} unknowns: it does not fix ${names}`,
    );
  }
  return reasons;
}

/** Why ‖E‖ of the recomputation is not the stored one. @param rounding ‖E_double − E‖ */
export function normObjections(stored: number, norm: number, rounding: number): string[] {
  if (Math.abs(stored - norm) <= STORED_NORM_TOLERANCE * rounding) return [];
  return [`the run stored ‖E‖ = ${stored}, its data have ${norm}: the theory or the run has changed`];
}
