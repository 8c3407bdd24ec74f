import { exp, log } from "../../../math/elementary.js";

/**
 * The trust region of a descent: places t = centre + radius·L·a for actions a in [−1, 1]ⁿ, in coordinates that map the
 * box to [0, 1]ⁿ. L, lower triangular with determinant 1, follows the covariance of the better half of the proposals
 * (the rank-μ update of CMA-ES, arXiv:1604.00772 equation (30)); the radius grows while more than a target fraction of
 * proposals improve on the centre and shrinks otherwise (Igel, Hansen, Roth, Evol. Comput. 15 (2007) 1, algorithm 2).
 * Narrow curved valleys are out of reach of any window that keeps the axes' directions.
 */
export class ShapedWindow {
  readonly centre: Float64Array;
  radius: number;
  /** smoothed fraction of successful proposals */
  private success: number;
  private readonly covariance: Float64Array;
  private readonly factor: Float64Array;
  private readonly difference: Float64Array;
  private readonly targetSuccess: number;

  constructor(
    private readonly size: number,
    private readonly samples: number,
    radius: number,
  ) {
    this.centre = new Float64Array(size).fill(0.5);
    this.radius = radius;
    this.targetSuccess = 1 / (5 + Math.sqrt(samples) / 2);
    this.success = this.targetSuccess;
    this.covariance = new Float64Array(size * size);
    this.factor = new Float64Array(size * size);
    this.difference = new Float64Array(size);
    this.reset(radius);
  }

  /** A round window (in box coordinates) about the present centre. */
  reset(radius: number): void {
    this.radius = radius;
    this.success = this.targetSuccess;
    this.covariance.fill(0);
    for (let i = 0; i < this.size; i++) this.covariance[i * this.size + i] = 1;
    this.factor.set(this.covariance);
  }

  /** Half-width of the window along its widest unknown, as a fraction of the range. */
  get halfWidth(): number {
    let widest = 0;
    for (let i = 0; i < this.size; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += square(this.factor[i * this.size + j]!);
      widest = Math.max(widest, sum);
    }
    return this.radius * Math.sqrt(widest);
  }

  /** out = centre + radius·L·action, folded back into [0, 1]ⁿ at its faces. */
  place(actions: ArrayLike<number>, offset: number, out: Float64Array): void {
    const { size, factor } = this;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += factor[i * size + j]! * actions[offset + j]!;
      out[i] = fold(this.centre[i]! + this.radius * sum);
    }
  }

  /** The action that leads from `base` to `place`; returns its largest entry in absolute value. */
  action(base: Float64Array, place: Float64Array, out: Float32Array, offset: number): number {
    const { size, factor } = this;
    let largest = 0;
    for (let i = 0; i < size; i++) {
      let value = (place[i]! - base[i]!) / this.radius;
      for (let j = 0; j < i; j++) value -= factor[i * size + j]! * out[offset + j]!;
      value /= factor[i * size + i]!;
      out[offset + i] = value;
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Learns from one query: its better places [count], best first, and the fraction that improved on the centre. */
  adapt(places: readonly Float64Array[], improved: number): void {
    this.adaptShape(places);
    const { samples, size, targetSuccess } = this;
    this.success += (improved - this.success) * SUCCESS_RATE;
    const damping = 1 + size / (2 * samples);
    this.radius *= exp((this.success - targetSuccess) / (1 - targetSuccess) / damping);
    this.radius = Math.min(this.radius, 1);
  }

  private adaptShape(places: readonly Float64Array[]): void {
    const { size, covariance, difference } = this;
    const count = places.length;
    const rate = Math.min(0.5, (2 * count) / ((size + 2) * (size + 2) + count));
    for (let k = 0; k < covariance.length; k++) covariance[k]! *= 1 - rate;
    for (const place of places) {
      for (let i = 0; i < size; i++) difference[i] = (place[i]! - this.centre[i]!) / this.radius;
      for (let i = 0; i < size; i++) {
        // × 3: a uniform action has variance ⅓
        for (let j = 0; j < size; j++)
          covariance[i * size + j]! += (3 * rate * difference[i]! * difference[j]!) / count;
      }
    }
    this.refactor();
  }

  /** Cholesky factor of the covariance, brought to determinant 1. Pivots have a floor, so that no direction is lost. */
  private refactor(): void {
    const { size, covariance, factor } = this;
    let product = 1;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = covariance[i * size + j]!;
        for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
        factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, PIVOT_FLOOR)) : sum / factor[j * size + j]!;
      }
      product *= factor[i * size + i]!;
    }
    const scale = 1 / root(product, size);
    for (let k = 0; k < factor.length; k++) factor[k]! *= scale;
    for (let k = 0; k < covariance.length; k++) covariance[k]! *= scale * scale;
  }

  save(): ShapedWindowState {
    const { centre, radius, success, covariance, factor } = this;
    return {
      centre: centre.slice(),
      radius,
      success,
      covariance: covariance.slice(),
      factor: factor.slice(),
    };
  }

  load(state: ShapedWindowState): void {
    this.centre.set(state.centre);
    this.radius = state.radius;
    this.success = state.success;
    this.covariance.set(state.covariance);
    this.factor.set(state.factor);
  }
}

export interface ShapedWindowState {
  readonly centre: Float64Array;
  readonly radius: number;
  readonly success: number;
  readonly covariance: Float64Array;
  readonly factor: Float64Array;
}

/** Weight of the latest query in the smoothed fraction of successes. */
const SUCCESS_RATE = 0.3;
const PIVOT_FLOOR = 1e-14;

/** Reflects at 0 and 1; for t in [−1, 2]. */
function fold(t: number): number {
  const positive = Math.abs(t);
  return Math.min(Math.max(positive > 1 ? 2 - positive : positive, 0), 1);
}

function root(product: number, degree: number): number {
  return exp(log(product) / degree);
}

function square(x: number): number {
  return x * x;
}
