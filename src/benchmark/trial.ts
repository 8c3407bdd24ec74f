import { columnScale } from "../crossing/equation.js";
import { residualNorm } from "../crossing/residual.js";
import { alike, operatorData } from "../crossing/truncated/truncation.js";
import { Random } from "../math/random.js";
import type { Candidate } from "../search/explore/candidates.js";
import { createExplorer } from "../search/explore/create-explorer.js";
import type { ExplorerSetup } from "../search/explore/explorer.js";
import { emptyLedger } from "../search/explore/ledger.js";
import { Clock } from "../search/runtime/clock.js";
import type { BenchmarkProblem } from "./problem.js";

/** What ends a trial, whichever is reached first. */
export interface TrialBudget {
  readonly evaluations: number;
  readonly cpuSeconds: number;
  /** an objective at which there is nothing left to find; default none */
  readonly objective?: number;
}

/** Best objective so far, at the end of the unit of work that found it. */
export interface TracePoint {
  readonly evaluations: number;
  readonly cpuSeconds: number;
  readonly best: number;
}

/** One method on one seed. */
export interface Trial {
  readonly seed: number;
  /** lowest objective found within the budget: χ², or ‖E‖² where the objective is plain */
  readonly best: number;
  /** 1/‖E‖ at that place, on the named points, unwhitened */
  readonly reward: number;
  /** |Δ − exact| of the first unknown dimension there; null where the theory file has no exact data for it */
  readonly error: number | null;
  readonly evaluations: number;
  readonly cpuSeconds: number;
  readonly sacSteps: number;
  readonly trace: readonly TracePoint[];
}

export function runTrial(
  problem: BenchmarkProblem,
  setup: ExplorerSetup,
  seed: number,
  budget: TrialBudget,
): Trial {
  const { rung, amplitude, counter } = problem;
  const { objective = Number.NEGATIVE_INFINITY } = budget;
  counter.evaluations = 0;
  const clock = new Clock();
  const random = Random.stream(seed, 0);
  const explorer = createExplorer(setup, rung, {
    amplitude,
    bases: [],
    random,
    resume: null,
    ledger: emptyLedger,
  });
  const trace: TracePoint[] = [];
  let found: Candidate | null = null;
  let sacSteps = 0;
  let spent = { evaluations: 0, cpuSeconds: 0 };
  while (
    !explorer.finished &&
    spent.evaluations < budget.evaluations &&
    spent.cpuSeconds < budget.cpuSeconds &&
    !((trace.at(-1)?.best ?? Number.POSITIVE_INFINITY) <= objective)
  ) {
    const step = explorer.step();
    sacSteps += step.agentSteps;
    for (const candidate of step.candidates) found = better(found, candidate);
    spent = { evaluations: counter.evaluations, cpuSeconds: clock.cpuSeconds };
    const best = setup.polish ? found!.objective : explorer.best;
    if (best < (trace.at(-1)?.best ?? Number.POSITIVE_INFINITY)) trace.push({ ...spent, best });
  }
  for (const candidate of explorer.harvest()) found = better(found, candidate);
  return { seed, best: found!.objective, ...scores(problem, found!), ...spent, sacSteps, trace };
}

function better(found: Candidate | null, candidate: Candidate): Candidate {
  return found && found.objective <= candidate.objective ? found : candidate;
}

function scores(
  { rung, amplitude, setting }: BenchmarkProblem,
  { x }: Candidate,
): Pick<Trial, "reward" | "error"> {
  const reduced = rung.problem(amplitude);
  reduced.objective(Float64Array.from(x));
  const { deltas, free } = reduced.equation;
  const ope2 = reduced.equation.terms.map(
    ({ operator }, t) => reduced.coefficients[t]! / columnScale(deltas[operator]!),
  );
  const data = operatorData(rung.truncation, deltas, ope2);
  return {
    reward: 1 / residualNorm(setting.equation, data),
    error: leadingError(setting.theory, rung.truncation.operators, { operator: free[0]!, delta: x[0]! }),
  };
}

/** Distance to the lowest exact dimension of the spin that is not that of a fixed operator. */
function leadingError(
  { exact }: BenchmarkProblem["setting"]["theory"],
  kept: BenchmarkProblem["rung"]["truncation"]["operators"],
  { operator, delta }: { operator: number; delta: number },
): number | null {
  const { spin, terms } = kept[operator]!;
  const { channel } = terms[0]!;
  const fixed = kept.filter((other) => alike(other, kept[operator]!) && other.lower === other.upper);
  const open = exact
    .filter((entry) => entry.spin === spin && entry.channel === channel)
    .map((entry) => entry.delta)
    .filter((value) => !fixed.some(({ lower }) => Math.abs(lower - value) < 1e-6));
  return open.length === 0 ? null : Math.abs(delta - Math.min(...open));
}
