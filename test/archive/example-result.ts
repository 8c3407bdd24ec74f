import type { Estimate, SearchResult, SolutionOperator } from "../../src/search/result.js";

/** A result like that of a short search of ⟨σσσσ⟩; the numbers are made up around the exact ones. */
export function exampleResult(change: Partial<SearchResult> = {}): SearchResult {
  return {
    schema: 1,
    theory: "ising-2d",
    parameters: {},
    optimiser: "hybrid",
    objective: "whitened",
    strategy: "ladder",
    seed: 1,
    stream: 0,
    runId: null,
    path: null,
    evaluations: 41200,
    sacSteps: 1200,
    cpuSeconds: 2.5,
    wallSeconds: 2.6,
    residualNorm: 2.1e-6,
    heldOutNorm: 2.3e-6,
    reward: 476190,
    chi2: 0.37,
    rank: 52,
    cut: 7,
    operators,
    solutions: [{ chi2: 0.37, residualNorm: 2.1e-6, count: 6, origin: "sac", operators }],
    ladder: [
      {
        operators: 2,
        cut: 4,
        chi2: 0.9,
        amplitude: 1,
        evidence: -310.2,
        evaluations: 5200,
        cpuSeconds: 0.4,
        best: [],
      },
      {
        operators: 7,
        cut: 7,
        chi2: 0.37,
        amplitude: 1,
        evidence: -352.8,
        evaluations: 36000,
        cpuSeconds: 2.1,
        best: [],
      },
    ],
    stopReason: "converged",
    warnings: [{ code: "undetermined", message: "operator 6 (ℓ = 2) is not localised" }],
    ...change,
  };
}

export function free(value: number, error: number | null): Estimate {
  const interval95 = error === null ? null : ([value - 1.96 * error, value + 1.96 * error] as const);
  return { value, error, interval95, fixed: false };
}

export function fixed(value: number): Estimate {
  return { value, error: null, interval95: null, fixed: true };
}

export function operator(
  spin: number,
  delta: Estimate,
  ope2: Estimate,
  more: Partial<SolutionOperator> = {},
): SolutionOperator {
  return { channel: "singlet", spin, determined: true, origin: "sac", delta, ope2, ...more };
}

const operators: readonly SolutionOperator[] = [
  operator(0, free(1.00003, 0.00002), free(0.25002, 0.00003), { name: "ε" }),
  operator(2, fixed(2), free(0.0156251, 0.0000012), { name: "T" }),
  operator(4, fixed(4), free(0.0002201, 0.000003), { name: "J4" }),
  operator(0, free(4.001, 0.0025), free(0.000245, 0.000004)),
  operator(4, free(5.003, 0.004), free(0.0000153, 0.0000002)),
  operator(2, free(6.3, null), free(0.0000031, null), { determined: false }),
];
