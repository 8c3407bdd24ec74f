import { describe, expect, it } from "vitest";
import { checkDerivatives, minimise, type Options } from "../../../src/optimisers/interior-point/index.js";
import { expressionProblem } from "./expression-problem.js";
import { otherEndings } from "./hock-schittkowski/endings.js";
import { hockSchittkowski } from "./hock-schittkowski/index.js";

const runs: Record<keyof typeof otherEndings, Options> = {
  exact: { hessian: "exact" },
  lbfgs: { hessian: "lbfgs" },
  adaptive: { hessian: "exact", barrier: "adaptive" },
};

function relativeError(value: number, expected: number): number {
  return Math.abs(value - expected) / Math.max(1, Math.abs(expected));
}

const outcomes = Object.entries(runs).map(([run, options]) => ({
  run: run as keyof typeof otherEndings,
  results: hockSchittkowski.map((statement) => ({
    statement,
    outcome: minimise(expressionProblem(statement), options),
  })),
}));

describe.each(outcomes)("Hock–Schittkowski problems from the published start, $run", ({ run, results }) => {
  it.each(results)("$statement.name: objective to 1e-6, feasible to 1e-8", ({ statement, outcome }) => {
    const elsewhere = otherEndings[run][statement.name];
    expect(relativeError(outcome.objective, elsewhere?.objective ?? statement.optimum)).toBeLessThan(
      elsewhere?.tolerance ?? 1e-6,
    );
    expect(outcome.constraintViolation).toBeLessThanOrEqual(1e-8);
    outcome.x.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(statement.lower?.[i] ?? Number.NEGATIVE_INFINITY);
      expect(value).toBeLessThanOrEqual(statement.upper?.[i] ?? Number.POSITIVE_INFINITY);
    });
    const accepted =
      statement.name === "HS25" ? ["Solve_Succeeded", "Solved_To_Acceptable_Level"] : ["Solve_Succeeded"];
    expect(accepted).toContain(outcome.status);
  });

  it("converged runs satisfy the first-order conditions: stationarity, signs and complementarity", () => {
    for (const { statement, outcome } of results) {
      const { lower, upper } = outcome.multipliers;
      const scale = Math.max(1, ...outcome.multipliers.constraints.map(Math.abs), ...lower, ...upper);
      expect(outcome.dualInfeasibility / scale, statement.name).toBeLessThan(1e-5);
      outcome.x.forEach((value, i) => {
        expect(lower[i]).toBeGreaterThanOrEqual(0);
        expect(upper[i]).toBeGreaterThanOrEqual(0);
        const below = statement.lower?.[i];
        if (below !== undefined && Number.isFinite(below) && below !== statement.upper?.[i]) {
          expect(((value - below) * lower[i]!) / scale, statement.name).toBeLessThan(1e-5);
        }
      });
    }
  });
});

describe("Hock–Schittkowski problems", () => {
  it("95 % reach the published optimum in at least one of the three runs, 90 % in each", () => {
    const missed = outcomes.map(({ results }) =>
      results
        .filter(({ statement, outcome }) => !(relativeError(outcome.objective, statement.optimum) < 1e-6))
        .map(({ statement }) => statement.name),
    );
    const count = hockSchittkowski.length;
    for (const names of missed) expect(names.length / count).toBeLessThanOrEqual(0.1);
    const inAll = missed[0]!.filter((name) => missed.every((names) => names.includes(name)));
    expect(inAll).toEqual(["HS13", "HS20", "HS55", "HS108"]);
    expect(1 - inAll.length / count).toBeGreaterThanOrEqual(0.95);
  });

  it("the derivatives of all formulas agree with central differences", () => {
    for (const statement of hockSchittkowski) {
      // Away from the published start, where some gradients vanish, and inside the domain of logarithms and powers.
      const x = statement.start.map((value, i) => {
        const low = statement.lower?.[i] ?? Number.NEGATIVE_INFINITY;
        const high = statement.upper?.[i] ?? Number.POSITIVE_INFINITY;
        return Math.min(Math.max(value + 0.01 * (i + 1), low + 1e-3), high - 1e-3);
      });
      const wrong = checkDerivatives(expressionProblem(statement), x).filter(
        ({ given, approximate }) => Math.abs(given - approximate) > 1e-3 * Math.abs(approximate),
      );
      expect(wrong, statement.name).toEqual([]);
    }
  });
});
