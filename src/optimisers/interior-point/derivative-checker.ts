import { Evaluator } from "./evaluator.js";
import type { NonlinearProblem, Vector } from "./problem.js";
import { validateProblem } from "./validate.js";

/** A derivative that central differences contradict. */
export interface DerivativeMismatch {
  readonly derivative: "gradient" | "jacobian" | "hessian";
  /** constraint of a Jacobian entry, row of a Hessian entry; 0 for the gradient */
  readonly row: number;
  readonly variable: number;
  readonly given: number;
  readonly approximate: number;
}

/** relative disagreement that is reported [derivative_test_tol] */
const TOLERANCE = 1e-4;
/** ε^⅓: balances truncation and rounding of a central difference */
const STEP = 6.055454452393343e-6;

/**
 * Compares gradient, Jacobian and Hessian with central differences of objective, constraints and gradients at x [n];
 * returns what disagrees by more than 1e-4 relative to max(1, |value|). The Hessian is tested with σ = 1, λᵢ = 1 + i/m.
 *
 * @throws InputError for a malformed problem
 */
export function checkDerivatives(problem: NonlinearProblem, x: Vector): DerivativeMismatch[] {
  const { n, m } = validateProblem({ ...problem, start: x });
  const evaluator = new Evaluator(problem, n, m);
  const at = Float64Array.from(x);
  const lambda = Float64Array.from({ length: m }, (_, i) => 1 + i / m);
  const found: DerivativeMismatch[] = [];
  const compare = (derivative: DerivativeMismatch["derivative"], rows: number, given: Vector, f: Mapping) => {
    const approximate = centralDifferences(f, at, rows);
    for (let k = 0; k < rows * n; k++) {
      const size = Math.max(1, Math.abs(approximate[k]!));
      if (Math.abs(given[k]! - approximate[k]!) <= TOLERANCE * size) continue;
      found.push({
        derivative,
        row: Math.floor(k / n),
        variable: k % n,
        given: given[k]!,
        approximate: approximate[k]!,
      });
    }
  };
  compare("gradient", 1, Float64Array.from(evaluator.gradient(at)), (y) => [evaluator.objective(y)]);
  if (m > 0)
    compare("jacobian", m, Float64Array.from(evaluator.jacobian(at)), (y) => evaluator.constraints(y));
  if (problem.hessian) {
    const given = Float64Array.from(evaluator.hessian(at, 1, lambda));
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) given[i * n + j] = given[j * n + i]!;
    compare("hessian", n, given, (y) => lagrangianSlope(evaluator, y, lambda));
  }
  return found;
}

type Mapping = (x: Float64Array) => Vector;

/** ∇f + Σ λᵢ∇cᵢ */
function lagrangianSlope(evaluator: Evaluator, x: Float64Array, lambda: Float64Array): Vector {
  const out = Float64Array.from(evaluator.gradient(x));
  if (lambda.length === 0) return out;
  const jacobian = evaluator.jacobian(x);
  lambda.forEach((factor, row) => {
    for (let j = 0; j < out.length; j++) out[j] = out[j]! + factor * jacobian[row * out.length + j]!;
  });
  return out;
}

/** ∂f/∂x [rows × n] */
function centralDifferences(f: Mapping, x: Float64Array, rows: number): Float64Array {
  const n = x.length;
  const out = new Float64Array(rows * n);
  for (let j = 0; j < n; j++) {
    const centre = x[j]!;
    const step = STEP * Math.max(1, Math.abs(centre));
    x[j] = centre + step;
    const high = Float64Array.from(f(x));
    x[j] = centre - step;
    const low = f(x);
    for (let row = 0; row < rows; row++) out[row * n + j] = (high[row]! - low[row]!) / (2 * step);
    x[j] = centre;
  }
  return out;
}
