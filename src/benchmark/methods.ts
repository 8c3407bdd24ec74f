import { InputError } from "../errors.js";
import { agentNames } from "../optimisers/agents/registry.js";
import type { ExplorerSetup } from "../search/explore/explorer.js";
import { explorerSetup } from "../search/ladder/plan.js";
import type { SearchOptions } from "../search/options.js";
import { policyOf } from "../search/policy/policy.js";
import { trainingSuites } from "../search/policy/spectra.js";
import { trainPolicy } from "../search/policy/train.js";

/** What can be compared, with the search options that stand for it. `-uniform`: SAC's proposals replaced by uniform draws, an ablation. */
const methods = {
  hybrid: { optimiser: "hybrid" },
  "hybrid-uniform": { optimiser: "hybrid", sacOptions: { proposals: "uniform" } },
  "hybrid-interior-point": { optimiser: "hybrid", polish: "interior-point" },
  "hybrid-interior-point-uniform": {
    optimiser: "hybrid",
    polish: "interior-point",
    sacOptions: { proposals: "uniform" },
  },
  "interior-point": { optimiser: "interior-point" },
  "least-squares": { optimiser: "least-squares" },
  "sac-modern": { optimiser: "sac", sac: "modern" },
  "sac-modern-uniform": { optimiser: "sac", sac: "modern", sacOptions: { proposals: "uniform" } },
  "sac-classic": { optimiser: "sac", sac: "classic" },
  random: { optimiser: "random" },
} as const satisfies Record<string, SearchOptions>;

type NamedMethod = keyof typeof methods;
/**
 * A named one, or `sequential-` and an agent's name: it places the operators in turn; with `uniform` at random, an ablation. Or
 * `policy-` and a training suite: least squares, every other start from a policy trained on it; `policy-untrained` is its ablation.
 */
export type BenchmarkMethod = NamedMethod | `sequential-${string}` | `policy-${string}`;
export const benchmarkMethods = Object.keys(methods) as readonly NamedMethod[];

const SEQUENTIAL = "sequential-";
const POLICY = "policy-";
const UNTRAINED = "untrained";

/** The policy of a suite, or as an ablation one that has learnt nothing: what its order of placing does by itself. */
const trainedOn = (suite: string) =>
  suite === UNTRAINED ? trainPolicy("synthetic", { steps: 0 }) : trainPolicy(suite);

function methodOptions(method: BenchmarkMethod): SearchOptions {
  if (!method.startsWith(SEQUENTIAL)) return methods[method as NamedMethod];
  const agent = method.slice(SEQUENTIAL.length);
  const environment = "sequential" as const;
  return agent === "uniform"
    ? { environment, agent: "sac", agentOptions: { proposals: "uniform" } }
    : { environment, agent };
}

/** @throws InputError for none at all and for one that there is not */
export function checkMethods(methods: readonly string[]): void {
  const known: readonly string[] = [
    ...benchmarkMethods,
    ...["uniform", ...agentNames()].map((name) => `${SEQUENTIAL}${name}`),
    ...[UNTRAINED, ...trainingSuites].map((name) => `${POLICY}${name}`),
  ];
  const wrong = methods.find((method) => !known.includes(method));
  if (wrong === undefined && methods.length > 0) return;
  throw new InputError({
    where: "methods",
    found: wrong ?? methods,
    allowed: `some of ${known.join(", ")}`,
  });
}

/** How a method explores a rung until a budget ends it, one unit of work at a time. */
export async function methodSetup(method: BenchmarkMethod): Promise<ExplorerSetup> {
  const trained = method.startsWith(POLICY) ? trainedOn(method.slice(POLICY.length)) : null;
  const options: SearchOptions = trained ? { optimiser: "least-squares" } : methodOptions(method);
  const setup = {
    ...(await explorerSetup(options)),
    ...(trained && { policy: policyOf(trained, method) }),
  };
  return { ...setup, starts: Number.POSITIVE_INFINITY, agentSteps: setup.polish ? setup.agentSteps : 1 };
}
