import { InputError } from "../../errors.js";
import { checkBounds, checkStart, numbers } from "../../problem/box.js";
import { type OptionValues, optionsSchema } from "./options.js";
import type { NonlinearProblem, Options, Vector } from "./problem.js";

const WHERE = "interiorPoint.minimise";

/** The numbers of a problem, checked and copied. */
export interface ProblemData {
  readonly n: number;
  readonly m: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly start: Float64Array;
  readonly constraintLower: Float64Array;
  readonly constraintUpper: Float64Array;
}

/** @throws InputError naming the field and the index of the first thing wrong with a problem */
export function validateProblem(problem: NonlinearProblem): ProblemData {
  const n = problem.variables;
  if (!Number.isInteger(n) || n < 1) throw wrong("variables", n, "a whole number of unknowns, at least 1");
  const m = problem.constraintLower?.length ?? problem.constraintUpper?.length ?? 0;
  const start = vector(problem.start, "start", n);
  checkStart(start, WHERE);
  if (m > 0 && (!problem.constraints || !problem.jacobian)) {
    throw wrong(
      "constraints",
      undefined,
      "constraints and jacobian belong with constraintLower or constraintUpper",
    );
  }
  if (m === 0 && problem.constraints) {
    throw wrong("constraintLower", undefined, "constraints need constraintLower or constraintUpper");
  }
  const [lower, upper] = bounds(problem.lower, problem.upper, ["lower", "upper"], n);
  const [constraintLower, constraintUpper] = bounds(
    problem.constraintLower,
    problem.constraintUpper,
    ["constraintLower", "constraintUpper"],
    m,
  );
  return { n, m, lower, upper, start, constraintLower, constraintUpper };
}

/**
 * Fills in the defaults.
 * @throws InputError for an unknown option, a value out of range, or a Hessian that the problem cannot give
 */
export function validateOptions(problem: NonlinearProblem, options: Options): OptionValues {
  const { onIteration, ...values } = options;
  if (onIteration !== undefined && typeof onIteration !== "function") {
    throw wrong("options.onIteration", onIteration, "a function");
  }
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const field = ["options", ...issue.path.map(String)].join(".");
    const found = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], values);
    throw wrong(field, found, issue.message);
  }
  const hessian = parsed.data.hessian ?? (problem.hessian ? "exact" : "lbfgs");
  if (hessian === "exact" && !problem.hessian)
    throw wrong("options.hessian", hessian, "the problem has no hessian");
  if (hessian === "gauss-newton" && !problem.residualJacobian) {
    throw wrong("options.hessian", hessian, "the problem has no residualJacobian");
  }
  const barrier = parsed.data.barrier ?? (hessian === "lbfgs" ? "adaptive" : "monotone");
  return { ...parsed.data, hessian, barrier };
}

function wrong(field: string, found: unknown, allowed: string): InputError {
  return new InputError({ where: WHERE, field, found, allowed });
}

function vector(values: Vector | undefined, field: string, length: number): Float64Array {
  return numbers(values, { where: WHERE, field, length });
}

function bounds(
  lower: Vector | undefined,
  upper: Vector | undefined,
  fields: readonly [string, string],
  length: number,
): [Float64Array, Float64Array] {
  const low = lower
    ? vector(lower, fields[0], length)
    : new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
  const high = upper
    ? vector(upper, fields[1], length)
    : new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  checkBounds(low, high, { where: WHERE, fields });
  return [low, high];
}
