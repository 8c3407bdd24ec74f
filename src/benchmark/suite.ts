import { InputError } from "../errors.js";
import { type BenchmarkMethod, checkMethods, methodSetup } from "./methods.js";
import { signTest, wilcoxonTest } from "./paired.js";
import { suiteProblem } from "./problem.js";
import { effortTo, type Quartiles, quartiles } from "./statistics.js";
import { type SuiteProblem, suiteNamed } from "./suites.js";
import { runTrial, type Trial } from "./trial.js";

export interface SuiteOptions {
  /** default `least-squares` (uniform starts), `hybrid` and `hybrid-uniform` */
  readonly methods?: readonly BenchmarkMethod[];
  /** names of problems; default: all of the suite */
  readonly problems?: readonly string[];
  /** seeds 1 … this, default 16 */
  readonly seeds?: number;
  /** what an earlier call gave for this suite: its trials are taken over where they are of the same problem and seed */
  readonly before?: SuiteResult;
  /** called after each trial that was run */
  onTrial?(problem: string, method: BenchmarkMethod, trial: SuiteTrial): void;
}

/** One seed. `evaluations` and `cpuSeconds` are those to the basin; null where the budget ended before. */
export interface SuiteTrial {
  readonly seed: number;
  readonly best: number;
  readonly evaluations: number | null;
  readonly cpuSeconds: number | null;
}

export interface SuiteMethod {
  readonly name: BenchmarkMethod;
  readonly trials: readonly SuiteTrial[];
  /** fraction of the seeds that reached the basin */
  readonly success: number;
  /** effort to the basin over all seeds, infinite (null in JSON) where a quartile of them did not reach it */
  readonly evaluations: Quartiles;
  readonly cpuSeconds: Quartiles;
}

/** A method beside the first of the table, over the seeds that both have. */
export interface SuiteComparison {
  readonly method: BenchmarkMethod;
  readonly baseline: BenchmarkMethod;
  /** seeds on which the method alone, and the baseline alone, reached the basin */
  readonly alone: number;
  readonly baselineAlone: number;
  /** exact two-sided p of these two (McNemar) */
  readonly successP: number;
  /** exact two-sided p that evaluations to the basin differ (Wilcoxon, signed ranks) */
  readonly evaluationsP: number;
}

export interface SuiteProblemResult {
  readonly problem: SuiteProblem;
  readonly unknowns: number;
  readonly rows: number;
  readonly methods: readonly SuiteMethod[];
  readonly comparisons: readonly SuiteComparison[];
}

export interface SuiteResult {
  readonly schema: 1;
  readonly suite: string;
  readonly problems: readonly SuiteProblemResult[];
}

const DEFAULT_METHODS: readonly BenchmarkMethod[] = ["least-squares", "hybrid", "hybrid-uniform"];
/** Of a trial: far above what its evaluations take. */
const MOST_SECONDS = 600;

/**
 * Methods on the problems of a suite, the same seeds for all; a trial ends in the basin, or when its evaluations are spent. Bit for bit
 * the same but for processor times.
 *
 * @throws InputError for an unknown suite, problem or method
 */
export async function benchmarkSuite(suite: string, options: SuiteOptions = {}): Promise<SuiteResult> {
  const { methods = DEFAULT_METHODS, seeds = 16, before } = options;
  checkMethods(methods);
  const chosen = chosenProblems(suite, options.problems);
  const problems: SuiteProblemResult[] = [];
  for (const problem of suiteNamed(suite)) {
    const known = before?.problems.find((entry) => same(entry.problem, problem));
    if (chosen.includes(problem))
      problems.push(await measure(problem, { ...options, methods, seeds, known }));
    else if (known) problems.push(problemResult(known, trialsOf(known)));
  }
  return { schema: 1, suite, problems };
}

function chosenProblems(suite: string, names: readonly string[] | undefined): readonly SuiteProblem[] {
  const all = suiteNamed(suite);
  const wrong = names?.find((name) => !all.some((problem) => problem.name === name));
  if (wrong !== undefined)
    throw new InputError({
      where: "problems",
      found: wrong,
      allowed: `some of ${all.map(({ name }) => name).join(", ")}`,
    });
  return names ? all.filter(({ name }) => names.includes(name)) : all;
}

const same = (a: SuiteProblem, b: SuiteProblem) => JSON.stringify(a) === JSON.stringify(b);

interface Measurement extends SuiteOptions {
  readonly methods: readonly BenchmarkMethod[];
  readonly seeds: number;
  readonly known: SuiteProblemResult | undefined;
}

async function measure(
  problem: SuiteProblem,
  { methods, seeds, known, onTrial }: Measurement,
): Promise<SuiteProblemResult> {
  const made = suiteProblem(problem);
  const below = problem.best * problem.within;
  const trials = trialsOf(known);
  for (const method of methods) {
    const setup = await methodSetup(method);
    const own = [...(trials.get(method) ?? [])];
    for (let seed = own.length + 1; seed <= seeds; seed++) {
      const budget = { evaluations: problem.evaluations, cpuSeconds: MOST_SECONDS, objective: below };
      const trial = suiteTrial(runTrial(made, setup, seed, budget), below);
      own.push(trial);
      onTrial?.(problem.name, method, trial);
    }
    trials.set(method, own);
  }
  const { names, rowCount } = made.rung.problem(made.amplitude);
  return problemResult({ problem, unknowns: names.length, rows: rowCount }, trials);
}

type Trials = Map<BenchmarkMethod, readonly SuiteTrial[]>;

function trialsOf(known: SuiteProblemResult | undefined): Trials {
  return new Map(known?.methods.map(({ name, trials }) => [name, trials]));
}

function problemResult(
  { problem, unknowns, rows }: Pick<SuiteProblemResult, "problem" | "unknowns" | "rows">,
  trials: Trials,
): SuiteProblemResult {
  const methods = [...trials].map(([name, own]) => summary(name, own));
  const comparisons = methods.slice(1).map((method) => comparison(method, methods[0]!));
  return { problem, unknowns, rows, methods, comparisons };
}

function suiteTrial(trial: Trial, below: number): SuiteTrial {
  const { seed, best } = trial;
  const effort = (kind: "evaluations" | "cpuSeconds") => {
    const value = effortTo(trial, kind, below);
    return Number.isFinite(value) ? value : null;
  };
  return { seed, best, evaluations: effort("evaluations"), cpuSeconds: effort("cpuSeconds") };
}

/** Effort to the basin, infinite where it was not reached. */
const effort = (trials: readonly SuiteTrial[], kind: "evaluations" | "cpuSeconds") =>
  trials.map((trial) => trial[kind] ?? Number.POSITIVE_INFINITY);

function summary(name: BenchmarkMethod, trials: readonly SuiteTrial[]): SuiteMethod {
  return {
    name,
    trials,
    success: trials.filter(({ evaluations }) => evaluations !== null).length / trials.length,
    evaluations: quartiles(effort(trials, "evaluations")),
    cpuSeconds: quartiles(effort(trials, "cpuSeconds")),
  };
}

/** One method beside another, seed by seed. */
export function comparison(method: SuiteMethod, baseline: SuiteMethod): SuiteComparison {
  const seeds = Math.min(method.trials.length, baseline.trials.length);
  const [own, theirs] = [method, baseline].map(({ trials }) => effort(trials.slice(0, seeds), "evaluations"));
  const reached = (values: readonly number[], k: number) => Number.isFinite(values[k]);
  const only = (a: readonly number[], b: readonly number[]) =>
    a.filter((_, k) => reached(a, k) && !reached(b, k)).length;
  const alone = only(own!, theirs!);
  const baselineAlone = only(theirs!, own!);
  return {
    method: method.name,
    baseline: baseline.name,
    alone,
    baselineAlone,
    successP: signTest(alone, baselineAlone),
    evaluationsP: wilcoxonTest(own!, theirs!),
  };
}
