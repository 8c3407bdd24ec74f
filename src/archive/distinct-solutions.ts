import type { SearchResult, Solution, SolutionOperator } from "../search/result.js";

/** A solution that one or more of several runs found. */
export interface FoundSolution {
  readonly cut: number | null;
  readonly chi2: number | null;
  readonly residualNorm: number;
  /** ids of the runs that found it, each once; null for a run that was not stored */
  readonly runs: readonly (string | null)[];
  /** streams of those runs, in the same order */
  readonly streams: readonly number[];
  /** how many starts of them ended here */
  readonly starts: number;
  readonly operators: readonly SolutionOperator[];
}

/** Two solutions are one when no dimension differs by more than this, as within a run. */
const SAME_DIMENSION = 0.02;

interface Found {
  /** with the numbers of the best */
  solution: Solution;
  starts: number;
  readonly results: Set<SearchResult>;
}

/**
 * The distinct solutions of several runs, best first. Those with other operators (channels and spins) or another cut are different problems
 * and never one; they stand in the order in which the best run of each comes.
 * @param results best first
 */
export function distinctSolutions(results: readonly SearchResult[]): FoundSolution[] {
  const problems = new Map<string, Found[]>();
  for (const result of results) {
    const key = problemOf(result);
    const found = problems.get(key) ?? [];
    problems.set(key, found);
    for (const solution of result.solutions) add(found, solution, result);
  }
  return [...problems.values()].flatMap((found) =>
    found.sort((a, b) => badness(a.solution) - badness(b.solution)).map(describe),
  );
}

function problemOf({ cut, operators }: SearchResult): string {
  const kinds = operators.map(({ channel, spin }) => `${channel} ${spin}`).sort();
  return JSON.stringify([cut, kinds]);
}

function add(found: Found[], solution: Solution, result: SearchResult): void {
  const twin = found.find((other) => samePlace(other.solution.operators, solution.operators));
  if (twin === undefined) {
    found.push({ solution, starts: solution.count, results: new Set([result]) });
    return;
  }
  if (badness(solution) < badness(twin.solution)) twin.solution = solution;
  twin.results.add(result);
  twin.starts += solution.count;
}

function describe({ solution, starts, results }: Found): FoundSolution {
  const [first] = results;
  const runs = [...results];
  return {
    cut: first!.cut,
    chi2: solution.chi2,
    residualNorm: solution.residualNorm,
    runs: runs.map(({ runId }) => runId),
    streams: runs.map(({ stream }) => stream),
    starts,
    operators: solution.operators,
  };
}

/** The dimension of an operator with coefficient zero means nothing. */
function samePlace(a: readonly SolutionOperator[], b: readonly SolutionOperator[]): boolean {
  const others = bySpin(b);
  return bySpin(a).every((operator, k) => {
    const other = others[k]!;
    const present = operator.ope2.value !== 0;
    if (present !== (other.ope2.value !== 0)) return false;
    return !present || Math.abs(operator.delta.value - other.delta.value) <= SAME_DIMENSION;
  });
}

/** The printed order is that of Δ, in which operators of different spins may change places between two runs. */
function bySpin(operators: readonly SolutionOperator[]): SolutionOperator[] {
  return [...operators].sort(
    (a, b) =>
      a.spin - b.spin ||
      Number(a.channel > b.channel) - Number(a.channel < b.channel) ||
      a.delta.value - b.delta.value,
  );
}

function badness({ chi2, residualNorm }: Pick<Solution, "chi2" | "residualNorm">): number {
  return chi2 ?? residualNorm;
}
