import { freeDimensions } from "../../crossing/truncated/truncation.js";
import { exp } from "../../math/elementary.js";
import { levenbergMarquardt } from "../../optimisers/least-squares/levenberg-marquardt.js";
import { held } from "../../problem/held.js";
import type { Rung } from "../rung/rung.js";
import { USEFUL_DIMENSION } from "./criteria.js";
import { type Fit, fitAt, type Move, QUANTILE, type SolutionValues } from "./error-bars.js";
import { isComparable } from "./rivals.js";
import { temperedDifference } from "./tempered-evidence.js";

/** Distance of the places at which an operator is held, in levels. */
const STEP = 0.25;
/** Share of a profile that the interval of 95 % holds. */
const COVERAGE = 0.95;
const MOST_ROUNDS = 8;
const AMPLITUDE_TOLERANCE = 1e-3;

/**
 * What operators that the data do not localise do to the others. Each is led through its range, held at one place after another while everything else
 * is refitted, amplitude included, to either side as far as the solution stays comparable: a profile of the likelihood. A Gaussian about
 * one member says nothing of this: an operator that takes over a part of another's coefficient further down its range is as good there. With
 * each place weighted by the tempered likelihood exp(−L/2), the others' moves have the standard deviation whose 95 % interval holds 95 % of them;
 * one move an operator.
 *
 * @param errors total bars without these moves
 */
export function profileMoves(rung: Rung, best: Fit, errors: Fit["errors"]): Move[] {
  return freeDimensions(rung.truncation).flatMap((operator, unknown) => {
    const error = errors.delta[operator] ?? null;
    if (error !== null && error <= USEFUL_DIMENSION * rung.levelSpacing) return [];
    const places = [-1, 1].flatMap((side) => placesBeside(rung, best, { unknown, side }));
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

/** The fit with one unknown held, from another fit. */
function heldAt(rung: Rung, from: Fit, { unknown, place }: { unknown: number; place: number }): Fit {
  let x: Float64Array = from.x.slice();
  x[unknown] = place;
  let { amplitude } = from;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    x = levenbergMarquardt(held(rung.problem(amplitude), new Map([[unknown, place]])), x).x;
    const next = rung.model!.fitAmplitude(x, amplitude);
    const settled = Math.abs(next / amplitude - 1) < AMPLITUDE_TOLERANCE;
    amplitude = next;
    if (settled) break;
  }
  return fitAt(rung, x, amplitude);
}
