import { InputError } from "../../errors.js";
import { theoryAt } from "../../theory/load.js";
import type { Theory } from "../../theory/theory.js";
import { checkOptions } from "../check-options.js";
import type { SearchHooks } from "../hooks.js";
import type { SearchOptions } from "../options.js";
import { searchedParameters } from "../parameters/searched.js";
import { type Solved, solve } from "../solve.js";
import { checkGrid, type GridAxis, gridValues, nearestIndex } from "./grid.js";
import type { MapState } from "./map.js";
import type { MapProblem } from "./point.js";

/** A map before its first point: the problem, and the search at its root that found what is followed. */
export interface MapBeginning {
  readonly problem: MapProblem;
  readonly state: MapState;
  readonly solved: Solved;
}

/**
 * Searches at the point of the grid nearest to the theory's own values; the solution found there, on the rung that was accepted, is what the map follows.
 * @throws InputError for a grid or unknown parameters that do not fit the theory, and as a search does
 */
export async function beginMap(
  theory: Theory,
  axes: readonly GridAxis[],
  { unknown = [], ...options }: SearchOptions,
  hooks: SearchHooks = {},
): Promise<MapBeginning> {
  checkOptions(options);
  checkGrid(theory, axes, unknown);
  const objective = options.objective ?? theory.objective;
  if (objective !== "whitened") {
    const allowed = "a map compares evidences, which the whitened objective alone has";
    throw new InputError({ where: "objective", found: objective, allowed });
  }
  const followed = searchedParameters(theory, { ...options, unknown });
  const own = axes.map(({ parameter }) => theory.parameters[parameter]!);
  const root = nearestIndex(axes, own);
  const values = gridValues(axes, root);
  const at = Object.fromEntries(axes.map(({ parameter }, a) => [parameter, values[a]!]));
  const solved = await solve(theoryAt(theory, at), options, hooks);
  const { climbed } = solved;
  const problem: MapProblem = {
    theory,
    unknown: followed,
    // of all rungs, wherever the search began
    rung: theory.ladder.findIndex(({ operators }) => operators === climbed.summary.operators),
    amplitudes: climbed.summary.channelAmplitudes ?? {},
    ...(options.points !== undefined && { points: options.points }),
    cache: hooks.cache ?? true,
  };
  const start = {
    x: Array.from(climbed.pool[0]!.x),
    amplitude: climbed.amplitude,
    values: followed.map(({ name }) => theory.parameters[name]!),
  };
  return { problem, state: { axes, root, start, points: new Map(), rounds: 0, finished: false }, solved };
}
