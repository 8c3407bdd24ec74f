import { columnScale, type Term } from "../../crossing/equation.js";
import { isFixed, isKnown, type KeptOperator, placedTerms } from "../../crossing/truncated/truncation.js";
import { AGREEMENT_BARS, RIVAL_ROOM, SPOILING, USEFUL_COEFFICIENT, USEFUL_DIMENSION } from "./criteria.js";
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

/** How far apart two dimensions are that agree. @param own, rival standard deviations */
const agreement = (own: number, rival: number, levelSpacing: number) => {
  const room = Math.min(AGREEMENT_BARS * rival, RIVAL_ROOM * levelSpacing);
  return Math.sqrt(AGREEMENT_BARS * own * (AGREEMENT_BARS * own) + room * room);
};

/**
 * Which operators of a solution are determined, in which channels [terms]: bars of a useful size; in every
 * rival an operator of the same spin within three of them, or what the rival is good for; and no undetermined
 * operator below, of any spin, whose part in the correlator is not small beside its own. Bars are those of a
 * Gaussian about one place: where something larger moves far they mean nothing. An operator whose dimension
 * is known, its coefficient in one channel being not, spoils that channel alone. A coefficient at a known
 * dimension moves nothing but unknown operators of its own spin, which take over what it lacks: in it the
 * rows are linear. But where dimensions are unknown and none of them is determined, the coefficients beside
 * them are those of an arbitrary member of a family.
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
                Math.max(agreement(inDelta ?? 0, other.error ?? 0, levelSpacing), tolerance),
          ),
      )
    );
  });
  const useful = terms.map((term, t) => {
    const inOpe2 = errors.ope2[t] ?? null;
    return (
      placed[t]! && (isKnown(term) || (inOpe2 !== null && inOpe2 <= USEFUL_COEFFICIENT * Math.abs(ope2[t]!)))
    );
  });
  const height = (t: number) => delta[terms[t]!.operator]!;
  const size = (t: number) => Math.abs(ope2[t]!) * columnScale(height(t));
  const isBelow = (j: number, t: number) => height(j) < height(t) && size(j) > SPOILING * size(t);
  const isOfKind = (j: number, t: number) =>
    terms[j]!.channel === terms[t]!.channel && terms[j]!.spin === terms[t]!.spin;
  const located = useful.map(
    (known, t) =>
      known &&
      (fixed[t]! || useful.every((other, j) => other || !fixed[j] || !isOfKind(j, t) || !isBelow(j, t))),
  );
  const reaches = (j: number, t: number) => !placed[j] || terms[j]!.channel === terms[t]!.channel;
  const spoilt = (t: number) =>
    located.some((known, j) => !known && !fixed[j] && reaches(j, t) && isBelow(j, t));
  const determined = located.map((known, t) => known && ((fixed[t] && isKnown(terms[t]!)) || !spoilt(t)));
  const anchored = fixed.every(Boolean) || determined.some((known, t) => known && !fixed[t]);
  return anchored ? determined : determined.map(() => false);
}
