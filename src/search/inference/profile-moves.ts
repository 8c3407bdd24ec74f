import {
  freeDimensions,
  isFixed,
  type KeptOperator,
  placedTerms,
} from "../../crossing/truncated/truncation.js";
import { exp } from "../../math/elementary.js";
import type { Rung } from "../rung/rung.js";
import { SAME_OPERATOR, USEFUL_DIMENSION } from "./criteria.js";
import { type Fit, fit, type Move, QUANTILE, type SolutionValues } from "./error-bars.js";
import { isComparable } from "./rivals.js";
import { temperedDifference } from "./tempered-evidence.js";

/** Distance of the places at which an operator is held, in levels. */
const STEP = 0.25;
/** Share of a profile that the interval of 95 % holds. */
const COVERAGE = 0.95;

/**
 * What operators that the data do not localise do to the others. Each is led through its range, held at one
 * place after another while everything else is refitted, amplitude included, to either side as far as the
 * solution stays comparable: a profile of the likelihood. A Gaussian about one member says nothing of this:
 * an operator that takes over a part of another's coefficient further down its range is as good there. With
 * each place weighted by the tempered likelihood exp(−L/2), the others' moves have the standard deviation
 * whose 95 % interval holds 95 % of them; one move an operator.
 *
 * @param errors total bars without these moves
 */
export function profileMoves(rung: Rung, best: Fit, errors: Fit["errors"]): Move[] {
  return freeDimensions(rung.truncation).flatMap((operator, unknown) => {
    const error = errors.delta[operator] ?? null;
    if (error !== null && error <= USEFUL_DIMENSION * rung.levelSpacing) return [];
    const places = [-1, 1]
      .flatMap((side) => placesBeside(rung, best, { unknown, side }))
      .filter((place) => !inPieces(rung, place))
      .map((place) => ({ ...place, ...renamed(rung, place, { best, errors }) }));
    return places.length === 0 ? [] : [{ values: spread(best, places), share: 1 }];
  });
}

/** Every number one standard deviation off, to the side that it moves furthest to. */
function spread(best: Fit, places: readonly Fit[]): SolutionValues {
  const weights = [best, ...places].map((place) => exp(-Math.max(0, temperedDifference(place, best)) / 2));
  const deviation = (moves: readonly number[]) => {
    const order = [...moves.keys()].sort((a, b) => Math.abs(moves[a]!) - Math.abs(moves[b]!));
    let left = COVERAGE * weights.reduce((sum, weight) => sum + weight, 0);
    const reached = order.find((k) => {
      left -= weights[k]!;
      return left <= 0;
    })!;
    return (Math.sign(moves[order.at(-1)!]!) * Math.abs(moves[reached]!)) / QUANTILE;
  };
  const among = (which: "delta" | "ope2") =>
    best[which].map(
      (value, k) => value + deviation([best, ...places].map((place) => place[which][k]! - value)),
    );
  return { delta: among("delta"), ope2: among("ope2") };
}

/** The comparable solutions on one side of an operator's place, as far as they are without a gap. */
function placesBeside(rung: Rung, best: Fit, { unknown, side }: { unknown: number; side: number }): Fit[] {
  const { lower, upper } = rung.problem(best.amplitude);
  const [least, most] = [lower[unknown]!, upper[unknown]!];
  const step = side * STEP * rung.levelSpacing;
  const places: Fit[] = [];
  let present = best;
  for (let place = best.x[unknown]!; side < 0 ? place > least : place < most; ) {
    place = Math.min(Math.max(place + step, least), most);
    present = heldAt(rung, present, { unknown, place });
    if (!isComparable(present, best)) break;
    places.push(present);
  }
  return places;
}

/**
 * Are two operators of one kind so near to each other that they are one in two pieces? No one knows then
 * which has what of its coefficient.
 */
function inPieces({ truncation, levelSpacing }: Rung, { delta }: Fit): boolean {
  const { operators } = truncation;
  return operators.some((operator, k) =>
    operators.some(
      (other, j) =>
        j < k && isOfKind(other, operator) && Math.abs(delta[j]! - delta[k]!) < SAME_OPERATOR * levelSpacing,
    ),
  );
}

/**
 * Operators of one kind may have changed places: those that are known best take the nearest, the others what
 * is left.
 */
function renamed(
  { truncation }: Rung,
  place: Fit,
  { best, errors }: { readonly best: Fit; readonly errors: Fit["errors"] },
): SolutionValues {
  const { operators } = truncation;
  const bar = (k: number) => errors.delta[k] ?? 0;
  const taken = new Map<number, number>();
  for (const k of [...operators.keys()].sort((a, b) => bar(a) - bar(b))) {
    const distance = (j: number) => Math.abs(place.delta[j]! - best.delta[k]!);
    const left = [...operators.keys()].filter(
      (j) => isOfKind(operators[j]!, operators[k]!) && ![...taken.values()].includes(j),
    );
    taken.set(
      k,
      left.reduce((nearest, j) => (distance(j) < distance(nearest) ? j : nearest)),
    );
  }
  const terms = placedTerms(truncation);
  const first = (k: number) => terms.findIndex(({ operator }) => operator === k);
  return {
    delta: place.delta.map((_, k) => place.delta[taken.get(k)!]!),
    ope2: place.ope2.map((_, t) => {
      const { operator } = terms[t]!;
      return place.ope2[first(taken.get(operator)!) + t - first(operator)]!;
    }),
  };
}

/** Of one spin, in the same channels, and not at a known dimension unless it is itself. */
const isOfKind = (a: KeptOperator, b: KeptOperator) =>
  a === b ||
  (!isFixed(a) &&
    !isFixed(b) &&
    a.spin === b.spin &&
    a.terms.length === b.terms.length &&
    a.terms.every(({ channel }, t) => channel === b.terms[t]!.channel));

/** The fit with one unknown held, from another fit. */
function heldAt(rung: Rung, from: Fit, { unknown, place }: { unknown: number; place: number }): Fit {
  const x = from.x.slice();
  x[unknown] = place;
  return fit(rung, x, from.amplitude, new Map([[unknown, place]]));
}
