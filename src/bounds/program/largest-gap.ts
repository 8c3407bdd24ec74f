import { Exchange, type Extreme } from "../exchange.js";
import { type ExchangeProgress, type Rounds, told } from "../rounds.js";
import type { Place } from "../semi-infinite-program.js";
import { Branch } from "./branch.js";
import { knownColumns } from "./known-columns.js";
import type { FunctionalProgram } from "./program.js";
import { SectorContinuum } from "./sector-continuum.js";

/** A family of programs by one end of the operators of one branch. */
export interface GapFamily {
  /** The program where they end at a dimension: begin there (direction 1), or go up to there (−1). */
  withEnd(delta: number): FunctionalProgram;
  /** index of the branch among the continua */
  readonly branch: number;
  /** where the end is at first, and which way it moves */
  readonly from: number;
  readonly direction: 1 | -1;
}

export interface GapProgress extends ExchangeProgress {
  readonly allowed: number;
  readonly excluded: number | null;
}

export interface LargestGap {
  /** there is a solution with this gap, of the rows to their number of digits; null where there is none at all */
  readonly allowed: number | null;
  /** proved: there is none; null where that was not reached */
  readonly excluded: number | null;
  /** α of the proof, positive on all operators and −1 on the identity [rows] */
  readonly refutation: { readonly program: FunctionalProgram; readonly dual: readonly bigint[] } | null;
  /** the solution with the gap `allowed` */
  readonly solution: Extreme | null;
  readonly steps: number;
}

export interface GapOptions {
  /** of `excluded` − `allowed` */
  readonly tolerance: number;
  /** where no end up to here is excluded, none is looked for */
  readonly most: number;
  readonly error: number;
}

/**
 * How far the end of a branch can be moved so that the equations still have a solution, by bisection: a functional excludes an end and all
 * beyond, and a solution allows all before. Both say more than what was asked: the functional stays positive somewhat before the end, the first
 * operator of the solution lies somewhat beyond. Moved up from the unitarity bound, it is the largest gap.
 */
export function* largestGap(
  family: GapFamily,
  { tolerance, most, error }: GapOptions,
): Rounds<LargestGap, GapProgress> {
  const { branch, from, direction } = family;
  const before = (one: number, other: number) => direction * one < direction * other;
  const furthest = (one: number, other: number) => (before(one, other) ? other : one);
  let allowed: number | null = null;
  let excluded: number | null = null;
  let refutation: LargestGap["refutation"] = null;
  let solution: Extreme | null = null;
  let places: readonly Place[] = [];
  let steps = 0;
  const result = (): LargestGap => ({ allowed, excluded, refutation, solution, steps });
  for (let end = from; ; steps++) {
    const program = family.withEnd(end);
    const start: Place[] = [...places, ...(solution?.support ?? [])];
    const inWords = (progress: ExchangeProgress) => ({ ...progress, allowed: allowed ?? from, excluded });
    const { exchange, extreme }: Solved = yield* told(solve({ branch, program }, start, error), inWords);
    places = exchange.nearby(extreme);
    if (extreme.status === "feasible") {
      solution = extreme;
      const found = extreme.support.filter((other) => other.branch === branch && other.delta < INFINITE);
      const first = found.at(direction > 0 ? 0 : -1)?.delta;
      allowed = first === undefined ? end : furthest(end, first);
    } else if (extreme.status === "infeasible") {
      excluded = firstExcluded(family, extreme.dual, { from: allowed ?? end, to: end, error });
      refutation = { program, dual: extreme.dual };
      if (allowed === null) return result();
    } else return result();
    if (excluded !== null && Math.abs(excluded - allowed) <= tolerance) return result();
    if (excluded === null && !before(allowed, most)) return result();
    const further = allowed + (allowed - from) + direction * FIRST_STEP;
    if (excluded !== null) end = (allowed + excluded) / 2;
    else end = before(further, most) ? further : most;
  }
}

interface Solved {
  readonly exchange: Exchange;
  readonly extreme: Extreme;
}

const INFINITE = 1e6;
/** from where the end is at first, as Δ */
const FIRST_STEP = 0.5;

/**
 * @param start operators of the last solution and columns of the last exchange: those of the branch before its end have to go
 */
function* solve(
  { branch, program }: { readonly branch: number; readonly program: FunctionalProgram },
  start: readonly Place[],
  error: number,
): Rounds<Solved> {
  const continuum = new SectorContinuum(program, () => error);
  const rhs = program.identity.map((entry) => -entry);
  const isolated = knownColumns(program, error);
  const below = start.filter((place) => place.branch === branch && !continuum.contains(place));
  const leaving = [...new Set(below.map(({ delta }) => delta))].map((delta) => {
    const entries = continuum.column({ branch, delta });
    return { entries, errors: entries.map(() => 0n) };
  });
  const exchange = new Exchange({ continuum, known: [...isolated, ...leaving], rhs }, start);
  return { exchange, extreme: yield* exchange.without(isolated.length) };
}

/** Halvings in the search for the first end that a functional excludes. */
const HALVINGS = 12;

/** The first end between two that a functional is proved to exclude, which excludes the last one. */
function firstExcluded(
  family: GapFamily,
  dual: readonly bigint[],
  { from, to, error }: { readonly from: number; readonly to: number; readonly error: number },
): number {
  const functional = dual.map((entry) => -entry);
  let [inside, outside] = [from, to];
  for (let k = 0; k < HALVINGS && inside !== outside; k++) {
    const middle = (inside + outside) / 2;
    const program = family.withEnd(middle);
    const branch = new Branch(program.functionals.fixed, program.continua[family.branch]!, error);
    if (branch.notPositive(functional) === null) outside = middle;
    else inside = middle;
  }
  return outside;
}
