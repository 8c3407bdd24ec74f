import type { Problem } from "./problem.js";

/** The problem with some unknowns held at values of their own. @param values by unknown */
export function held(problem: Problem, values: ReadonlyMap<number, number>): Problem {
  const lower = problem.lower.slice();
  const upper = problem.upper.slice();
  for (const [unknown, value] of values) lower[unknown] = upper[unknown] = value;
  const { names, separations, gaps, rowCount } = problem;
  return {
    names,
    lower,
    upper,
    separations,
    ...(gaps && { gaps }),
    rowCount,
    residual: (x, out) => problem.residual(x, out),
    linearise: (x, residual, jacobian) => problem.linearise(x, residual, jacobian),
  };
}
