import type { Formulation } from "./formulation.js";
import { addTransposedJacobian } from "./lagrangian.js";

/** What an approximation of the Hessian learns from at an iterate, and where it is written. */
interface Iterate {
  readonly w: Float64Array;
  readonly lambda: Float64Array;
  readonly gradient: Float64Array;
  readonly jacobian: Float64Array;
  readonly hessian: Float64Array;
  readonly unitHessian: Float64Array;
}

/** σ of the first matrix is kept in this range [limited_memory_init_val_min, _max]. */
const LEAST_SCALE = 1e-8;
const LARGEST_SCALE = 1e8;
/** a gradient that changes by less than this × σ‖s‖ has no curvature: σ falls, or a linear function would be followed in unit steps */
const FLAT = 1e-8;
const FLAT_DECREASE = 0.1;
const LEAST_FLAT_SCALE = 1e-20;
/** skipped updates in a row after which the memory is cleared [limited_memory_max_skipping] */
const MOST_SKIPPED = 2;

/**
 * L-BFGS approximation of the Hessian of the Lagrangian in x: B = BFGS(σI; the last pairs s, y), with
 * y the change of the Lagrangian's gradient at the new multipliers (Nocedal and Wright, Numerical Optimization, §7.2).
 * Where f's own Hessian is a known diagonal, only the constraints' part is approximated.
 */
export class QuasiNewton {
  private readonly steps: Float64Array[] = [];
  private readonly changes: Float64Array[] = [];
  private readonly lastW: Float64Array;
  private readonly lastGradient: Float64Array;
  private readonly lastJacobian: Float64Array;
  private readonly work: Float64Array;
  private started = false;
  private skipped = 0;
  private scale = 1;

  constructor(
    private readonly formulation: Formulation,
    private readonly memory: number,
  ) {
    const n = formulation.dense + formulation.unit;
    this.lastW = new Float64Array(n);
    this.lastGradient = new Float64Array(n);
    this.lastJacobian = new Float64Array(formulation.rows * formulation.dense);
    this.work = new Float64Array(n);
  }

  /** Forgets every pair, so that the next Hessian is a multiple of 1. Returns false if there was none. */
  clear(): boolean {
    const had = this.steps.length > 0;
    this.steps.length = 0;
    this.changes.length = 0;
    return had;
  }

  /** Takes in the step to the state's iterate, then writes B into `state.hessian`. */
  update(state: Iterate): void {
    if (this.started) this.learn(state);
    else this.scale = this.formulation.objectiveDiagonal ? LEAST_SCALE : 1;
    this.started = true;
    this.lastW.set(state.w);
    this.lastGradient.set(state.gradient);
    this.lastJacobian.set(state.jacobian);
    this.write(state.hessian);
    const { objectiveDiagonal: diagonal, dense, unit } = this.formulation;
    if (!diagonal) return;
    for (let i = 0; i < dense; i++) state.hessian[i * dense + i]! += diagonal[i]!;
    for (let u = 0; u < unit; u++) state.unitHessian[u]! += diagonal[dense + u]!;
  }

  private learn(state: Iterate): void {
    const { dense, objectiveDiagonal } = this.formulation;
    const step = new Float64Array(dense);
    const change = new Float64Array(dense);
    const { work } = this;
    work.fill(0);
    for (let r = 0; r < this.lastJacobian.length; r++)
      this.lastJacobian[r] = state.jacobian[r]! - this.lastJacobian[r]!;
    addTransposedJacobian(this.formulation, this.lastJacobian, state.lambda, work);
    let [sy, ss, yy] = [0, 0, 0];
    for (let i = 0; i < dense; i++) {
      step[i] = state.w[i]! - this.lastW[i]!;
      change[i] = work[i]! + (objectiveDiagonal ? 0 : state.gradient[i]! - this.lastGradient[i]!);
      sy += step[i]! * change[i]!;
      ss += step[i]! * step[i]!;
      yy += change[i]! * change[i]!;
    }
    if (!(sy > Math.sqrt(Number.EPSILON) * Math.sqrt(ss) * Math.sqrt(yy))) {
      if (++this.skipped >= MOST_SKIPPED) this.clear();
      const flat = yy <= FLAT * FLAT * this.scale * this.scale * ss;
      if (flat && this.steps.length === 0)
        this.scale = Math.max(LEAST_FLAT_SCALE, FLAT_DECREASE * this.scale);
      return;
    }
    this.skipped = 0;
    this.scale = Math.min(LARGEST_SCALE, Math.max(LEAST_SCALE, sy / ss));
    this.steps.push(step);
    this.changes.push(change);
    if (this.steps.length > this.memory) {
      this.steps.shift();
      this.changes.shift();
    }
  }

  /** B ← B − (Bs)(Bs)ᵀ/sᵀBs + yyᵀ/sᵀy for the pairs in turn, from σI; lower triangle. */
  private write(out: Float64Array): void {
    const { dense } = this.formulation;
    const product = this.work;
    out.fill(0);
    for (let i = 0; i < dense; i++) out[i * dense + i] = this.scale;
    for (let pair = 0; pair < this.steps.length; pair++) {
      const s = this.steps[pair]!;
      const y = this.changes[pair]!;
      let [sBs, sy] = [0, 0];
      for (let i = 0; i < dense; i++) {
        let sum = 0;
        for (let j = 0; j < dense; j++) sum += (j <= i ? out[i * dense + j]! : out[j * dense + i]!) * s[j]!;
        product[i] = sum;
        sBs += sum * s[i]!;
        sy += s[i]! * y[i]!;
      }
      if (!(sBs > 0)) continue;
      for (let i = 0; i < dense; i++) {
        for (let j = 0; j <= i; j++) {
          out[i * dense + j]! += (y[i]! * y[j]!) / sy - (product[i]! * product[j]!) / sBs;
        }
      }
    }
  }
}
