import { InputError } from "../errors.js";
import { compareFits } from "./ranking.js";
import type { ListedRun } from "./run-listing.js";
import { problemKey } from "./run-summary.js";

/** Which runs: all that is given must hold. */
export interface RunFilter {
  readonly theories?: readonly string[];
  readonly optimisers?: readonly string[];
  readonly states?: readonly string[];
  /** started then or later */
  readonly since?: Date;
  /** values of theory parameters, to 12 digits */
  readonly parameters?: Readonly<Record<string, number>>;
}

export function matches(run: ListedRun, filter: RunFilter): boolean {
  const { theories, optimisers, states, since, parameters = {} } = filter;
  return (
    (theories === undefined || theories.includes(run.theory)) &&
    (optimisers === undefined || (run.optimiser !== null && optimisers.includes(run.optimiser))) &&
    (states === undefined || states.includes(run.state)) &&
    (since === undefined || Date.parse(run.started) >= since.getTime()) &&
    Object.entries(parameters).every(([name, value]) => isNear(run.parameters[name], value))
  );
}

function isNear(found: number | undefined, value: number): boolean {
  return found !== undefined && Math.abs(found - value) <= 1e-12 * Math.abs(value);
}

type Order = (a: ListedRun, b: ListedRun) => number;

/** Smallest first; what has no number counts as largest. */
const by =
  (read: (run: ListedRun) => number | null): Order =>
  (a, b) => {
    const [first, second] = [finite(read(a)), finite(read(b))];
    return first === second ? 0 : first - second;
  };
const finite = (value: number | null) =>
  value === null || Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;

const orders = {
  started: by(({ started }) => Date.parse(started)),
  fit: compareFits,
  theory: (a, b) => Number(a.theory > b.theory) - Number(a.theory < b.theory),
  chi2: by(({ chi2 }) => chi2),
  residual: by(({ residualNorm }) => residualNorm),
  "held-out": by(({ heldOutNorm }) => heldOutNorm),
  evaluations: by(({ evaluations }) => evaluations),
  cpu: by(({ cpuSeconds }) => cpuSeconds),
} satisfies Record<string, Order>;

export interface RunSort {
  readonly key: keyof typeof orders;
  readonly descending: boolean;
}

/**
 * Reads `cpu` or `cpu:desc`.
 * @throws {InputError} for another key
 */
export function parseSort(text: string): RunSort {
  const [key, direction] = text.split(":");
  if (key !== undefined && Object.hasOwn(orders, key) && [undefined, "asc", "desc"].includes(direction)) {
    return { key: key as RunSort["key"], descending: direction === "desc" };
  }
  throw new InputError({
    where: "--sort",
    found: text,
    allowed: `expected one of ${Object.keys(orders).join(", ")}, with :desc for the largest first`,
  });
}

/** Sorted copy; equals stay in the order given. */
export function sorted(runs: readonly ListedRun[], { key, descending }: RunSort): ListedRun[] {
  const order: Order = orders[key];
  return [...runs].sort(descending ? (a, b) => order(b, a) : order);
}

/** Runs of one theory, parameters, preset and objective together, in the order in which the first of each comes. */
export function byProblem(runs: readonly ListedRun[]): ListedRun[][] {
  const groups = new Map<string, ListedRun[]>();
  for (const run of runs) {
    const key = problemKey(run);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [run]);
    else group.push(run);
  }
  return [...groups.values()];
}

/** The run that fits best of each problem; runs without a result are none. */
export function bestOfEach(runs: readonly ListedRun[]): ListedRun[] {
  const withResult = runs.filter(({ residualNorm }) => residualNorm !== null);
  const best = byProblem(withResult).map((group) =>
    group.reduce((first, second) => (compareFits(second, first) < 0 ? second : first)),
  );
  const kept = new Set(best);
  return runs.filter((run) => kept.has(run));
}
