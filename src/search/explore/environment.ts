import { keepApart } from "../../optimisers/least-squares/separations.js";
import type { Environment, Problem } from "../../problem/problem.js";

/**
 * A problem as an agent sees it: the observation is the residual, each entry r turned into r/(1+|r|), so that whitened residuals
 * of 10⁶ and of 1 are both of order one.
 */
export function environment(problem: Problem): Environment {
  const residual = new Float64Array(problem.rowCount);
  return {
    names: problem.names,
    lower: problem.lower,
    upper: problem.upper,
    observationSize: problem.rowCount,
    project: (x) => keepApart(problem, x),
    evaluate(x, observation) {
      problem.residual(x, residual);
      let objective = 0;
      for (let i = 0; i < residual.length; i++) {
        const r = residual[i]!;
        objective += r * r;
        observation[i] = r / (1 + Math.abs(r));
      }
      return objective;
    },
  };
}
