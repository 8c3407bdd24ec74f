import { split } from "../option.js";
import { alongValues, continued, parseAlong } from "../search/continuation.js";
import type { SearchOptions } from "../search/options.js";
import { loadOptions } from "../theory/options.js";
import { type Run, type RunOptions, search } from "./run.js";

/**
 * Adiabatic continuation: a search at the first value of a parameter, then at each next one from every distinct solution of the
 * last, as `crossing continue` does.
 *
 * @param theory id or path of a theory file
 * @param along the path of the parameter, `x=first..last`, with `:log` or `:power:p` after it
 * @param steps number of values, both ends among them, at least 2
 * @returns one run a value, in the order of the path
 * @throws {InputError} for a path that is none, and for what is wrong with the theory or the options
 */
export async function follow(
  theory: string,
  along: string,
  steps: number,
  options: RunOptions = {},
): Promise<Run[]> {
  const [given, first] = split(loadOptions, options);
  const path = parseAlong(along);
  const runs: Run[] = [];
  let how: SearchOptions = first;
  for (const value of alongValues(path, steps)) {
    const physics = { ...given, set: { ...given.set, [path.parameter]: value } };
    const run = await search(theory, { ...how, ...physics });
    runs.push(run);
    if (run.result.stopReason === "interrupted") break;
    how = continued(run.theory, how, run.result);
  }
  return runs;
}
