import { alike, freeDimensions, isFixed, type KeptOperator } from "../../crossing/truncated/truncation.js";
import { InputError } from "../../errors.js";
import type { Rung, Theory } from "../../theory/theory.js";
import type { SearchOptions } from "../options.js";
import { truncation } from "../rung/truncation.js";

type Start = NonNullable<SearchOptions["start"]>;

/** All that a search was given to start from. */
export function givenStarts({ start, starts = [] }: SearchOptions): readonly Start[] {
  return start ? [start, ...starts] : starts;
}

/**
 * Unknown dimensions of a rung [free], from each start that has enough operators of every spin for it.
 *
 * @throws InputError naming the operator that is missing, where `rung` has to be covered and no start does
 */
export function startPlaces(
  theory: Theory,
  rung: Rung,
  { starts, required }: { readonly starts: readonly Start[]; readonly required: boolean },
): (readonly number[])[] {
  const places = starts.map((start) => startPlace(theory, rung, start));
  const found = places.flatMap((place) => ("delta" in place ? [place.delta] : []));
  const [first] = places;
  if (required && found.length === 0 && first && "missing" in first) {
    const { label, spin, has, needs } = first.missing;
    throw new InputError({
      where: "start",
      field: label,
      allowed: `needs ${needs} operators of spin ${spin} besides those of fixed dimension, has ${has}`,
    });
  }
  return found;
}

/** The longest rung whose unknowns the first start covers. @throws InputError where there is no start, or none that covers a rung */
export function coveredRung(theory: Theory, rungs: readonly Rung[], starts: readonly Start[]): Rung {
  if (starts.length === 0) {
    throw new InputError({
      where: "strategy",
      found: "continuation",
      allowed: "needs a start: a run or a data file",
    });
  }
  const first = starts.slice(0, 1);
  const covered = rungs.filter(
    (rung) => startPlaces(theory, rung, { starts: first, required: rung === rungs[0] }).length > 0,
  );
  return covered[covered.length - 1]!;
}

interface Missing {
  readonly label: string;
  readonly spin: number;
  readonly has: number;
  readonly needs: number;
}

/** Spin by spin in the order of Δ; entries where the theory has an operator of fixed dimension are that operator. */
function startPlace(
  theory: Theory,
  rung: Rung,
  start: Start,
): { readonly delta: readonly number[] } | { readonly missing: Missing } {
  const { operators, ...rest } = truncation(theory, rung.operators, rung.cut);
  const unused = unfixed(start, operators.filter(isFixed), theory.separation);
  const delta: number[] = [];
  for (const k of freeDimensions({ operators, ...rest })) {
    const { spin, label } = operators[k]!;
    const index = unused.findIndex((entry) => isOf(entry, operators[k]!));
    if (index < 0) {
      const alikes = operators.filter((other) => alike(other, operators[k]!) && !isFixed(other));
      const needs = alikes.length;
      const has = alikes.filter((other) => operators.indexOf(other) < k).length;
      return { missing: { label, spin, has, needs } };
    }
    delta.push(unused.splice(index, 1)[0]!.delta);
  }
  return { delta };
}

/** An entry stands for the operator if it is a line of its first channel; lines of its others would be the same again. */
const isOf = ({ spin, channel }: Start[number], operator: KeptOperator) =>
  spin === operator.spin && (channel === undefined || channel === operator.terms[0]!.channel);

function unfixed(start: Start, fixed: readonly KeptOperator[], separation: number): Start[number][] {
  const unused = [...start].sort((a, b) => a.delta - b.delta);
  for (const operator of fixed) {
    const distance = (entry: Start[number]) => Math.abs(entry.delta - operator.lower);
    const near = unused.filter((entry) => isOf(entry, operator) && distance(entry) < separation);
    if (near.length === 0) continue;
    const nearest = near.reduce((best, entry) => (distance(entry) < distance(best) ? entry : best));
    unused.splice(unused.indexOf(nearest), 1);
  }
  return unused;
}
