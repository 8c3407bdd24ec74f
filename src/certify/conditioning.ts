import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { Householder } from "../math/householder.js";
import type { Problem } from "../problem/problem.js";

/** A problem linearised at a place, in the unknowns that can move there. */
export interface Linearisation {
  readonly names: readonly string[];
  /** their indices among all unknowns of the problem */
  readonly active: readonly number[];
  /** r [rows] */
  readonly residual: Float64Array;
  /** ∂r/∂x with unit columns, row-major [rows × unknowns] */
  readonly jacobian: Float64Array;
}

/** Leaves out unknowns at a bound and those on which the residual does not depend, such as the Δ of an absent operator. */
export function linearise(problem: Problem, x: Float64Array): Linearisation {
  const { rowCount: rows, names, lower, upper } = problem;
  const n = x.length;
  const residual = new Float64Array(rows);
  const full = new Float64Array(rows * n);
  problem.linearise(x, residual, full);
  const norm = (j: number) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += full[i * n + j]! * full[i * n + j]!;
    return Math.sqrt(sum);
  };
  const norms = Array.from({ length: n }, (_, j) => norm(j));
  const active = norms.flatMap((size, j) => (size > 0 && x[j]! > lower[j]! && x[j]! < upper[j]! ? [j] : []));
  const jacobian = new Float64Array(rows * active.length);
  for (let i = 0; i < rows; i++)
    for (const [k, j] of active.entries()) jacobian[i * active.length + k] = full[i * n + j]! / norms[j]!;
  return { names: active.map((j) => names[j]!), active, residual, jacobian };
}

/** Stands for a singular value of zero; its square is a double. */
const SMALLEST = 1e-150;

export interface Conditioning {
  /** of the Jacobian with unit columns, descending */
  readonly singularValues: Float64Array;
  /** number of directions v in which ‖Jv‖ is above what errors of the columns [unknowns] can make of it, Σ|v| error */
  rank(errors: readonly number[]): number;
  /** part of each unknown's variance, (JᵀJ)⁻¹, that comes from the other directions [unknowns] */
  lostVariance(errors: readonly number[]): Float64Array;
}

export function conditioning({ names, jacobian }: Linearisation): Conditioning {
  const n = names.length;
  if (n === 0) {
    const none = new Float64Array(0);
    return { singularValues: none, rank: () => 0, lostVariance: () => none };
  }
  const rows = jacobian.length / n;
  const matrix = new Matrix(rows, n);
  for (let i = 0; i < rows; i++) for (let j = 0; j < n; j++) matrix.set(i, j, jacobian[i * n + j]!);
  const { diagonal, rightSingularVectors } = new SingularValueDecomposition(matrix, {
    autoTranspose: true,
    computeLeftSingularVectors: false,
  });
  const singularValues = Float64Array.from(diagonal);
  const seen = (errors: readonly number[]) =>
    singularValues.map((value, k) => {
      const error = errors.reduce((sum, own, j) => sum + own * Math.abs(rightSingularVectors.get(j, k)), 0);
      return value > error ? 1 : 0;
    });
  return {
    singularValues,
    rank: (errors) => seen(errors).reduce((sum, one) => sum + one, 0),
    lostVariance(errors) {
      const visible = seen(errors);
      return Float64Array.from({ length: n }, (_, j) => {
        let lost = 0;
        let all = 0;
        for (const [k, value] of singularValues.entries()) {
          const part = rightSingularVectors.get(j, k) / Math.max(value, SMALLEST);
          all += part * part;
          if (!visible[k]) lost += part * part;
        }
        return lost / all;
      });
    },
  };
}

/**
 * How far the minimum of ‖r + J p‖² moves when r changes by `change` [rows], in standard deviations of each unknown's posterior
 * (JᵀJ)⁻¹ [unknowns].
 */
export function shifts({ names, jacobian }: Linearisation, change: Float64Array): Float64Array {
  const n = names.length;
  if (n === 0) return new Float64Array(0);
  const rows = change.length;
  const qr = new Householder(rows, n);
  qr.matrix.set(jacobian);
  qr.factorise(rows, n);
  const rightHandSide = change.map((entry) => -entry);
  const step = new Float64Array(n);
  qr.applyTranspose(rightHandSide);
  qr.solveTriangle(rightHandSide, step);
  const inverse = qr.inverse();
  return step.map((value, j) => {
    let variance = 0;
    for (let k = j; k < n; k++) variance += inverse[j * n + k]! * inverse[j * n + k]!;
    return value / Math.sqrt(variance);
  });
}
