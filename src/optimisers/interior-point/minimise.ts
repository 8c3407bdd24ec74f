import { AdaptiveBarrier } from "./adaptive-barrier.js";
import { runBarrierMethod } from "./algorithm.js";
import { CallbackError, Evaluator } from "./evaluator.js";
import { MonotoneBarrier } from "./monotone-barrier.js";
import type { Phase } from "./phase.js";
import type { NonlinearProblem, Options, Outcome } from "./problem.js";
import { Reporter } from "./report.js";
import { restoreFeasibility } from "./restoration.js";
import { collectOutcome, interruptedOutcome, violation } from "./result.js";
import { StandardForm, startInside } from "./standard-form.js";
import { State } from "./state.js";
import type { Status } from "./status.js";
import { type ProblemData, validateOptions, validateProblem } from "./validate.js";

/**
 * Minimises a nonlinear problem by the primal–dual interior-point method of Wächter and Biegler,
 * Math. Program. 106, 25 (2006), as Ipopt runs it. Linear algebra is dense: made for up to about 500 unknowns.
 *
 * @throws InputError for a malformed problem or option, or a callback that returns an array of the wrong length.
 *   What a callback throws otherwise ends the run with status `NonIpopt_Exception_Thrown`.
 */
export function minimise(problem: NonlinearProblem, options: Options = {}): Outcome {
  const data = validateProblem(problem);
  const values = validateOptions(problem, options);
  const evaluator = new Evaluator(problem, data.n, data.m);
  const form = new StandardForm(data, evaluator, values);
  const reporter = new Reporter(form, options, values.maxIterations);
  let state: State | undefined;
  try {
    form.initialise();
    state = new State(form, values);
    const status =
      form.dense === 0 ? feasibilityOfStart(state, data, evaluator) : solve(state, form, reporter);
    return collectOutcome({ status, form, data, evaluator, state, iterations: reporter.iterations });
  } catch (error) {
    if (!(error instanceof CallbackError)) throw error;
    const status: Status = "NonIpopt_Exception_Thrown";
    const run = { status, form, data, evaluator, state, iterations: reporter.iterations };
    return interruptedOutcome(run, error.cause);
  }
}

function solve(state: State, form: StandardForm, reporter: Reporter): Status {
  if (form.dense < form.equalities) return "Not_Enough_Degrees_Of_Freedom";
  const visit = (at: State) => reporter.visit(at, state);
  const phase: Phase = {
    barrier: state.options.barrier === "adaptive" ? new AdaptiveBarrier() : new MonotoneBarrier(),
    visit,
    restore: (main) => restoreFeasibility(main, visit),
  };
  return runBarrierMethod(state, phase, form.start);
}

/** With every unknown fixed there is nothing to minimise: is the one point allowed? */
function feasibilityOfStart(state: State, data: ProblemData, evaluator: Evaluator): Status {
  const x = startInside(data);
  const gradient = Float64Array.from(evaluator.gradient(x));
  const excess = data.m > 0 ? violation(data, evaluator.constraints(x)) : 0;
  if (![evaluator.objective(x), excess, ...gradient].every(Number.isFinite)) return "Invalid_Number_Detected";
  return excess > state.options.constraintTolerance ? "Infeasible_Problem_Detected" : "Solve_Succeeded";
}
