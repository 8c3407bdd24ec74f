import { InputError } from "../../errors.js";
import { Random } from "../../math/random.js";
import type { Environment } from "../../problem/problem.js";
import type { BackendFactory } from "../networks/backend.js";
import { createWasmBackend } from "../networks/wasm/backend.js";
import type { AgentSearch, AgentSearchState } from "./agent-search.js";
import { agentNamed, type GivenAgentOptions, parseAgentOptions } from "./registry.js";
import { SearchCore } from "./search-core.js";

/**
 * A search that begins at `start` or, without one, at uniform places of the box. `random` is the search's own from here on.
 * @throws InputError for an unknown agent, options out of range, or bounds or a start that are not finite and in order
 */
export function createAgentSearch(
  environment: Environment,
  options: GivenAgentOptions,
  random: Random,
  start: Float64Array | null = null,
  createBackend: BackendFactory = createWasmBackend,
): AgentSearch {
  const parsed = parseAgentOptions(options);
  checkBox(environment);
  if (start !== null && (start.length !== environment.lower.length || !start.every(Number.isFinite)))
    throw new InputError({
      where: "agent start",
      found: Array.from(start),
      allowed: `${environment.lower.length} finite numbers`,
    });
  const definition = agentNamed(parsed.form);
  const core = new SearchCore(environment, definition, parsed, { createBackend, random });
  return definition.schedule.begin(core, start);
}

/** The search whose {@link AgentSearch.save} gave `state`, on the same environment. */
export function resumeAgentSearch(
  environment: Environment,
  state: AgentSearchState,
  createBackend: BackendFactory = createWasmBackend,
): AgentSearch {
  checkBox(environment);
  const definition = agentNamed(state.options.form);
  const random = Random.fromState(state.random);
  const core = new SearchCore(environment, definition, state.options, { createBackend, random, state });
  return definition.schedule.resume(core, state.schedule);
}

function checkBox({ names, lower, upper }: Environment): void {
  for (let i = 0; i < names.length; i++) {
    const [low, high] = [lower[i]!, upper[i]!];
    if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
      throw new InputError({
        where: "agent bounds",
        field: names[i]!,
        found: [low, high],
        allowed: "finite, lower < upper",
      });
  }
}
