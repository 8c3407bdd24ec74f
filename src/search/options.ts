import { z } from "zod";
import { choice, count, type Option, type OptionValues, onRequest, word } from "../option.js";
import { budgetOption } from "./budget.js";

/** Streams of random numbers are named by 32 bits. */
export const LARGEST_SEED = 0xffffffff;

const text = z.string({ error: "must be a string" });
const spin = { error: "must be a whole number of at least 0" };

/** An operator to start from. */
export interface StartOperator {
  readonly channel?: string;
  readonly spin: number;
  readonly delta: number;
}

const start: z.ZodType<readonly StartOperator[]> = z.array(
  z.looseObject(
    {
      channel: text.exactOptional(),
      spin: z.int(spin).nonnegative(spin),
      delta: z.number({ error: "must be a finite number" }),
    },
    { error: "must be an operator {channel?, spin, delta}" },
  ),
  { error: "must be a list of operators" },
);

const startOption: Option<readonly StartOperator[]> = {
  help: "start from CFT data: JSON or YAML {operators: [{spin, delta, ope2}]}, or a run; on every rung that they cover, with the strategy continuation on the last of those alone",
  schema: start,
  typed: { argument: "<file>", file: "start.json" },
};

const startsOption: Option<readonly (readonly StartOperator[])[]> = {
  help: "more of them: other solutions to follow",
  schema: z.array(start, { error: "must be a list of lists of operators" }),
  typed: null,
};

const unknownOption: Option<readonly string[]> = {
  help: "parameters of the theory as unknowns of the search, such as external dimensions, from their present values on; put THEORY before it. A budget is that of all ladders and descents",
  schema: z.array(text, { error: "must be a list of parameters' names" }),
  typed: {
    argument: "<parameter...>",
    read: (name, _, previous = []) => [...previous, name],
    write: (names) => names,
  },
};

const agentOptions: Option<Readonly<Record<string, unknown>>> = {
  help: "options of the agent by name, which its file in optimisers/agents lists",
  // field by field by parseAgentOptions, which knows the agent
  schema: z.custom<Readonly<Record<string, unknown>>>(
    (value) => typeof value === "object" && value !== null,
    { error: "must be an object of options of the agent" },
  ),
  typed: null,
};

/** Everything that a search can be told, in the order of the help. Here and nowhere else. */
export const searchOptions = {
  optimiser: choice(["hybrid", "sac", "interior-point", "least-squares", "random"], {
    help: "hybrid: an agent proposes, least squares polishes; sac: the agent alone; random: uniform proposals instead of an agent's",
    default: "hybrid",
    otherwise: "hybrid; interior-point where rows are equations",
  }),
  polish: choice(["least-squares", "interior-point"], {
    help: "who polishes the proposals of hybrid",
    default: "least-squares",
  }),
  agent: word("<name>", {
    help: "who learns to propose: sac, or sac-classic, which is BootSTOP's; docs/agents.md lists them",
    otherwise: "sac; sac-classic with the strategy windows",
  }),
  environment: choice(["window", "sequential"], {
    help: "what the agent of hybrid acts in: a window about the best place, beside starts of its own; sequential: it places the operators one after the other",
    default: "window",
  }),
  policy: word("<file>", {
    help: "a policy of crossing train, or archive, what the finished runs found: every other start of hybrid and the polished optimisers takes from it what is otherwise at random",
    otherwise: "none",
  }),
  sac: choice(["modern", "classic"], {
    argument: "<form>",
    help: "instead of --agent: modern is sac, classic is sac-classic",
    source: "arXiv:1812.05905; arXiv:2108.09330",
  }),
  form: choice(["reduced", "joint"], {
    argument: "<form>",
    help: "unknowns of the agent: dimensions alone, or OPE coefficients too",
    default: "reduced",
  }),
  backend: choice(["wasm", "tfjs"], { help: "networks of the agent", default: "wasm" }),
  fastMath: onRequest({
    help: "fused multiply-adds in the agent's networks: faster, other bits on other processors; Node 22 or newer",
  }),
  agentOptions,
  sacOptions: { ...agentOptions, help: "older name of agentOptions" },
  objective: choice(["whitened", "plain", "equations"], {
    help: "whitened: weighted by the truncation's uncertainty; plain: ‖E‖; equations: rows hold exactly",
    otherwise: "the theory's",
  }),
  strategy: choice(["ladder", "windows", "multistart", "continuation"], {
    help: "what surrounds the optimiser; windows is BootSTOP's",
    default: "ladder",
    otherwise: "ladder; multistart where rows are equations",
  }),
  points: word("<name>", {
    help: "sample points: spread, spread-150, bootstop-180; on a line derivatives:10, derivatives:auto, line-130",
    otherwise: "those of the theory file",
  }),
  // how many there are depends on the theory: see ladderPlan
  rungs: count(1, { help: "climb this many rungs of the ladder, whatever the stopping rule says" }),
  unknown: unknownOption,
  budget: budgetOption({
    help: "most effort: 60s, 5m, 2h or 20000e (evaluations, those of the error bars included; never more than 64 over it), or two of them with a comma",
    mayChange: true,
  }),
  proposer: choice(["scan", "uniform"], {
    help: "who proposes operators where the content is an unknown: the profile of χ² over each kind's dimension, or kinds and places at random",
    default: "scan",
  }),
  seed: count(0, {
    help: "the same seed gives the same result, bit for bit",
    default: 1,
    most: LARGEST_SEED,
  }),
  start: startOption,
  starts: startsOption,
  stream: count(0, {
    help: "which of the seed's independent random streams; with --runs the first of them",
    default: 0,
    most: LARGEST_SEED,
  }),
};

/** What a search can be told; everything may be left out. docs/search.md has ranges, defaults and meanings. */
export type SearchOptions = OptionValues<typeof searchOptions>;

export type OptimiserName = NonNullable<SearchOptions["optimiser"]>;
export type ObjectiveName = NonNullable<SearchOptions["objective"]>;
export type StrategyName = NonNullable<SearchOptions["strategy"]>;
