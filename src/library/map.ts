import type { SearchHooks } from "../search/hooks.js";
import { beginMap } from "../search/map/begin.js";
import { parseGrid } from "../search/map/grid.js";
import { computeMap } from "../search/map/map.js";
import { pointEngine } from "../search/map/pool.js";
import { type MapSummary, mapSummary } from "../search/map/summary.js";
import type { SearchOptions } from "../search/options.js";
import { loadTheory } from "../theory/load.js";
import type { Theory } from "../theory/theory.js";

export type { MappedPoint, MapRanges, MapSummary } from "../search/map/summary.js";

/**
 * Evidence over one or two parameters of a theory: what `crossing map --json` prints, stored nowhere and computed in this thread.
 *
 * @param theory id, path of a theory file, or a loaded theory
 * @param grid `sigma=0.517..0.519:9`, or two of them with a space
 * @throws InputError for what is wrong with the theory, the grid or the options
 */
export async function evidenceMap(
  theory: string | Theory,
  grid: string,
  options: SearchOptions = {},
  hooks: SearchHooks = {},
): Promise<MapSummary> {
  const loaded = typeof theory === "string" ? loadTheory(theory) : theory;
  const { problem, state } = await beginMap(loaded, parseGrid(grid), options, hooks);
  await computeMap(problem, state, pointEngine(1), hooks.signal ? { signal: hooks.signal } : {});
  return mapSummary(problem, state);
}
