import { largestDualStep, largestPrimalStep } from "./fraction-to-boundary.js";
import { squaredNorm } from "./norms.js";
import { boundCount, lagrangianGradient } from "./optimality.js";
import { ensureFactored } from "./search-direction.js";
import type { State } from "./state.js";

const LEAST_SIGMA = 1e-6;
const LARGEST_SIGMA = 100;
const SECTIONS = 8;
const SECTION_TOLERANCE = 0.01;
const GOLDEN = (3 - Math.sqrt(5)) / 2;

/** The mean of slack · z over all finite bounds; 0 without bounds. */
export function meanComplementarity(state: State): number {
  const count = boundCount(state);
  let sum = 0;
  for (let i = 0; i < state.n; i++) {
    if (state.zLower[i]! > 0) sum += state.slackLower(i) * state.zLower[i]!;
    if (state.zUpper[i]! > 0) sum += state.slackUpper(i) * state.zUpper[i]!;
  }
  return count > 0 ? sum / count : 0;
}

/**
 * μ = σ · (mean complementarity) with the centring σ that minimises a linear model of the optimality error after the
 * step (Nocedal, Wächter and Waltz, SIAM J. Optim. 19, 1674 (2009), §4), by golden section. Undefined if the system is singular.
 */
export function qualityFunctionBarrier(state: State): number | undefined {
  if (!ensureFactored(state)) return undefined;
  const mean = meanComplementarity(state);
  const model = new QualityModel(state, mean);
  const up = model.value(1) < model.value(1 - 1e-4);
  const [low, high] = up ? [1, LARGEST_SIGMA] : [LEAST_SIGMA, 1 - 1e-4];
  return mean * goldenSection((sigma) => model.value(sigma), low, high);
}

/** Affine and centring parts of the step: a trial σ then costs no linear solve. */
class QualityModel {
  private readonly affine: Float64Array;
  private readonly centring: Float64Array;
  private readonly dw: Float64Array;
  private readonly dLower: Float64Array;
  private readonly dUpper: Float64Array;
  private readonly dual: number;
  private readonly primal: number;
  private readonly bounds: number;

  constructor(
    private readonly state: State,
    private readonly mean: number,
  ) {
    const { n } = state;
    this.affine = new Float64Array(n);
    this.centring = new Float64Array(n);
    this.dw = new Float64Array(n);
    this.dLower = new Float64Array(n);
    this.dUpper = new Float64Array(n);
    this.bounds = boundCount(state);
    lagrangianGradient(state, this.dw);
    this.dual = squaredNorm(this.dw) / n;
    this.primal = squaredNorm(state.c) / Math.max(1, state.c.length);
    for (let i = 0; i < n; i++) {
      this.affine[i] = -(this.dw[i]! + state.zLower[i]! - state.zUpper[i]!);
      this.centring[i] = mean / state.slackLower(i) - mean / state.slackUpper(i);
    }
    state.kkt.solve(
      this.affine,
      state.c.map((value) => -value),
    );
    state.kkt.solve(this.centring, new Float64Array(state.c.length));
  }

  value(sigma: number): number {
    const { state, dw, dLower, dUpper } = this;
    const mu = sigma * this.mean;
    for (let i = 0; i < state.n; i++) {
      dw[i] = this.affine[i]! + sigma * this.centring[i]!;
      const [zl, zu] = [state.zLower[i]!, state.zUpper[i]!];
      dLower[i] = zl > 0 ? (mu - zl * dw[i]!) / state.slackLower(i) - zl : 0;
      dUpper[i] = zu > 0 ? (mu + zu * dw[i]!) / state.slackUpper(i) - zu : 0;
    }
    const primal = largestPrimalStep(state, dw, state.tau);
    const dual = largestDualStep(state, dLower, dUpper, state.tau);
    let complementarity = 0;
    for (let i = 0; i < state.n; i++) {
      if (state.zLower[i]! > 0) {
        const product = (state.slackLower(i) + primal * dw[i]!) * (state.zLower[i]! + dual * dLower[i]!);
        complementarity += product * product;
      }
      if (state.zUpper[i]! > 0) {
        const product = (state.slackUpper(i) - primal * dw[i]!) * (state.zUpper[i]! + dual * dUpper[i]!);
        complementarity += product * product;
      }
    }
    return (
      (1 - dual) * (1 - dual) * this.dual +
      (1 - primal) * (1 - primal) * this.primal +
      complementarity / Math.max(1, this.bounds)
    );
  }
}

function goldenSection(value: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let left = low + GOLDEN * (high - low);
  let right = high - GOLDEN * (high - low);
  let [atLeft, atRight] = [value(left), value(right)];
  for (let section = 0; section < SECTIONS && high - low > SECTION_TOLERANCE * high; section++) {
    if (atLeft > atRight) {
      low = left;
      [left, atLeft] = [right, atRight];
      right = high - GOLDEN * (high - low);
      atRight = value(right);
    } else {
      high = right;
      [right, atRight] = [left, atLeft];
      left = low + GOLDEN * (high - low);
      atLeft = value(left);
    }
  }
  return atLeft < atRight ? left : right;
}
