import { InputError } from "../../errors.js";
import { levenbergMarquardt } from "../../optimisers/least-squares/levenberg-marquardt.js";
import type { BackendFactory } from "../../optimisers/sac/backend.js";
import { loadBackend } from "../../optimisers/sac/backends/load.js";
import { parseSacOptions, type SacOptions } from "../../optimisers/sac/options.js";
import { familyOf } from "../../theory/family-of.js";
import type { Rung as RungSpec, Theory } from "../../theory/theory.js";
import type { ExplorerSetup, Polish } from "../explore/explorer.js";
import { interiorPoint } from "../explore/interior-point.js";
import type { SearchOptions } from "../options.js";
import type { LadderPlan } from "./ladder.js";
import { coveredRung, givenStarts, startPlaces } from "./starts.js";

/** Polished starts a rung, and SAC steps between two of them. */
const STARTS = 20;
const SAC_STEPS_A_START = 4;
/** Places a rung from which rows are solved as equations: most end in one centre. */
const EQUATION_STARTS = 4;
const EQUATION_SAC_STEPS = 25;
const RANDOM_EQUATION_PLACES = 100;
/** SAC steps a rung where nothing is polished, in units of work of this many. */
const SAC_STEPS_ALONE = 1500;
const SAC_UNIT = 5;
/** Uniform places a rung where nothing is polished, unless a budget says otherwise. */
const RANDOM_PLACES = 20_000;

/** Decides, before any work, what a search will do. @throws InputError for what does not fit together */
export async function ladderPlan(theory: Theory, options: SearchOptions): Promise<LadderPlan> {
  const objective = options.objective ?? theory.objective;
  const starts = givenStarts(options);
  const rungs = chosenRungs(theory, options);
  return {
    rungs,
    objective,
    explorer: await (objective === "equations" ? equationsSetup(options) : explorerSetup(options)),
    climbAll: options.rungs !== undefined,
    seed: options.seed ?? 1,
    stream: options.stream ?? 0,
    starts: rungs.map((rung, k) => startPlaces(theory, rung, { starts, required: k === 0 })),
  };
}

/** Rows as equations are the interior point's, from uniform places or from SAC's; or of the coefficients alone at random dimensions. */
async function equationsSetup(options: SearchOptions): Promise<ExplorerSetup> {
  const { optimiser = "interior-point", strategy } = options;
  const starts = strategy === "continuation" ? givenStarts(options).length + 1 : EQUATION_STARTS;
  const setup = { sac: null, form: "reduced", polish: null, sacSteps: 0 } as const;
  switch (optimiser) {
    case "interior-point":
      return { ...setup, rowsAsEquations: "interior-point", starts };
    case "hybrid": {
      const proposals = await explorerSetup(options);
      return {
        ...proposals,
        ...setup,
        rowsAsEquations: "interior-point",
        starts,
        sac: proposals.sac,
        sacSteps: EQUATION_SAC_STEPS,
      };
    }
    case "random":
      return { ...setup, rowsAsEquations: "elimination", starts: RANDOM_EQUATION_PLACES };
    default:
      throw new InputError({
        where: "optimiser",
        found: optimiser,
        allowed: "one of interior-point, hybrid, random where rows are equations",
      });
  }
}

function chosenRungs(theory: Theory, options: SearchOptions): readonly RungSpec[] {
  const { objective = theory.objective, rungs } = options;
  const { strategy = objective === "equations" ? "multistart" : "ladder" } = options;
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
  const covered = coveredRung(theory, climbed, givenStarts(options));
  // the sizes of the channels' tails are fitted on the first rung
  return familyOf(theory).sizesChannels && covered !== ladder[0] ? [ladder[0]!, covered] : [covered];
}

/** How the rungs are explored. */
export async function explorerSetup(options: SearchOptions): Promise<ExplorerSetup> {
  const { optimiser = "hybrid", strategy = "ladder", polish = "least-squares", form = "reduced" } = options;
  const createBackend = await backend(options);
  const sac = parseSacOptions({
    form: options.sac ?? (strategy === "windows" ? "classic" : "modern"),
    ...options.sacOptions,
  } as SacOptions);
  const starts = polishedStarts(options);
  switch (optimiser) {
    case "hybrid":
      return {
        sac,
        form,
        polish: polishers[polish],
        starts,
        sacSteps: SAC_STEPS_A_START,
        createBackend,
      };
    case "least-squares":
    case "interior-point":
      return { sac: null, form, polish: polishers[optimiser], starts, sacSteps: 0 };
    case "sac":
      return { sac, form, polish: null, starts: sacUnits(options), sacSteps: SAC_UNIT, createBackend };
    case "random":
      return {
        sac: null,
        form,
        polish: null,
        starts: options.budget ? Number.POSITIVE_INFINITY : RANDOM_PLACES,
        sacSteps: 0,
      };
  }
}

/** A continuation takes each given place once and one at random; SAC proposes every other start. */
function polishedStarts(options: SearchOptions): number {
  if (options.strategy !== "continuation") return STARTS;
  const { optimiser = "hybrid" } = options;
  return (givenStarts(options).length + 1) * (optimiser === "hybrid" ? 2 : 1);
}

/** A single rung under a budget goes on until the budget or SAC's own schedule ends it. */
function sacUnits({ strategy = "ladder", budget }: SearchOptions): number {
  return budget && strategy !== "ladder" ? Number.POSITIVE_INFINITY : SAC_STEPS_ALONE / SAC_UNIT;
}

async function backend({ backend: name = "wasm", fastMath }: SearchOptions): Promise<BackendFactory> {
  if (fastMath !== true) return loadBackend(name);
  if (name !== "wasm") {
    throw new InputError({ where: "backend", found: name, allowed: "fast math is the backend wasm's alone" });
  }
  return loadBackend("wasm-fast");
}

const polishers: Readonly<Record<NonNullable<SearchOptions["polish"]>, Polish>> = {
  "least-squares": (problem, x) => levenbergMarquardt(problem, x),
  "interior-point": interiorPoint,
};
