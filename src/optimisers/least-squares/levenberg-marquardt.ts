import { Householder } from "../../math/householder.js";
import { checkBounds, checkStart, numbers } from "../../problem/box.js";
import type { Outcome } from "../../problem/outcome.js";
import type { Problem } from "../../problem/problem.js";
import { keepApart, pieceAround } from "./separations.js";

export interface LevenbergMarquardtOptions {
  /** most places evaluated, default 200 */
  readonly maxEvaluations?: number;
  /** longest step of one unknown, in its own units, default 0.6 */
  readonly maxStep?: number;
  /** relative decrease of the objective below which the search has converged, default 1e-10 */
  readonly tolerance?: number;
}

/**
 * Bounded Levenberg–Marquardt: damped Gauss–Newton steps with Marquardt's scaling (unit columns), unknowns held at a bound
 * that the step would leave, and separations kept by pushing the upper unknown upwards. It stays in the piece of the box
 * that it starts in.
 *
 * @param start [unknowns]; moved to the nearest allowed place first
 * @throws InputError for a start or bounds that are no numbers, or bounds in the wrong order
 * @source Moré, Lecture Notes in Mathematics 630 (1978) 105; Marquardt, J. SIAM 11 (1963) 431
 */
export function levenbergMarquardt(
  problem: Problem,
  start: Float64Array,
  { maxEvaluations = 200, maxStep = 0.6, tolerance = 1e-10 }: LevenbergMarquardtOptions = {},
): Outcome {
  const state = new DampedGaussNewton(problem, checkedStart(problem, start));
  let damping = 1e-3;
  let quiet = 0;
  while (state.evaluations < maxEvaluations) {
    if (!Number.isFinite(state.objective)) return state.outcome("failed");
    state.trialStep(damping, maxStep);
    const before = state.objective;
    if (!state.accept()) {
      damping = Math.max(damping, 1e-10) * 5;
      if (damping > 1e10) return state.outcome("converged");
      continue;
    }
    damping = Math.max(damping / 6, 1e-14);
    quiet = before - state.objective <= tolerance * before ? quiet + 1 : 0;
    if (quiet === 2) return state.outcome("converged");
  }
  return state.outcome("budget");
}

const WHERE = "levenbergMarquardt";

function checkedStart({ names, lower, upper }: Problem, start: Float64Array): Float64Array {
  const vector = (values: Float64Array, field: string) =>
    numbers(values, { where: WHERE, field, length: names.length });
  const fields = ["lower", "upper"] as const;
  checkBounds(vector(lower, fields[0]), vector(upper, fields[1]), { where: WHERE, fields });
  const checked = vector(start, "start");
  checkStart(checked, WHERE);
  return checked;
}

class DampedGaussNewton {
  objective: number;
  evaluations = 0;
  private x: Float64Array;
  private trial: Float64Array;
  private residual: Float64Array;
  private jacobian: Float64Array;
  private trialResidual: Float64Array;
  private trialJacobian: Float64Array;
  private readonly qr: Householder;
  private readonly rightHandSide: Float64Array;
  private readonly step: Float64Array;
  private readonly scale: Float64Array;
  private readonly free: Int32Array;
  private readonly box: Pick<Problem, "lower" | "upper" | "separations">;

  constructor(
    private readonly problem: Problem,
    start: Float64Array,
  ) {
    const n = start.length;
    const m = problem.rowCount;
    this.x = Float64Array.from(start);
    this.trial = new Float64Array(n);
    this.residual = new Float64Array(m);
    this.trialResidual = new Float64Array(m);
    this.jacobian = new Float64Array(m * n);
    this.trialJacobian = new Float64Array(m * n);
    this.qr = new Householder(m + n, n);
    this.rightHandSide = new Float64Array(m + n);
    this.step = new Float64Array(n);
    this.scale = new Float64Array(n);
    this.free = new Int32Array(n);
    keepApart(problem, this.x);
    this.box = { ...pieceAround(problem, this.x), separations: problem.separations };
    this.evaluations++;
    problem.linearise(this.x, this.residual, this.jacobian);
    this.objective = squaredNorm(this.residual);
  }

  /** Writes the place one damped step away into `trial`. */
  trialStep(damping: number, maxStep: number): void {
    const { box, x, trial } = this;
    const count = this.unknownsOffTheirBounds();
    this.solveStep(count, damping);
    let shrink = 1;
    for (let k = 0; k < count; k++) shrink = Math.min(shrink, maxStep / Math.abs(this.step[k]! || 1e-300));
    trial.set(x);
    for (let k = 0; k < count; k++) trial[this.free[k]!]! += shrink * this.step[k]!;
    keepApart(box, trial);
  }

  /** Collects the unknowns that may move: all but those at a bound with the gradient pushing outwards. */
  private unknownsOffTheirBounds(): number {
    const { box, x, residual, jacobian } = this;
    const n = x.length;
    let count = 0;
    for (let j = 0; j < n; j++) {
      let gradient = 0;
      let norm2 = 0;
      for (let i = 0; i < residual.length; i++) {
        const entry = jacobian[i * n + j]!;
        gradient += entry * residual[i]!;
        norm2 += entry * entry;
      }
      if (norm2 === 0) continue;
      if (x[j]! <= box.lower[j]! && gradient > 0) continue;
      if (x[j]! >= box.upper[j]! && gradient < 0) continue;
      this.free[count] = j;
      this.scale[count] = 1 / Math.sqrt(norm2);
      count++;
    }
    return count;
  }

  /** Minimises ‖J D p + r‖² + damping ‖p‖² over the free unknowns; the step is D p. */
  private solveStep(count: number, damping: number): void {
    const { residual, jacobian, qr, rightHandSide, step, scale, free } = this;
    const n = this.x.length;
    const m = residual.length;
    const a = qr.matrix;
    for (let i = 0; i < m; i++) {
      for (let k = 0; k < count; k++) a[i * count + k] = jacobian[i * n + free[k]!]! * scale[k]!;
      rightHandSide[i] = -residual[i]!;
    }
    a.fill(0, m * count, (m + count) * count);
    rightHandSide.fill(0, m);
    const root = Math.sqrt(damping);
    for (let k = 0; k < count; k++) a[(m + k) * count + k] = root;
    qr.factorise(m + count, count);
    qr.applyTranspose(rightHandSide);
    qr.solveTriangle(rightHandSide, step);
    for (let k = 0; k < count; k++) step[k]! *= scale[k]!;
  }

  /** Moves to the trial place if it is better; only there is a Jacobian computed. */
  accept(): boolean {
    const { problem, trial, trialResidual, trialJacobian } = this;
    this.evaluations++;
    problem.residual(trial, trialResidual);
    const objective = squaredNorm(trialResidual);
    if (!(objective < this.objective)) return false;
    if (problem.jacobian) problem.jacobian(trialJacobian);
    else problem.linearise(trial, trialResidual, trialJacobian);
    [this.x, this.trial] = [this.trial, this.x];
    [this.residual, this.trialResidual] = [this.trialResidual, this.residual];
    [this.jacobian, this.trialJacobian] = [this.trialJacobian, this.jacobian];
    this.objective = objective;
    return true;
  }

  outcome(status: Outcome["status"]): Outcome {
    return { x: this.x, objective: this.objective, evaluations: this.evaluations, status };
  }
}

function squaredNorm(vector: Float64Array): number {
  let sum = 0;
  for (const entry of vector) sum += entry * entry;
  return sum;
}
