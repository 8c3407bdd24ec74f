import { InputError } from "../../errors.js";
import { Random } from "../../math/random.js";
import type { Environment } from "../../problem/problem.js";
import type { BackendFactory, Losses, NetworkState } from "./backend.js";
import { createWasmBackend } from "./backends/wasm.js";
import { ClassicSearch, type ClassicState, classicNetwork } from "./classic.js";
import type { ElitePlace, ProposalOrigin } from "./elite.js";
import { ModernSearch, type ModernState, modernNetwork } from "./modern.js";
import { type ClassicOptions, type ModernOptions, parseSacOptions, type SacOptions } from "./options.js";
import { SearchCore } from "./search-core.js";

/** Soft actor-critic at work on an environment; it stops for nothing but its own schedule: budgets are the caller's. */
export interface SacSearch {
  /** One environment step: policy query, evaluations, gradient steps. Throws when the networks or the objective diverge. */
  step(): void;
  readonly best: ElitePlace;
  /** The best distinct places seen, best first. */
  elite(count: number): ElitePlace[];
  /** A place found by other means (a polished one, say) becomes part of the search: best, elite, memory, window. */
  offer(x: Float64Array, objective: number, origin?: ProposalOrigin): void;
  readonly steps: number;
  readonly evaluations: number;
  readonly finished: boolean;
  readonly diagnostics: SacDiagnostics;
  /** Everything: a search resumed from it goes on as if never interrupted, bit for bit. */
  save(): SacState;
}

/** Losses of the last gradient step (0 before the first), and the window's half-width as a fraction of the range. */
export interface SacDiagnostics extends Losses {
  readonly window: number;
}

/** Structured-cloneable. */
export interface SacState {
  readonly schema: 1;
  readonly options: ModernOptions | ClassicOptions;
  readonly random: readonly number[];
  readonly networks: NetworkState;
  readonly losses: Losses;
  readonly steps: number;
  readonly evaluations: number;
  readonly elite: readonly ElitePlace[];
  readonly schedule: ModernState | ClassicState;
}

/**
 * A search that begins at `start` or, without one, at uniform places of the box. `random` is the search's own from here on.
 * @throws InputError for options out of range, or bounds or a start that are not finite and in order
 */
export function createSacSearch(
  environment: Environment,
  options: SacOptions,
  random: Random,
  start: Float64Array | null = null,
  createBackend: BackendFactory = createWasmBackend,
): SacSearch {
  const parsed = parseSacOptions(options);
  checkBox(environment);
  if (start !== null && (start.length !== environment.lower.length || !start.every(Number.isFinite)))
    throw new InputError({
      where: "sac start",
      found: Array.from(start),
      allowed: `${environment.lower.length} finite numbers`,
    });
  if (parsed.form === "classic") {
    const network = { create: createBackend, options: classicNetwork(environment, parsed) };
    return ClassicSearch.begin(new SearchCore(environment, parsed, random, network), start);
  }
  const network = { create: createBackend, options: modernNetwork(environment, parsed) };
  return ModernSearch.begin(new SearchCore(environment, parsed, random, network), start);
}

/** The search whose {@link SacSearch.save} gave `state`, on the same environment. */
export function resumeSacSearch(
  environment: Environment,
  state: SacState,
  createBackend: BackendFactory = createWasmBackend,
): SacSearch {
  checkBox(environment);
  const { options } = state;
  const random = Random.fromState(state.random);
  const network = { create: createBackend, state: state.networks };
  if (options.form === "classic") {
    const own = { ...network, options: classicNetwork(environment, options) };
    const core = new SearchCore(environment, options, random, own);
    core.load(state);
    return ClassicSearch.resume(core, state.schedule as ClassicState);
  }
  const own = { ...network, options: modernNetwork(environment, options) };
  const core = new SearchCore(environment, options, random, own);
  core.load(state);
  return ModernSearch.resume(core, state.schedule as ModernState);
}

function checkBox({ names, lower, upper }: Environment): void {
  for (let i = 0; i < names.length; i++) {
    const [low, high] = [lower[i]!, upper[i]!];
    if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
      throw new InputError({
        where: "sac bounds",
        field: names[i]!,
        found: [low, high],
        allowed: "finite, lower < upper",
      });
  }
}
