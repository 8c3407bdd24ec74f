import type { Evaluator } from "./evaluator.js";
import { maxNorm } from "./norms.js";
import type { Outcome, Vector } from "./problem.js";
import { isFixed, type StandardForm, startInside } from "./standard-form.js";
import type { State } from "./state.js";
import type { Status } from "./status.js";
import type { ProblemData } from "./validate.js";

/** What a finished run leaves to report. */
export interface Finished {
  readonly status: Status;
  readonly form: StandardForm;
  readonly data: ProblemData;
  readonly evaluator: Evaluator;
  readonly state: State;
  readonly iterations: number;
}

/** The outcome in the user's variables: unscaled, inside the bounds, with multipliers of fixed unknowns. */
export function collectOutcome(run: Finished): Outcome {
  const { form, data, evaluator, state } = run;
  const x = form.unknowns(state.w).slice();
  const constraints = form.constraintMultipliers(state.lambda);
  const lower = form.boundMultipliers(state.zLower);
  const upper = form.boundMultipliers(state.zUpper);
  const gradient = Float64Array.from(evaluator.gradient(x));
  if (data.m > 0) addTransposed(evaluator.jacobian(x), constraints, gradient);
  for (let i = 0; i < x.length; i++) {
    if (isFixed(data, i)) {
      lower[i] = Math.max(0, gradient[i]!);
      upper[i] = Math.max(0, -gradient[i]!);
    }
    gradient[i] = gradient[i]! - lower[i]! + upper[i]!;
  }
  return {
    status: run.status,
    x,
    objective: evaluator.objective(x),
    multipliers: { constraints, lower, upper },
    constraintViolation: data.m > 0 ? violation(data, evaluator.constraints(x)) : 0,
    dualInfeasibility: maxNorm(gradient),
    iterations: run.iterations,
    evaluations: { ...evaluator.counts },
  };
}

/** When a callback threw nothing may be evaluated any more: what is known is returned, the rest is NaN. */
export function interruptedOutcome(
  run: Omit<Finished, "state"> & { readonly state: State | undefined },
  error: unknown,
): Outcome {
  const { form, data, evaluator, state } = run;
  const x = state && !Number.isNaN(state.f) ? form.unknowns(state.w).slice() : startInside(data);
  return {
    status: run.status,
    x,
    objective: state ? state.f / form.objectiveScale : Number.NaN,
    multipliers: {
      constraints: state ? form.constraintMultipliers(state.lambda) : new Float64Array(data.m),
      lower: state ? form.boundMultipliers(state.zLower) : new Float64Array(data.n),
      upper: state ? form.boundMultipliers(state.zUpper) : new Float64Array(data.n),
    },
    constraintViolation: Number.NaN,
    dualInfeasibility: Number.NaN,
    iterations: run.iterations,
    evaluations: { ...evaluator.counts },
    error,
  };
}

function addTransposed(jacobian: ArrayLike<number>, lambda: Float64Array, out: Float64Array): void {
  const n = out.length;
  for (let r = 0; r < lambda.length; r++) {
    for (let j = 0; j < n; j++) out[j] = out[j]! + lambda[r]! * jacobian[r * n + j]!;
  }
}

/** Largest violation of a constraint of the user's; NaN where one has no value. */
export function violation(data: ProblemData, c: Vector): number {
  let worst = 0;
  for (let i = 0; i < data.m; i++) {
    const excess = Math.max(data.constraintLower[i]! - c[i]!, c[i]! - data.constraintUpper[i]!);
    worst = Math.max(worst, excess);
  }
  return worst;
}
