import type { Batch } from "./agent.js";

/** How fast the statistics forget, per batch. */
const RATE = 0.02;
/** Part of the weights that every entry has, whatever its effect. */
const FLOOR = 0.25;

/**
 * How much of the reward's variance each entry of the action accounts for, by the best parabola in it:
 * running moments of batches whose other entries vary as well, so that what they do averages out.
 */
export class CausalEffects {
  /** running mean of each entry's share of the variance, 0 to 1 */
  private shares: Float64Array;

  constructor(private readonly actionSize: number) {
    this.shares = new Float64Array(actionSize);
  }

  see({ actions, rewards }: Batch): void {
    const { actionSize, shares } = this;
    for (let entry = 0; entry < actionSize; entry++) {
      const share = parabolaShare(rewards, (row) => actions[row * actionSize + entry]!);
      shares[entry]! += RATE * (share - shares[entry]!);
    }
  }

  /** Positive, of mean 1; all of them 1 before anything was seen. */
  weights(): Float64Array {
    const total = this.shares.reduce((sum, share) => sum + share, 0);
    if (!(total > 0)) return new Float64Array(this.actionSize).fill(1);
    return this.shares.map((share) => FLOOR + ((1 - FLOOR) * this.actionSize * share) / total);
  }

  save(): Float64Array {
    return this.shares.slice();
  }

  load(shares: Float64Array): void {
    this.shares = shares.slice();
  }
}

/** R² of the least-squares parabola of y in x; 0 where y or x does not vary. */
function parabolaShare(y: Float32Array, x: (row: number) => number): number {
  const rows = y.length;
  const mean = [0, 0, 0];
  const values = (row: number) => [x(row), x(row) * x(row), y[row]!] as const;
  for (let row = 0; row < rows; row++)
    for (const [k, value] of values(row).entries()) mean[k]! += value / rows;
  let [aa, ab, bb, ay, by, yy] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const [a, b, c] = values(row).map((value, k) => value - mean[k]!) as [number, number, number];
    aa += a * a;
    ab += a * b;
    bb += b * b;
    ay += a * c;
    by += b * c;
    yy += c * c;
  }
  const determinant = aa * bb - ab * ab;
  if (!(determinant > 1e-9 * aa * bb) || !(yy > 0)) return 0;
  return Math.min(Math.max((bb * ay * ay - 2 * ab * ay * by + aa * by * by) / (determinant * yy), 0), 1);
}
