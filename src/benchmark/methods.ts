import { InputError } from "../errors.js";
import type { ExplorerSetup } from "../search/explore/explorer.js";
import { explorerSetup } from "../search/ladder/plan.js";
import type { SearchOptions } from "../search/options.js";

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

export type BenchmarkMethod = keyof typeof methods;
export const benchmarkMethods = Object.keys(methods) as readonly BenchmarkMethod[];

/** @throws InputError for none at all and for one that there is not */
export function checkMethods(methods: readonly string[]): void {
  const wrong = methods.find((method) => !(benchmarkMethods as readonly string[]).includes(method));
  if (wrong === undefined && methods.length > 0) return;
  throw new InputError({
    where: "methods",
    found: wrong ?? methods,
    allowed: `some of ${benchmarkMethods.join(", ")}`,
  });
}

/** How a method explores a rung until a budget ends it, one unit of work at a time. */
export async function methodSetup(method: BenchmarkMethod): Promise<ExplorerSetup> {
  const setup = await explorerSetup(methods[method]);
  return { ...setup, starts: Number.POSITIVE_INFINITY, agentSteps: setup.polish ? setup.agentSteps : 1 };
}
