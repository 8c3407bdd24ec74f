import { type Inertia, SymmetricIndefinite } from "../../math/symmetric-indefinite.js";
import type { Formulation } from "./formulation.js";
import { addJacobian, addTransposedJacobian } from "./lagrangian.js";
import { maxNorm } from "./norms.js";

/** The matrix of WB eq. (13): H + Σ + δ_w, the Jacobian A, and −δ_c. */
export interface KktMatrix {
  /** x block of the Hessian [dense × dense, lower triangle]; null for zero */
  readonly hessian: Float64Array | null;
  /** everything diagonal in w [dense + unit]: Σ, and the Hessian of u */
  readonly diagonal: Float64Array;
  /** [rows × dense] */
  readonly jacobian: Float64Array;
  readonly hessianShift: number;
  readonly constraintShift: number;
}

const REFINEMENTS = 10;
const GOOD_RESIDUAL = 1e-10;

/**
 * Solves [[H + Σ + δ_w, Aᵀ], [A, −δ_c]] (Δw, Δλ) = (a, b). The variables u are eliminated: each has one entry in A and a
 * positive diagonal, so the reduced matrix [dense + rows] has the same count of negative eigenvalues.
 */
export class KktSystem {
  private readonly solver: SymmetricIndefinite;
  private readonly reduced: Float64Array;
  private readonly rhsW: Float64Array;
  private readonly rhsC: Float64Array;
  private readonly residualW: Float64Array;
  private readonly residualC: Float64Array;
  private matrix: KktMatrix | undefined;

  constructor(private readonly formulation: Formulation) {
    const { dense, unit, rows } = formulation;
    this.solver = new SymmetricIndefinite(dense + rows);
    this.reduced = new Float64Array(dense + rows);
    this.rhsW = new Float64Array(dense + unit);
    this.rhsC = new Float64Array(rows);
    this.residualW = new Float64Array(dense + unit);
    this.residualC = new Float64Array(rows);
  }

  /** Inertia of the reduced matrix: (dense, rows, 0) is right for a descent direction. */
  factor(matrix: KktMatrix): Inertia {
    const { dense, unit, rows, unitRow } = this.formulation;
    const { hessian, diagonal, jacobian, hessianShift, constraintShift } = matrix;
    const size = dense + rows;
    const out = this.solver.matrix;
    this.matrix = matrix;
    for (let i = 0; i < dense; i++) {
      for (let j = 0; j <= i; j++) out[i * size + j] = hessian ? hessian[i * dense + j]! : 0;
      out[i * size + i] = out[i * size + i]! + diagonal[i]! + hessianShift;
    }
    for (let r = 0; r < rows; r++) {
      const row = (dense + r) * size;
      for (let j = 0; j < dense; j++) out[row + j] = jacobian[r * dense + j]!;
      for (let j = dense; j < dense + r; j++) out[row + j] = 0;
      out[row + dense + r] = -constraintShift;
    }
    for (let u = 0; u < unit; u++) {
      const at = (dense + unitRow[u]!) * (size + 1);
      out[at] = out[at]! - 1 / (diagonal[dense + u]! + hessianShift);
    }
    return this.solver.factor();
  }

  /**
   * Overwrites (a, b) in `w` [dense + unit] and `lambda` [rows] by the solution, refined until the residual is at
   * rounding level; returns the residual relative to right-hand side and solution, Infinity where that is NaN.
   */
  solve(w: Float64Array, lambda: Float64Array): number {
    this.rhsW.set(w);
    this.rhsC.set(lambda);
    const size = Math.max(maxNorm(w), maxNorm(lambda));
    this.solveReduced(w, lambda);
    let ratio = Number.POSITIVE_INFINITY;
    for (let refinement = 0; refinement <= REFINEMENTS; refinement++) {
      const next = this.residual(w, lambda) / (reach(w, lambda, size) + size || 1);
      if (!(next < ratio)) break;
      ratio = next;
      if (refinement > 0 && ratio < GOOD_RESIDUAL) break;
      this.solveReduced(this.residualW, this.residualC);
      for (let i = 0; i < w.length; i++) w[i] = w[i]! + this.residualW[i]!;
      for (let r = 0; r < lambda.length; r++) lambda[r] = lambda[r]! + this.residualC[r]!;
    }
    return ratio;
  }

  private solveReduced(w: Float64Array, lambda: Float64Array): void {
    const { dense, unit, rows, unitRow, unitSign } = this.formulation;
    const { diagonal, hessianShift } = this.matrix!;
    const { reduced } = this;
    for (let i = 0; i < dense; i++) reduced[i] = w[i]!;
    for (let r = 0; r < rows; r++) reduced[dense + r] = lambda[r]!;
    for (let u = 0; u < unit; u++) {
      const r = dense + unitRow[u]!;
      reduced[r] = reduced[r]! - (unitSign[u]! * w[dense + u]!) / (diagonal[dense + u]! + hessianShift);
    }
    this.solver.solve(reduced);
    for (let i = 0; i < dense; i++) w[i] = reduced[i]!;
    for (let r = 0; r < rows; r++) lambda[r] = reduced[dense + r]!;
    for (let u = 0; u < unit; u++) {
      w[dense + u] =
        (w[dense + u]! - unitSign[u]! * lambda[unitRow[u]!]!) / (diagonal[dense + u]! + hessianShift);
    }
  }

  /** (a, b) − K (w, λ) into residualW and residualC; returns its largest entry. */
  private residual(w: Float64Array, lambda: Float64Array): number {
    const { dense } = this.formulation;
    const { hessian, diagonal, jacobian, hessianShift, constraintShift } = this.matrix!;
    const { rhsW, rhsC, residualW, residualC } = this;
    residualW.fill(0);
    residualC.fill(0);
    addTransposedJacobian(this.formulation, jacobian, lambda, residualW);
    addJacobian(this.formulation, jacobian, w, residualC);
    if (hessian) addSymmetricProduct(hessian, dense, w, residualW);
    for (let i = 0; i < w.length; i++) {
      residualW[i] = rhsW[i]! - residualW[i]! - (diagonal[i]! + hessianShift) * w[i]!;
    }
    for (let r = 0; r < lambda.length; r++) {
      residualC[r] = rhsC[r]! - residualC[r]! + constraintShift * lambda[r]!;
    }
    return Math.max(maxNorm(residualW), maxNorm(residualC));
  }
}

/** Size of the solution, but a huge one does not excuse a large residual [the measure of Ipopt's PDFullSpaceSolver]. */
function reach(w: Float64Array, lambda: Float64Array, rhs: number): number {
  return Math.min(Math.max(maxNorm(w), maxNorm(lambda)), 1e6 * rhs);
}

/** Adds H x to `out`, H [n × n] given by its lower triangle. */
function addSymmetricProduct(lower: Float64Array, n: number, x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = lower[i * n + i]! * x[i]!;
    for (let j = 0; j < i; j++) {
      const entry = lower[i * n + j]!;
      sum += entry * x[j]!;
      out[j] = out[j]! + entry * x[i]!;
    }
    out[i] = out[i]! + sum;
  }
}
