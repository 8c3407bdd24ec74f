import { InputError } from "../errors.js";
import type { Theory } from "../theory/theory.js";
import { type BenchmarkMethod, benchmarkMethods, checkMethods, methodSetup } from "./methods.js";
import { type BenchmarkProblem, benchmarkProblem } from "./problem.js";
import { type CurvePoint, curve, effortTo, type Quartiles, quartiles } from "./statistics.js";
import { runTrial, type Trial, type TrialBudget } from "./trial.js";

export type { BenchmarkMethod } from "./methods.js";
export type { CurvePoint, Quartiles } from "./statistics.js";
export type { Trial } from "./trial.js";

export interface BenchmarkOptions {
  /** default: all of them */
  readonly methods?: readonly BenchmarkMethod[];
  /** seeds 1 … this, default 10 */
  readonly seeds?: number;
  /** of each trial; default 10 000 evaluations and 3 CPU seconds, whichever comes first */
  readonly budget?: { readonly evaluations?: number; readonly seconds?: number };
  /** position on the ladder, from 1; default the last rung that the ladder accepts */
  readonly rung?: number;
  /** called before each trial */
  onTrial?(method: BenchmarkMethod, seed: number): void;
}

export interface BenchmarkResult {
  readonly schema: 1;
  readonly theory: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly objective: "whitened" | "plain";
  readonly rung: { readonly position: number; readonly operators: number; readonly cut: number };
  /** names of the unknown dimensions */
  readonly unknowns: readonly string[];
  readonly amplitude: number;
  readonly budget: TrialBudget;
  /** objective up to which a place counts as in the global basin: 1.1 × the best that any method, or the reference search, found */
  readonly globalBelow: number;
  readonly methods: readonly MethodResult[];
}

export interface MethodResult {
  readonly name: BenchmarkMethod;
  readonly seeds: readonly (Trial & { readonly global: boolean })[];
  /** fraction of the seeds that reached the global basin */
  readonly globalProbability: number;
  readonly median: MethodMedian;
  readonly quartiles: { readonly best: Quartiles; readonly reward: Quartiles };
  readonly curves: {
    readonly evaluations: readonly CurvePoint[];
    readonly cpuSeconds: readonly CurvePoint[];
  };
}

/** Medians over seeds; those to the global basin are null where fewer than half of the seeds reached it. */
export interface MethodMedian {
  readonly best: number;
  readonly reward: number;
  readonly error: number | null;
  readonly evaluations: number;
  readonly cpuSeconds: number;
  readonly evaluationsToGlobal: number | null;
  readonly cpuSecondsToGlobal: number | null;
}

const GLOBAL = 1.1;
const DEFAULT_BUDGET: TrialBudget = { evaluations: 10_000, cpuSeconds: 3 };

/**
 * All methods on one fixed problem of a theory, each with the same seeds and the same budgets of evaluations and of processor time. Where
 * only the evaluations bind, the same options give the same objectives bit for bit.
 *
 * @throws InputError for options out of range, and where the chosen rung has nothing to search for
 */
export async function benchmark(theory: Theory, options: BenchmarkOptions = {}): Promise<BenchmarkResult> {
  const { methods = benchmarkMethods, seeds = 10 } = options;
  check(methods, seeds);
  const budget = {
    evaluations: options.budget?.evaluations ?? DEFAULT_BUDGET.evaluations,
    cpuSeconds: options.budget?.seconds ?? DEFAULT_BUDGET.cpuSeconds,
  };
  const problem = await benchmarkProblem(theory, options.rung);
  const trials = new Map<BenchmarkMethod, Trial[]>();
  for (const method of methods) {
    const setup = await methodSetup(method);
    const own: Trial[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      options.onTrial?.(method, seed);
      own.push(runTrial(problem, setup, seed, budget));
    }
    trials.set(method, own);
  }
  return report(problem, trials, budget);
}

function check(methods: readonly BenchmarkMethod[], seeds: number): void {
  checkMethods(methods);
  if (!(Number.isInteger(seeds) && seeds >= 1)) {
    throw new InputError({ where: "seeds", found: seeds, allowed: "a whole number of at least 1" });
  }
}

function report(
  problem: BenchmarkProblem,
  trials: ReadonlyMap<BenchmarkMethod, readonly Trial[]>,
  budget: TrialBudget,
): BenchmarkResult {
  const { setting, rung, position, amplitude } = problem;
  const { theory } = setting;
  const all = [...trials.values()].flat().map(({ best }) => best);
  const globalBelow = GLOBAL * Math.min(problem.reference, ...all);
  return {
    schema: 1,
    theory: theory.name,
    parameters: theory.parameters,
    objective: rung.model ? "whitened" : "plain",
    rung: { position, operators: rung.truncation.operators.length, cut: rung.truncation.cut },
    unknowns: rung.problem(amplitude).names,
    amplitude,
    budget,
    globalBelow,
    methods: [...trials].map(([name, own]) => summarise(name, own, budget, globalBelow)),
  };
}

function summarise(
  name: BenchmarkMethod,
  trials: readonly Trial[],
  budget: TrialBudget,
  globalBelow: number,
): MethodResult {
  const median = (value: (trial: Trial) => number) => quartiles(trials.map(value)).median;
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const seeds = trials.map((trial) => ({ ...trial, global: trial.best <= globalBelow }));
  return {
    name,
    seeds,
    globalProbability: seeds.filter(({ global }) => global).length / seeds.length,
    median: {
      best: median(({ best }) => best),
      reward: median(({ reward }) => reward),
      error: finite(median(({ error }) => error ?? Number.POSITIVE_INFINITY)),
      evaluations: median(({ evaluations }) => evaluations),
      cpuSeconds: median(({ cpuSeconds }) => cpuSeconds),
      evaluationsToGlobal: finite(median((trial) => effortTo(trial, "evaluations", globalBelow))),
      cpuSecondsToGlobal: finite(median((trial) => effortTo(trial, "cpuSeconds", globalBelow))),
    },
    quartiles: {
      best: quartiles(trials.map(({ best }) => best)),
      reward: quartiles(trials.map(({ reward }) => reward)),
    },
    curves: {
      evaluations: curve(trials, "evaluations", budget.evaluations),
      cpuSeconds: curve(trials, "cpuSeconds", budget.cpuSeconds),
    },
  };
}
