import { CrossedSides } from "../../blocks/points/crossed-sides.js";
import type { Points } from "../../blocks/points/points.js";
import type { ScalarBlocks } from "../../blocks/scalar-blocks.js";
import type { OperatorData } from "../residual.js";
import type { SystemDefinition } from "./definition.js";
import { systemColumns } from "./equation.js";

/** What the operators add to the sums of moduli of the terms of E, v^D |a g(z)| + u^D |a g(1−z)| over all entries of a channel [rows]. */
export function systemModuli(
  definition: SystemDefinition,
  points: Points,
  operators: readonly OperatorData[],
  scalarBlocks: ScalarBlocks,
): Float64Array {
  const sides = new CrossedSides(points);
  const columns = systemColumns(definition, sides, scalarBlocks);
  const sum = new Float64Array(sides.rows * definition.components.length);
  for (const { channel, spin, delta, ope2 } of operators) {
    for (const { entry, blocks } of columns.get(channel)!) {
      const start = entry.component * sides.rows;
      const own = entry.at ?? { delta, spin };
      for (const [i, modulus] of blocks.magnitude(own.delta, own.spin).entries())
        sum[start + i]! += Math.abs(ope2 * entry.weight) * modulus;
    }
  }
  return sum;
}
