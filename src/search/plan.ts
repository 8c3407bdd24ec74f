import { freeDimensions } from "../crossing/truncation.js";
import { InputError } from "../errors.js";
import { levenbergMarquardt } from "../optimisers/least-squares/levenberg-marquardt.js";
import type { BackendFactory } from "../optimisers/sac/backend.js";
import { loadBackend } from "../optimisers/sac/backends/load.js";
import { parseSacOptions, type SacOptions } from "../optimisers/sac/options.js";
import type { Rung as RungSpec, Theory } from "../theory/theory.js";
import type { ExplorerSetup, Polish } from "./explorer.js";
import type { LadderPlan } from "./ladder.js";
import type { SearchOptions } from "./options.js";
import { truncation } from "./truncations.js";

/** Polished starts a rung, and SAC steps between two of them. */
const STARTS = 20;
const SAC_STEPS_A_START = 4;
/** SAC steps a rung where nothing is polished, in units of work of this many. */
const SAC_STEPS_ALONE = 1500;
const SAC_UNIT = 5;
/** Uniform places a rung where nothing is polished, unless a budget says otherwise. */
const RANDOM_PLACES = 20_000;

/** Decides, before any work, what a search will do. @throws InputError for what does not fit together */
export async function ladderPlan(theory: Theory, options: SearchOptions): Promise<LadderPlan> {
  const objective = options.objective ?? theory.objective;
  if (objective === "equations") throw unavailable("objective", objective, "whitened, plain");
  const rungs = chosenRungs(theory, options);
  return {
    rungs,
    objective,
    explorer: await explorerSetup(options),
    climbAll: options.rungs !== undefined,
    seed: options.seed ?? 1,
    stream: options.stream ?? 0,
    start: options.start ? startPlace(theory, rungs[0]!, options.start) : null,
  };
}

function chosenRungs(theory: Theory, { strategy = "ladder", rungs }: SearchOptions): readonly RungSpec[] {
  const { ladder } = theory;
  if (rungs !== undefined && !(Number.isInteger(rungs) && rungs >= 1 && rungs <= ladder.length)) {
    throw new InputError({
      where: "rungs",
      found: rungs,
      allowed: `a whole number from 1 to ${ladder.length}, the rungs of ${theory.name}`,
    });
  }
  const climbed = ladder.slice(0, rungs ?? ladder.length);
  if (strategy === "ladder") return climbed;
  if (strategy === "windows" || strategy === "multistart") return climbed.slice(-1);
  throw unavailable("strategy", strategy, "ladder, windows, multistart");
}

async function explorerSetup(options: SearchOptions): Promise<ExplorerSetup> {
  const { optimiser = "hybrid", strategy = "ladder" } = options;
  const createBackend = await backend(options);
  const sac = parseSacOptions({
    form: options.sac ?? (strategy === "windows" ? "classic" : "modern"),
    ...options.sacOptions,
  } as SacOptions);
  switch (optimiser) {
    case "hybrid":
      return { sac, polish: leastSquares, starts: STARTS, sacSteps: SAC_STEPS_A_START, createBackend };
    case "least-squares":
      return { sac: null, polish: leastSquares, starts: STARTS, sacSteps: 0 };
    case "sac":
      return { sac, polish: null, starts: sacUnits(options), sacSteps: SAC_UNIT, createBackend };
    case "random":
      return {
        sac: null,
        polish: null,
        starts: options.budget ? Number.POSITIVE_INFINITY : RANDOM_PLACES,
        sacSteps: 0,
      };
    default:
      throw unavailable("optimiser", optimiser, "hybrid, sac, least-squares, random");
  }
}

/** A single rung under a budget goes on until the budget or SAC's own schedule ends it. */
function sacUnits({ strategy = "ladder", budget }: SearchOptions): number {
  return budget && strategy !== "ladder" ? Number.POSITIVE_INFINITY : SAC_STEPS_ALONE / SAC_UNIT;
}

async function backend({ backend: name = "wasm" }: SearchOptions): Promise<BackendFactory> {
  return loadBackend(name);
}

const leastSquares: Polish = (problem, x) => levenbergMarquardt(problem, x);

function startPlace(
  theory: Theory,
  rung: RungSpec,
  start: NonNullable<SearchOptions["start"]>,
): readonly number[] {
  const kept = truncation(theory, rung.operators, rung.cut);
  const unused = [...start].sort((a, b) => a.delta - b.delta);
  return freeDimensions(kept).map((k) => {
    const { spin, label } = kept.operators[k]!;
    const fixed = kept.operators.filter((other) => other.spin === spin && other.lower === other.upper);
    const index = unused.findIndex(
      (entry) => entry.spin === spin && !fixed.some(({ lower }) => Math.abs(lower - entry.delta) < 1e-6),
    );
    if (index < 0)
      throw new InputError({ where: "start", field: label, allowed: `needs an operator of spin ${spin}` });
    return unused.splice(index, 1)[0]!.delta;
  });
}

function unavailable(where: string, found: string, allowed: string): InputError {
  return new InputError({ where, found, allowed: `one of ${allowed}` });
}
