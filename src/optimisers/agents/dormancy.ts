import type { Random } from "../../math/random.js";
import type { Network } from "../networks/backend.js";
import { drawWeights, tensorsOf, weightCount } from "../networks/design.js";

/**
 * Part of the hidden units that are dormant: whose running gradient, the norm of Adam's first moment over the
 * weights that lead into the unit, is at most `threshold` times the mean of its layer.
 */
export function dormantPart(network: Network, threshold: number): number {
  const moments = new Float32Array(weightCount(network.design));
  network.copy("firstMoments", moments, "out");
  const { width } = network.design;
  let dormant = 0;
  for (const layer of [["observation", "action"], ["hidden"]]) {
    const squares = new Float64Array(width);
    for (const { name, rows, offset } of tensorsOf(network.design)) {
      if (!layer.includes(name)) continue;
      for (let i = 0; i < rows * width; i++)
        squares[i % width]! += moments[offset + i]! * moments[offset + i]!;
    }
    const norms = squares.map(Math.sqrt);
    const mean = norms.reduce((sum, norm) => sum + norm, 0) / width;
    dormant += norms.filter((norm) => norm <= threshold * mean).length;
  }
  return dormant / (2 * width);
}

/** weights ← kept·weights + (1 − kept)·fresh ones; Adam's moments begin anew. */
export function softReset(network: Network, kept: number, random: Random): void {
  const count = weightCount(network.design);
  const [weights, fresh] = [new Float32Array(count), new Float32Array(count)];
  network.copy("weights", weights, "out");
  drawWeights(network.design, random, fresh);
  for (let i = 0; i < count; i++) weights[i] = kept * weights[i]! + (1 - kept) * fresh[i]!;
  network.copy("weights", weights, "in");
  for (const part of ["firstMoments", "secondMoments"] as const)
    network.copy(part, new Float32Array(count), "in");
}
