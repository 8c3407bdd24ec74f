import { derivativeSet, type PointSet, pointSet } from "../../crossing/points.js";
import { InputError } from "../../errors.js";
import { familyOf } from "../../theory/family-of.js";
import type { Theory } from "../../theory/theory.js";
import { feasibleDerivatives } from "../equations/derivative-count.js";

/** Most even derivatives there are blocks for. */
const MOST_DERIVATIVES = 31;
/** Points that take no part in a search. */
const HELD_OUT = 60;

/**
 * Where a theory's equation is taken: as the theory file says, or by name: `spread`, `spread-150`, `bootstop-180`; for theories on a line
 * `derivatives:10`, `derivatives:auto` (as many as the last rung can solve) and `line-130`.
 *
 * @throws InputError for an unknown name, and sets that do not fit the theory
 */
export function theoryPoints(theory: Theory, name?: string): PointSet {
  const { points } = theory;
  if (name !== undefined) return namedPoints(theory, name);
  if ("derivatives" in points) return namedPoints(theory, `derivatives:${points.derivatives}`);
  return namedPoints(theory, points.set === "bootstop-180" ? points.set : `${points.set}-${points.count}`);
}

function namedPoints(theory: Theory, name: string): PointSet {
  const onLine = familyOf(theory).places === "line";
  if (onLine && name === "derivatives:auto")
    return derivativeSet(feasibleDerivatives(theory, theory.ladder.at(-1)!));
  const [, derivatives] = /^derivatives:(\d+)$/.exec(name) ?? [];
  const [, set = name, count] = /^(spread|line)-(\d+)$/.exec(name) ?? [];
  const lineSet = derivatives !== undefined || set === "line";
  const known = lineSet || set === "spread" || set === "bootstop-180";
  if (!known || lineSet !== onLine) {
    const allowed = onLine ? "derivatives:N, derivatives:auto or line-N" : "spread-N or bootstop-180";
    throw new InputError({ where: "points", found: name, allowed: `${theory.name} takes ${allowed}` });
  }
  if (derivatives === undefined) return pointSet(set, count === undefined ? undefined : Number(count));
  if (Number(derivatives) >= 2 && Number(derivatives) <= MOST_DERIVATIVES)
    return derivativeSet(Number(derivatives));
  throw new InputError({ where: "points", found: name, allowed: `2 to ${MOST_DERIVATIVES} derivatives` });
}

/** Points that no point set of a search contains, to see what a solution is worth elsewhere. */
export const heldOutPoints = (theory: Theory) =>
  pointSet(familyOf(theory).places === "line" ? "held-out-line" : "held-out", HELD_OUT);
