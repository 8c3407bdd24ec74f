import { Exchange, type ExchangeProgress, type Extreme, type Place } from "../exchange.js";
import { Branch } from "./branch.js";
import { knownColumns } from "./known-columns.js";
import type { FunctionalProgram } from "./program.js";
import { SectorContinuum } from "./sector-continuum.js";

/** A family of programs by the least dimension of one branch. */
export interface GapFamily {
  withGap(delta: number): FunctionalProgram;
  /** index of the branch among the continua */
  readonly branch: number;
  /** unitarity bound of that branch */
  readonly least: number;
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
  /** where no gap up to here is excluded, none is looked for */
  readonly most: number;
  readonly error: number;
}

/**
 * The largest gap of a branch for which the equations have a solution, by bisection: a functional excludes it and all larger ones, and a
 * solution allows all smaller ones. Both say more than what was asked: the functional stays positive somewhat below the gap, the lowest operator
 * of the solution lies somewhat above.
 */
export function largestGap(
  family: GapFamily,
  { tolerance, most, error }: GapOptions,
  onProgress: (progress: GapProgress) => void = () => {},
): LargestGap {
  let allowed: number | null = null;
  let excluded: number | null = null;
  let refutation: LargestGap["refutation"] = null;
  let solution: Extreme | null = null;
  let places: readonly Place[] = [];
  let steps = 0;
  const result = (): LargestGap => ({ allowed, excluded, refutation, solution, steps });
  for (let gap = family.least; ; steps++) {
    const program = family.withGap(gap);
    const start = [...places, ...(solution?.support ?? [])];
    const { exchange, extreme } = solve({ branch: family.branch, program }, start, error, (progress) =>
      onProgress({ ...progress, allowed: allowed ?? family.least, excluded }),
    );
    places = exchange.nearby(extreme);
    if (extreme.status === "feasible") {
      solution = extreme;
      const lowest = extreme.support.find(({ branch }) => branch === family.branch)?.delta ?? gap;
      allowed = Math.max(gap, Number.isFinite(lowest) ? lowest : gap);
    } else if (extreme.status === "infeasible") {
      excluded = lowestExcluded(family, extreme.dual, { from: allowed ?? gap, to: gap, error });
      refutation = { program, dual: extreme.dual };
      if (allowed === null) return result();
    } else return result();
    if (excluded !== null && excluded - allowed <= tolerance) return result();
    if (excluded === null && allowed >= most) return result();
    gap = excluded === null ? Math.min(most, 2 * allowed + 0.5 - family.least) : (allowed + excluded) / 2;
  }
}

/**
 * @param start operators of the last solution and columns of the last exchange: those of the branch below its gap have to go
 */
function solve(
  { branch, program }: { readonly branch: number; readonly program: FunctionalProgram },
  start: readonly Place[],
  error: number,
  onRound: (progress: ExchangeProgress) => void,
) {
  const continuum = new SectorContinuum(program, () => error);
  const rhs = program.identity.map((entry) => -entry);
  const isolated = knownColumns(program, error);
  const below = start.filter((place) => place.branch === branch && !continuum.contains(place));
  const leaving = [...new Set(below.map(({ delta }) => delta))].map((delta) => {
    const entries = continuum.column({ branch, delta });
    return { entries, errors: entries.map(() => 0n) };
  });
  const exchange = new Exchange({ continuum, known: [...isolated, ...leaving], rhs }, start);
  return { exchange, extreme: exchange.without(isolated.length, onRound) };
}

/** Halvings in the search for the lowest gap that a functional excludes. */
const HALVINGS = 12;

/** The lowest gap between two that a functional is proved to exclude, which excludes the upper one. */
function lowestExcluded(
  family: GapFamily,
  dual: readonly bigint[],
  { from, to, error }: { readonly from: number; readonly to: number; readonly error: number },
): number {
  const functional = dual.map((entry) => -entry);
  let [low, high] = [from, to];
  for (let k = 0; k < HALVINGS && low < high; k++) {
    const middle = (low + high) / 2;
    const program = family.withGap(middle);
    const branch = new Branch(program.functionals.fixed, program.continua[family.branch]!, error);
    if (branch.notPositive(functional) === null) high = middle;
    else low = middle;
  }
  return high;
}
