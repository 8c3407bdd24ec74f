import { EquationsExplorer } from "../equations/explorer.js";
import { policyPlaces } from "../policy/places.js";
import type { Rung } from "../rung/rung.js";
import { AgentExplorer } from "./agent.js";
import type { Explorer, ExplorerContext, ExplorerSetup } from "./explorer.js";
import { HybridExplorer } from "./hybrid.js";
import { SequentialExplorer } from "./sequential/explorer.js";
import { SinglePlace } from "./single.js";
import { UniformExplorer } from "./uniform.js";

/** The explorer that a setup asks for, on a rung; where nothing is unknown there is but one place. */
export function createExplorer(setup: ExplorerSetup, rung: Rung, context: ExplorerContext): Explorer {
  if (setup.rowsAsEquations) return new EquationsExplorer(setup, rung, context);
  const problem = rung.problem(context.amplitude);
  if (problem.names.length === 0) return new SinglePlace(problem, context.resume);
  if (setup.agent && setup.polish && setup.environment === "sequential")
    return new SequentialExplorer(setup, setup.agent, rung, context);
  if (setup.agent && setup.polish) return new HybridExplorer(setup, setup.agent, rung, context);
  if (setup.agent) return new AgentExplorer(setup, setup.agent, rung, context);
  return new UniformExplorer(setup, problem, context, policyPlaces(setup.policy, rung));
}
