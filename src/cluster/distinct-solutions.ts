import type { SearchResult, Solution, SolutionOperator } from "../search/result.js";

/** A solution that runs of one submission found. */
export interface FoundSolution {
  readonly cut: number | null;
  readonly chi2: number | null;
  readonly residualNorm: number;
  /** streams of the runs that found it, each once */
  readonly streams: readonly number[];
  /** how many starts of them ended here */
  readonly starts: number;
  readonly operators: readonly SolutionOperator[];
}

/** Two solutions are one when no dimension differs by more than this, as within a run. */
const SAME_DIMENSION = 0.02;

/**
 * The distinct solutions of several runs, best first. Those with different numbers of operators or another cut are different problems
 * and never one; they stand in the order in which the best run of each comes.
 * @param results best first
 */
export function distinctSolutions(results: readonly SearchResult[]): FoundSolution[] {
  const problems: { result: SearchResult; found: FoundSolution[] }[] = [];
  for (const result of results) {
    let problem = problems.find((other) => sameProblem(other.result, result));
    if (problem === undefined) {
      problem = { result, found: [] };
      problems.push(problem);
    }
    for (const solution of result.solutions) add(problem.found, solution, result);
  }
  return problems.flatMap(({ found }) => found.sort((a, b) => badness(a) - badness(b)));
}

function sameProblem(a: SearchResult, b: SearchResult): boolean {
  return a.cut === b.cut && a.operators.length === b.operators.length;
}

function add(found: FoundSolution[], solution: Solution, { cut, stream }: SearchResult): void {
  const { chi2, residualNorm, operators, count } = solution;
  const index = found.findIndex((other) => samePlace(other.operators, operators));
  const twin = found[index];
  if (twin === undefined) {
    found.push({ cut, chi2, residualNorm, streams: [stream], starts: count, operators });
    return;
  }
  const better = badness(solution) < badness(twin) ? { chi2, residualNorm, operators } : {};
  const streams = twin.streams.includes(stream) ? twin.streams : [...twin.streams, stream];
  found[index] = { ...twin, ...better, streams, starts: twin.starts + count };
}

/** The dimension of an operator with coefficient zero means nothing. */
function samePlace(a: readonly SolutionOperator[], b: readonly SolutionOperator[]): boolean {
  return a.every((operator, k) => {
    const other = b[k]!;
    const present = operator.ope2.value !== 0;
    if (present !== (other.ope2.value !== 0)) return false;
    return !present || Math.abs(operator.delta.value - other.delta.value) <= SAME_DIMENSION;
  });
}

function badness({ chi2, residualNorm }: Pick<Solution, "chi2" | "residualNorm">): number {
  return chi2 ?? residualNorm;
}
