import type { CrossingFunctionals } from "../../crossing/functionals/crossing-functionals.js";
import { entries, type Sector } from "../../families/sectors.js";
import type { Positivity } from "./positivity.js";

/**
 * An operator at one dimension of whose coefficients more is known than that they are positive: the matrices
 * of all that they multiply, added up, each with its own positive factor. A functional is allowed where Σ_row
 * α_row M_row ⪰ 0.
 *
 * @param sector one of the combined ones of a family
 */
export function combinedOperator(
  functionals: CrossingFunctionals,
  sector: Sector,
  { spin, delta }: { readonly spin: number; readonly delta: number },
): Positivity {
  const from = functionals.fixed.from(delta);
  const matrix: bigint[][][][] = Array.from({ length: sector.size }, () => []);
  for (const [k, [i, j]] of entries(sector.size).entries()) {
    const rows = functionals
      .column(sector.channels[k]!, spin, from)
      // an entry off the diagonal stands twice in the matrix
      .map((entry) => [i === j ? entry : entry >> 1n]);
    matrix[i]![j] = rows;
    matrix[j]![i] = rows;
  }
  return { sector, spin, from, to: null, distances: [], norms: [], degree: 0, matrix };
}
