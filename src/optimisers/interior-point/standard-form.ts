import type { Evaluator } from "./evaluator.js";
import type { Formulation, LagrangianWeights } from "./formulation.js";
import { pushedInside } from "./interior.js";
import type { OptionValues } from "./options.js";
import { gradientScale } from "./scaling.js";
import type { ProblemData } from "./validate.js";

/**
 * A user's problem as a `Formulation`: fixed unknowns removed, constraints without bounds dropped, bounds widened by
 * rounding, objective and rows scaled, and a slack for each inequality: dᵢ(cᵢ(x)) − sᵢ = 0, bounds on sᵢ.
 */
export class StandardForm implements Formulation {
  readonly dense: number;
  readonly unit: number;
  readonly rows: number;
  readonly unitRow: Int32Array;
  readonly unitSign: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly curvature: "given" | "lbfgs";
  /** number of equality constraints */
  readonly equalities: number;
  objectiveScale: number;
  readonly rowScale: Float64Array;
  /** starting point [dense + unit], inside the bounds */
  readonly start: Float64Array;
  /** indices of the free unknowns and of the kept constraints */
  private readonly free: Int32Array;
  private readonly kept: Int32Array;
  /** slack of each kept row, or −1 */
  private readonly slackOf: Int32Array;
  private readonly x: Float64Array;
  private readonly fullLambda: Float64Array;

  constructor(
    private readonly data: ProblemData,
    private readonly evaluator: Evaluator,
    private readonly options: OptionValues,
  ) {
    const { constraintLower: low, constraintUpper: high } = data;
    this.free = indices(data.n, (i) => !isFixed(data, i));
    this.kept = indices(data.m, (i) => Number.isFinite(low[i]) || Number.isFinite(high[i]));
    this.dense = this.free.length;
    this.rows = this.kept.length;
    const slackRows = indices(this.rows, (r) => low[this.kept[r]!]! < high[this.kept[r]!]!);
    this.unit = slackRows.length;
    this.equalities = this.rows - this.unit;
    this.unitRow = slackRows;
    this.unitSign = new Float64Array(this.unit).fill(-1);
    this.slackOf = new Int32Array(this.rows).fill(-1);
    slackRows.forEach((row, u) => {
      this.slackOf[row] = u;
    });
    this.curvature = options.hessian === "lbfgs" ? "lbfgs" : "given";
    this.objectiveScale = options.objectiveFactor;
    this.rowScale = new Float64Array(this.rows).fill(1);
    this.lower = new Float64Array(this.dense + this.unit);
    this.upper = new Float64Array(this.dense + this.unit);
    this.start = new Float64Array(this.dense + this.unit);
    this.x = startInside(data);
    this.fullLambda = new Float64Array(data.m);
  }

  /**
   * Widens the bounds, moves the start inside them, and scales there. The first evaluations happen here.
   * (Ipopt scales at the start as given; here no callback ever sees a point outside the bounds.)
   */
  initialise(): void {
    const { data, free, kept, unitRow, dense, rowScale, start } = this;
    for (let j = 0; j < dense; j++) this.setBounds(j, data.lower[free[j]!]!, data.upper[free[j]!]!, 1);
    for (let j = 0; j < dense; j++) start[j] = this.inside(data.start[free[j]!]!, j);
    if (this.options.scaling === "gradient") this.chooseScales();
    for (let u = 0; u < this.unit; u++) {
      const i = kept[unitRow[u]!]!;
      this.setBounds(dense + u, data.constraintLower[i]!, data.constraintUpper[i]!, rowScale[unitRow[u]!]!);
    }
    if (this.unit === 0) return;
    const c = new Float64Array(this.rows);
    this.constraints(start, c);
    for (let u = 0; u < this.unit; u++) start[dense + u] = this.inside(c[unitRow[u]!]!, dense + u);
  }

  objective(w: Float64Array): number {
    return this.objectiveScale * this.evaluator.objective(this.unknowns(w));
  }

  gradient(w: Float64Array, out: Float64Array): void {
    const full = this.evaluator.gradient(this.unknowns(w));
    out.fill(0);
    for (let j = 0; j < this.dense; j++) out[j] = this.objectiveScale * full[this.free[j]!]!;
  }

  constraints(w: Float64Array, out: Float64Array): void {
    if (this.rows === 0) return;
    const { kept, rowScale, slackOf, dense, data } = this;
    const full = this.evaluator.constraints(this.unknowns(w));
    for (let r = 0; r < this.rows; r++) {
      const slack = slackOf[r]!;
      const value = full[kept[r]!]!;
      out[r] =
        slack < 0
          ? rowScale[r]! * (value - data.constraintLower[kept[r]!]!)
          : rowScale[r]! * value - w[dense + slack]!;
    }
  }

  jacobian(w: Float64Array, out: Float64Array): void {
    if (this.rows === 0) return;
    const { kept, free, rowScale, dense, data } = this;
    const full = this.evaluator.jacobian(this.unknowns(w));
    for (let r = 0; r < this.rows; r++) {
      const row = kept[r]! * data.n;
      for (let j = 0; j < dense; j++) out[r * dense + j] = rowScale[r]! * full[row + free[j]!]!;
    }
  }

  addHessian(w: Float64Array, weights: LagrangianWeights, dense: Float64Array): void {
    if (this.options.hessian === "gauss-newton") this.addGaussNewton(w, weights.sigma, dense);
    else this.addExact(w, weights, dense);
  }

  /** w → x [n] in the user's order, inside the user's bounds however they were widened; the array is reused. */
  unknowns(w: Float64Array): Float64Array {
    const { free, x } = this;
    const { lower, upper } = this.data;
    for (let j = 0; j < free.length; j++) {
      const i = free[j]!;
      x[i] = Math.max(lower[i]!, Math.min(upper[i]!, w[j]!));
    }
    return x;
  }

  /** Largest unscaled violation of a constraint, whatever the slacks; `c` [rows] as `constraints` writes it at w. */
  violation(w: Float64Array, c: Float64Array): number {
    let worst = 0;
    for (let r = 0; r < this.rows; r++) {
      const slack = this.slackOf[r]! < 0 ? -1 : this.dense + this.slackOf[r]!;
      const value = slack < 0 ? c[r]! : c[r]! + w[slack]!;
      const excess =
        slack < 0 ? Math.abs(value) : Math.max(this.lower[slack]! - value, value - this.upper[slack]!);
      worst = Math.max(worst, excess / this.rowScale[r]!);
    }
    return worst;
  }

  /** λ [m] of the unscaled problem from λ [rows] of the scaled one; 0 for dropped constraints. */
  constraintMultipliers(lambda: Float64Array): Float64Array {
    const out = new Float64Array(this.data.m);
    this.kept.forEach((i, r) => {
      out[i] = (lambda[r]! * this.rowScale[r]!) / this.objectiveScale;
    });
    return out;
  }

  /** Multipliers of the bounds of all n unknowns; those of fixed ones are left at 0. */
  boundMultipliers(z: Float64Array): Float64Array {
    const out = new Float64Array(this.data.n);
    this.free.forEach((i, j) => {
      out[i] = z[j]! / this.objectiveScale;
    });
    return out;
  }

  private setBounds(j: number, low: number, high: number, scale: number): void {
    const { boundRelaxation, constraintTolerance } = this.options;
    const widen = (bound: number) =>
      Number.isFinite(bound)
        ? Math.min(constraintTolerance, boundRelaxation * Math.max(1, Math.abs(bound)))
        : 0;
    this.lower[j] = (low - widen(low)) * scale;
    this.upper[j] = (high + widen(high)) * scale;
  }

  private inside(value: number, j: number): number {
    const margins = { push: this.options.boundPush, fraction: this.options.boundFraction };
    return pushedInside(value, this.lower[j]!, this.upper[j]!, margins);
  }

  private chooseScales(): void {
    const { dense, start, rowScale } = this;
    const largest = this.options.largestScaledGradient;
    const gradient = new Float64Array(dense + this.unit);
    this.gradient(start, gradient);
    const jacobian = new Float64Array(this.rows * dense);
    this.jacobian(start, jacobian);
    this.objectiveScale *= gradientScale(gradient, 0, dense, largest);
    for (let r = 0; r < this.rows; r++) rowScale[r] = gradientScale(jacobian, r * dense, dense, largest);
  }

  private addExact(w: Float64Array, weights: LagrangianWeights, dense: Float64Array): void {
    const { kept, free, rowScale, fullLambda, data } = this;
    for (let r = 0; r < this.rows; r++) fullLambda[kept[r]!] = weights.lambda[r]! * rowScale[r]!;
    const sigma = weights.sigma * this.objectiveScale;
    const full = this.evaluator.hessian(this.unknowns(w), sigma, fullLambda);
    for (let i = 0; i < this.dense; i++) {
      const row = free[i]! * data.n;
      for (let j = 0; j <= i; j++) dense[i * this.dense + j]! += full[row + free[j]!]!;
    }
  }

  private addGaussNewton(w: Float64Array, sigma: number, dense: Float64Array): void {
    if (sigma === 0) return;
    const { free, data } = this;
    const full = this.evaluator.residualJacobian(this.unknowns(w));
    const weight = 2 * sigma * this.objectiveScale;
    for (let row = 0; row < full.length; row += data.n) {
      for (let i = 0; i < this.dense; i++) {
        const factor = weight * full[row + free[i]!]!;
        if (factor === 0) continue;
        for (let j = 0; j <= i; j++) dense[i * this.dense + j]! += factor * full[row + free[j]!]!;
      }
    }
  }
}

/** A box narrower than this, relative to where it lies, has no interior in double precision that a barrier could work in. */
const NARROWEST_BOX = 1e-10;

/** Is the unknown fixed by its bounds, up to rounding? */
export function isFixed({ lower, upper }: Pick<ProblemData, "lower" | "upper">, i: number): boolean {
  const size = Math.max(1, Math.abs(lower[i]!), Math.abs(upper[i]!));
  return size < Number.POSITIVE_INFINITY && upper[i]! - lower[i]! <= NARROWEST_BOX * size;
}

/** The start moved into its bounds [n]. */
export const startInside = ({ start, lower, upper }: ProblemData): Float64Array =>
  start.map((value, i) => Math.max(lower[i]!, Math.min(upper[i]!, value)));

function indices(count: number, wanted: (i: number) => boolean): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i).filter(wanted);
}
