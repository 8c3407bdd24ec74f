import type { Network } from "../networks/backend.js";
import { tensorsOf, weightCount } from "../networks/design.js";

/**
 * Scales the weights that lead into each hidden unit to length 1 (arXiv:2502.15280, equation (12)); biases
 * and the last layer stay.
 */
export function unitWeights(network: Network): void {
  const weights = new Float32Array(weightCount(network.design));
  network.copy("weights", weights, "out");
  const { width } = network.design;
  const tensors = tensorsOf(network.design);
  for (const layer of [["observation", "action"], ["hidden"]]) {
    const own = tensors.filter(({ name }) => layer.includes(name));
    const squares = new Float64Array(width);
    const each = (act: (index: number, unit: number) => void) => {
      for (const { rows, offset } of own) for (let i = 0; i < rows * width; i++) act(offset + i, i % width);
    };
    each((index, unit) => {
      squares[unit]! += weights[index]! * weights[index]!;
    });
    each((index, unit) => {
      if (squares[unit]! > 0) weights[index]! /= Math.sqrt(squares[unit]!);
    });
  }
  network.copy("weights", weights, "in");
}

/**
 * Running mean and variance of the entries of observations, by which they are standardised and, with one more
 * entry `shift`, brought to length 1 (arXiv:2502.15280, equations (8) to (10)).
 */
export class ObservationSphere {
  private count = 0;
  private mean: Float64Array;
  /** sums of squares about the mean */
  private squares: Float64Array;

  constructor(
    private readonly size: number,
    private readonly shift: number,
  ) {
    this.mean = new Float64Array(size);
    this.squares = new Float64Array(size);
  }

  /** Takes observations [rows × size] into the statistics. */
  see(observations: Float32Array): void {
    const { size, mean, squares } = this;
    for (let start = 0; start < observations.length; start += size) {
      this.count++;
      for (let i = 0; i < size; i++) {
        const difference = observations[start + i]! - mean[i]!;
        mean[i]! += difference / this.count;
        squares[i]! += difference * (observations[start + i]! - mean[i]!);
      }
    }
  }

  /** Observations [rows × size] on the sphere, into `out` [rows × (size + 1)]. */
  place(observations: Float32Array, out: Float32Array): void {
    const { size, shift, mean, squares, count } = this;
    for (let row = 0; row * size < observations.length; row++) {
      const start = row * (size + 1);
      let length = shift * shift;
      for (let i = 0; i < size; i++) {
        const variance = count > 1 ? squares[i]! / count : 1;
        const value = (observations[row * size + i]! - mean[i]!) / Math.sqrt(variance + 1e-8);
        out[start + i] = value;
        length += value * value;
      }
      out[start + size] = shift;
      const scale = 1 / Math.sqrt(length);
      for (let i = 0; i <= size; i++) out[start + i]! *= scale;
    }
  }

  save(): SphereState {
    return { count: this.count, mean: this.mean.slice(), squares: this.squares.slice() };
  }

  load({ count, mean, squares }: SphereState): void {
    this.count = count;
    this.mean = mean.slice();
    this.squares = squares.slice();
  }
}

/** Structured-cloneable. */
export interface SphereState {
  readonly count: number;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}
