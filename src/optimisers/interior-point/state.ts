import { Filter } from "./filter.js";
import type { Formulation } from "./formulation.js";
import { KktSystem } from "./kkt.js";
import type { OptionValues } from "./options.js";
import { QuasiNewton } from "./quasi-newton.js";

/** What one line of the iteration table says about the step that led to the iterate. */
export interface StepRecord {
  /** ‖Δw‖∞ */
  size: number;
  /** δ_w of the step's linear system, 0 for none */
  hessianShift: number;
  primal: number;
  dual: number;
  /** trial points of the line search */
  trials: number;
  /** f: Armijo step, h: filter step; capital after a second-order correction; R: from the restoration; t, T: tiny */
  tag: string;
}

/**
 * Everything the method knows at one iterate: the point w = (x, u), multipliers λ of c and zL, zU of the bounds, what was
 * evaluated there, the step, the barrier parameter and the filter. Steps of the method read and write it; all arrays are
 * allocated here.
 */
export class State {
  /** dense + unit */
  readonly n: number;
  readonly w: Float64Array;
  readonly lambda: Float64Array;
  readonly zLower: Float64Array;
  readonly zUpper: Float64Array;
  f = Number.NaN;
  readonly c: Float64Array;
  readonly gradient: Float64Array;
  readonly jacobian: Float64Array;
  /** Hessian of the Lagrangian: x block, lower triangle, and the diagonal of u */
  readonly hessian: Float64Array;
  readonly unitHessian: Float64Array;

  readonly trialW: Float64Array;
  trialF = Number.NaN;
  readonly trialC: Float64Array;
  readonly dw: Float64Array;
  readonly dLambda: Float64Array;
  readonly dLower: Float64Array;
  readonly dUpper: Float64Array;

  readonly kkt: KktSystem;
  /** the linear system has been factored for the present iterate */
  factored = false;
  readonly quasiNewton: QuasiNewton | undefined;
  readonly filter = new Filter();
  /** iterations in a row in which the filter alone shortened the step, and how often it was emptied for that */
  filterRejections = 0;
  filterResets = 0;
  /** θ_max and θ_min, set at the first line search */
  largestTheta = Number.NaN;
  smallTheta = Number.NaN;
  mu: number;
  /** fraction to the boundary, WB eq. (8) */
  tau = 0;
  /** last δ_w that was needed */
  lastHessianShift = 0;
  /** two tiny steps in a row */
  tiny = false;
  acceptableInARow = 0;
  readonly record: StepRecord = { size: 0, hessianShift: 0, primal: 0, dual: 0, trials: 0, tag: "" };

  constructor(
    readonly formulation: Formulation,
    readonly options: OptionValues,
  ) {
    const { dense, unit, rows } = formulation;
    this.n = dense + unit;
    const [n, d] = [this.n, dense];
    this.w = new Float64Array(n);
    this.lambda = new Float64Array(rows);
    this.zLower = new Float64Array(n);
    this.zUpper = new Float64Array(n);
    this.c = new Float64Array(rows);
    this.gradient = new Float64Array(n);
    this.jacobian = new Float64Array(rows * d);
    this.hessian = new Float64Array(d * d);
    this.unitHessian = new Float64Array(unit);
    this.trialW = new Float64Array(n);
    this.trialC = new Float64Array(rows);
    this.dw = new Float64Array(n);
    this.dLambda = new Float64Array(rows);
    this.dLower = new Float64Array(n);
    this.dUpper = new Float64Array(n);
    this.kkt = new KktSystem(formulation);
    this.quasiNewton =
      formulation.curvature === "lbfgs" ? new QuasiNewton(formulation, options.memory) : undefined;
    this.mu = options.initialBarrier;
  }

  /** w − lower of variable i; Infinity without a bound */
  slackLower(i: number): number {
    return this.w[i]! - this.formulation.lower[i]!;
  }

  /** upper − w of variable i; Infinity without a bound */
  slackUpper(i: number): number {
    return this.formulation.upper[i]! - this.w[i]!;
  }
}
