import { InputError } from "../../errors.js";
import type { EvaluationCounts, NonlinearProblem, Vector } from "./problem.js";

/** What a callback threw, carried past the method's own code to the result. */
export class CallbackError extends Error {
  override readonly name = "CallbackError";
  constructor(override readonly cause: unknown) {
    super("a callback of the problem threw");
  }
}

/** A problem's callbacks with counters, checked lengths and marked exceptions. */
export class Evaluator {
  readonly counts: EvaluationCounts = { objective: 0, gradient: 0, constraints: 0, jacobian: 0, hessian: 0 };

  constructor(
    private readonly problem: NonlinearProblem,
    private readonly n: number,
    private readonly m: number,
  ) {}

  objective(x: Float64Array): number {
    this.counts.objective++;
    return Number(guarded(() => this.problem.objective(x)));
  }

  gradient(x: Float64Array): Vector {
    this.counts.gradient++;
    return this.vector("gradient", () => this.problem.gradient(x), this.n);
  }

  constraints(x: Float64Array): Vector {
    this.counts.constraints++;
    return this.vector("constraints", () => this.problem.constraints!(x), this.m);
  }

  jacobian(x: Float64Array): Vector {
    this.counts.jacobian++;
    return this.vector("jacobian", () => this.problem.jacobian!(x), this.m * this.n);
  }

  hessian(x: Float64Array, sigma: number, lambda: Float64Array): Vector {
    this.counts.hessian++;
    return this.vector("hessian", () => this.problem.hessian!(x, sigma, lambda), this.n * this.n);
  }

  /** [rows × n], any number of rows */
  residualJacobian(x: Float64Array): Vector {
    this.counts.hessian++;
    const values = guarded(() => this.problem.residualJacobian!(x));
    return this.vector("residualJacobian", () => values, Math.ceil(values.length / this.n) * this.n);
  }

  private vector(field: string, call: () => Vector, length: number): Vector {
    const values = guarded(call);
    if (values?.length === length) return values;
    throw new InputError({
      where: "interiorPoint.minimise",
      field: `${field}(x)`,
      found: values?.length,
      allowed: `an array of length ${length}`,
    });
  }
}

function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw new CallbackError(error);
  }
}
