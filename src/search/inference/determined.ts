import { columnScale, type Term } from "../../crossing/equation.js";
import { isFixed, isKnown, type KeptOperator, placedTerms } from "../../crossing/truncated/truncation.js";
import type { Fit, SolutionValues } from "./error-bars.js";

/** Another solution: its operators, in any order, the dimension up to which it has all of them, and how well it knows them. */
export interface Rival {
  readonly operators: readonly {
    readonly channel: string;
    readonly spin: number;
    readonly delta: number;
    /** its standard deviation of Δ; null where it is fixed, or its solution's bars are none of ours */
    readonly error: number | null;
  }[];
  readonly cut: (term: Term) => number;
  readonly tolerance: number;
}

/** An operator is determined where its bars are at most this: in levels for Δ, relative for a. */
export const USEFUL_DIMENSION = 0.25;
export const USEFUL_COEFFICIENT = 0.5;
/** Solutions agree on an operator within this many of its bars. */
const BARS = 3;
/** An operator that is not located spoils those above it, unless its b = 4^Δ a is below this fraction of theirs. */
const SPOILING = 0.03;

const combined = (a: number, b: number) => Math.sqrt(a * a + b * b);

/**
 * Which operators of a solution are determined, in which channels [terms]: bars of a useful size; in every rival an operator of the same spin within three
 * of them, or what the rival is good for; and no undetermined operator below, of any spin, whose part in the correlator is not small beside its own. Bars are those of
 * a Gaussian about one place: where something larger moves far they mean nothing. An operator whose dimension is known, its coefficient in one channel
 * being not, spoils that channel alone. A coefficient at a known
 * dimension does not move anything: in it the rows are linear.
 *
 * @param rivals other solutions of comparable evidence, of the same rung and of others
 */
export function determinedOperators(
  kept: readonly KeptOperator[],
  { delta, ope2, errors }: SolutionValues & Pick<Fit, "errors">,
  rivals: readonly Rival[],
  levelSpacing = 1,
): boolean[] {
  const terms = placedTerms({ operators: kept });
  const fixed = terms.map(({ operator }) => isFixed(kept[operator]!));
  const placed = terms.map((term, t) => {
    const inDelta = errors.delta[term.operator] ?? null;
    const place = delta[term.operator]!;
    return (
      (fixed[t] || (inDelta !== null && inDelta <= USEFUL_DIMENSION * levelSpacing)) &&
      rivals.every(
        ({ operators, cut, tolerance }) =>
          place > cut(term) ||
          operators.some(
            (other) =>
              other.spin === term.spin &&
              other.channel === term.channel &&
              Math.abs(other.delta - place) <=
                Math.max(BARS * combined(inDelta ?? 0, Math.min(other.error ?? 0, tolerance)), tolerance),
          ),
      )
    );
  });
  const located = terms.map((term, t) => {
    const inOpe2 = errors.ope2[t] ?? null;
    return (
      placed[t]! && (isKnown(term) || (inOpe2 !== null && inOpe2 <= USEFUL_COEFFICIENT * Math.abs(ope2[t]!)))
    );
  });
  const height = (t: number) => delta[terms[t]!.operator]!;
  const size = (t: number) => Math.abs(ope2[t]!) * columnScale(height(t));
  const reaches = (j: number, t: number) => !placed[j] || terms[j]!.channel === terms[t]!.channel;
  const spoilt = (t: number) =>
    located.some(
      (known, j) =>
        !known && !fixed[j] && reaches(j, t) && height(j) < height(t) && size(j) > SPOILING * size(t),
    );
  return located.map((known, t) => known && ((fixed[t] && isKnown(terms[t]!)) || !spoilt(t)));
}
