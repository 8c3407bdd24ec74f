import { InputError } from "../../errors.js";
import type { AgentOptions } from "../../optimisers/agents/options.js";
import { parseAgentOptions } from "../../optimisers/agents/registry.js";
import { levenbergMarquardt } from "../../optimisers/least-squares/levenberg-marquardt.js";
import type { BackendFactory } from "../../optimisers/networks/backend.js";
import { loadBackend } from "../../optimisers/networks/load.js";
import { familyOf } from "../../theory/family-of.js";
import type { Rung as RungSpec, Theory } from "../../theory/theory.js";
import type { ExplorerSetup, Polish } from "../explore/explorer.js";
import { interiorPoint } from "../explore/interior-point.js";
import type { SearchOptions } from "../options.js";
import { readPolicy } from "../policy/read.js";
import type { LadderPlan } from "./ladder.js";
import { coveredRung, givenStarts, startPlaces } from "./starts.js";
import { requireUsed } from "./used-options.js";

/** Polished starts a rung, and steps of the agent before each of its proposals. */
const STARTS = 20;
const AGENT_STEPS_A_PROPOSAL = 4;
/** Places a rung from which rows are solved as equations: most end in one centre. */
const EQUATION_STARTS = 4;
const EQUATION_AGENT_STEPS = 25;
const RANDOM_EQUATION_PLACES = 100;
/** Steps of the agent a rung where nothing is polished, in units of work of this many. */
const AGENT_STEPS_ALONE = 1500;
const AGENT_UNIT = 5;
/** Uniform places a rung where nothing is polished, unless a budget says otherwise. */
const RANDOM_PLACES = 20_000;

/** Decides, before any work, what a search will do. @throws InputError for what does not fit together */
export async function ladderPlan(theory: Theory, options: SearchOptions): Promise<LadderPlan> {
  requireUsed(theory, options);
  const objective = options.objective ?? theory.objective;
  const starts = givenStarts(options);
  const rungs = chosenRungs(theory, options);
  return {
    rungs,
    objective,
    explorer: await (objective === "equations" ? equationsSetup(options) : explorerSetup(options)),
    climbAll: options.rungs !== undefined,
    continued: options.strategy === "continuation",
    seed: options.seed ?? 1,
    stream: options.stream ?? 0,
    starts: rungs.map((rung, k) => startPlaces(theory, rung, { starts, required: k === 0 })),
  };
}

/** Rows as equations are the interior point's, from uniform places or from an agent's; or of the coefficients alone at random dimensions. */
async function equationsSetup(options: SearchOptions): Promise<ExplorerSetup> {
  const { optimiser = "interior-point", strategy } = options;
  const starts = strategy === "continuation" ? givenStarts(options).length + 1 : EQUATION_STARTS;
  const setup = { agent: null, form: "reduced", polish: null, agentSteps: 0 } as const;
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
        agent: proposals.agent,
        agentSteps: EQUATION_AGENT_STEPS,
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
  const { optimiser = "hybrid", polish = "least-squares", form = "reduced" } = options;
  const createBackend = await backend(options);
  const agent = chosenAgent(options);
  const starts = polishedStarts(options);
  const policy = options.policy === undefined ? {} : { policy: await readPolicy(options.policy) };
  switch (optimiser) {
    case "hybrid":
      return {
        agent,
        form,
        polish: polishers[polish],
        starts,
        agentSteps: AGENT_STEPS_A_PROPOSAL,
        createBackend,
        environment: options.environment ?? "window",
        ...policy,
      };
    case "least-squares":
    case "interior-point":
      return { agent: null, form, polish: polishers[optimiser], starts, agentSteps: 0, ...policy };
    case "sac":
      return {
        agent,
        form,
        polish: null,
        starts: agentUnits(options),
        agentSteps: AGENT_UNIT,
        createBackend,
      };
    case "random":
      return {
        agent: null,
        form,
        polish: null,
        starts: options.budget ? Number.POSITIVE_INFINITY : RANDOM_PLACES,
        agentSteps: 0,
      };
  }
}

/** `--sac` and its options are older names for two of the agents. */
function chosenAgent({ agent, sac, strategy, agentOptions, sacOptions }: SearchOptions): AgentOptions {
  if (agent !== undefined && sac !== undefined)
    throw new InputError({ where: "agent", found: agent, allowed: "either an agent or a form of SAC" });
  const form = agent ?? sac ?? (strategy === "windows" ? "sac-classic" : "sac");
  return parseAgentOptions({ form, ...sacOptions, ...agentOptions });
}

/** A continuation takes each given place once and one at random. */
function polishedStarts(options: SearchOptions): number {
  return options.strategy === "continuation" ? givenStarts(options).length + 1 : STARTS;
}

/** A single rung under a budget goes on until the budget or the agent's own schedule ends it. */
function agentUnits({ strategy = "ladder", budget }: SearchOptions): number {
  return budget && strategy !== "ladder" ? Number.POSITIVE_INFINITY : AGENT_STEPS_ALONE / AGENT_UNIT;
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
