import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import {
  type IterationRow,
  minimise,
  type NonlinearProblem,
  type Options,
} from "../../../src/optimisers/interior-point/index.js";
import { expressionProblem } from "./expression-problem.js";
import type { Statement } from "./hock-schittkowski/statement.js";

type Problem = Omit<Statement, "name" | "optimum">;
const posed = (problem: Problem) => expressionProblem({ name: "", optimum: Number.NaN, ...problem });
const modes: Options[] = [{}, { hessian: "lbfgs" }, { barrier: "adaptive" }];

function statuses(problem: Problem): string[] {
  return modes.map((options) => {
    const { status, x, multipliers } = minimise(posed(problem), options);
    const numbers = [...x, ...multipliers.constraints, ...multipliers.lower, ...multipliers.upper];
    expect(numbers.every(Number.isFinite)).toBe(true);
    return status;
  });
}

describe("infeasible problems end in Infeasible_Problem_Detected", () => {
  it.each<[string, Problem]>([
    [
      "parallel half-planes",
      { start: [0, 0], objective: "x1^2+x2^2", constraints: ["x1+x2 >= 2", "x1+x2 <= 1"] },
    ],
    [
      "a circle of negative area",
      { start: [0.3, 0.2], objective: "x1+x2", constraints: ["x1^2+x2^2 <= -1"] },
    ],
    [
      "started where the gradient of the constraint vanishes",
      { start: [0, 0], objective: "x1+x2", constraints: ["x1^2+x2^2 == -1"] },
    ],
    [
      "disjoint discs",
      { start: [0.3, 0.2], objective: "x1+x2", constraints: ["x1^2+x2^2 <= 1", "(x1-3)^2+x2^2 <= 1"] },
    ],
    [
      "contradicting equations",
      { start: [1, 1], objective: "x1^2+x2^2", constraints: ["x1+x2 == 1", "x1+x2 == 2"] },
    ],
    [
      "bounds against an equation",
      { start: [0.5, 0.5], lower: [0, 0], upper: [1, 1], objective: "x1", constraints: ["x1+x2 == 3"] },
    ],
    [
      // Feasible at x1 = 1, but from here every path leads over the least infeasible point x1 = −1.
      "the local minimum of infeasibility in Wächter and Biegler's counterexample, Math. Program. 88, 565 (2000)",
      {
        start: [-2, 1, 1],
        lower: [Number.NEGATIVE_INFINITY, 0, 0],
        objective: "x1",
        constraints: ["x1^2-x2-1 == 0", "x1-x3-0.5 == 0"],
      },
    ],
    [
      "every unknown fixed against a constraint",
      { start: [0, 0], lower: [1, 2], upper: [1, 2], objective: "x1", constraints: ["x1+x2 >= 4"] },
    ],
  ])("%s", (name, problem) => {
    expect(new Set(statuses(problem)), name).toEqual(new Set(["Infeasible_Problem_Detected"]));
  });
});

describe("unbounded problems end in Diverging_Iterates", () => {
  it.each<[string, Problem]>([
    ["linear", { start: [1, 1], objective: "x1+x2" }],
    ["concave", { start: [1], objective: "-x1^2" }],
    ["cubic", { start: [1, 1], objective: "-x1^3+x2^2" }],
    ["along a half-line", { start: [1], lower: [0], objective: "-x1" }],
    ["along an equation", { start: [1, 1], objective: "-x1-x2", constraints: ["x1-x2 == 0"] }],
    ["in a cone", { start: [1, 1], objective: "-x1-x2", constraints: ["x1-x2 >= 0"] }],
  ])("%s", (name, problem) => {
    expect(new Set(statuses(problem)), name).toEqual(new Set(["Diverging_Iterates"]));
  });
});

describe("degenerate problems are solved", () => {
  it.each<[string, Problem, number]>([
    [
      "an equation twice",
      { start: [0.1, 0.9], objective: "(x1-1)^2+(x2-2)^2", constraints: ["x1+x2 == 1", "x1+x2 == 1"] },
      2,
    ],
    [
      "a multiple of an equation",
      {
        start: [0.1, 0.9, 3],
        objective: "(x1-1)^2+(x2-2)^2+x3^2",
        constraints: ["x1+x2 == 1", "2*x1+2*x2 == 2"],
      },
      2,
    ],
    [
      "an inequality three times",
      { start: [3, 2], objective: "x1^2+x2", constraints: ["x1+x2 >= 1", "2*x1+2*x2 >= 2", "x1+x2 >= 1"] },
      0.75,
    ],
    [
      "a feasible set without interior",
      { start: [3, 2], objective: "x1^2+x2^2", constraints: ["x1+x2 >= 1", "x1+x2 <= 1"] },
      0.5,
    ],
    [
      "a vanishing gradient of the constraint",
      { start: [3, 2], objective: "x1^2+(x2-1)^2", constraints: ["x1^2 == 0"] },
      0,
    ],
    ["a constant", { start: [0, 0], objective: "3" }, 3],
    [
      "no constraint has a bound",
      { start: [0, 0], objective: "(x1-1)^2+x2^2", constraints: ["-Infinity <= x1*x2 <= Infinity"] },
      0,
    ],
    [
      "as many equations as unknowns",
      { start: [2, 1], objective: "0", constraints: ["x1^2+x2^2 == 25", "x1*x2 == 9"] },
      0,
    ],
    ["a domain that ends: NaN shortens the step", { start: [5], objective: "x1-log(x1)" }, 1],
    [
      "an interval of width 1e-9",
      { start: [0.5], lower: [0.5], upper: [0.5 + 1e-9], objective: "-x1" },
      -0.5,
    ],
    ["a fixed unknown", { start: [0, 0], lower: [1, -9], upper: [1, 9], objective: "x1*x2+x2^2" }, -0.25],
  ])("%s", (_name, problem, optimum) => {
    for (const options of modes) {
      const outcome = minimise(posed(problem), options);
      expect(outcome.status).toBe("Solve_Succeeded");
      expect(Math.abs(outcome.objective - optimum)).toBeLessThan(1e-6);
      expect(outcome.constraintViolation).toBeLessThanOrEqual(1e-8);
    }
  });

  it.each([modes[0]!, modes[2]!])(
    "one sphere as two equations, by way of the restoration phase, %j",
    (options) => {
      const twice = posed({
        start: [3, 2, 1],
        objective: "x1+x2+x3",
        constraints: ["x1^2+x2^2+x3^2 == 1", "(x1^2+x2^2+x3^2)^2 == 1"],
      });
      let restorations = 0;
      const onIteration = ({ restoration }: IterationRow) => {
        if (restoration) restorations++;
        return undefined;
      };
      const outcome = minimise(twice, { ...options, onIteration });
      expect(outcome.status).toBe("Solve_Succeeded");
      expect(restorations).toBeGreaterThan(0);
      expect(Math.abs(outcome.objective + Math.sqrt(3))).toBeLessThan(1e-6);
    },
  );

  it("a fixed unknown carries the multiplier ∂f/∂x of its bound", () => {
    const fixed = posed({ start: [0, 0], lower: [1, -9], upper: [1, 9], objective: "3*x1+x2^2" });
    expect(minimise(fixed).multipliers.lower[0]).toBeCloseTo(3, 12);
  });
});

describe("other endings", () => {
  const rosenbrock = posed({ start: [-1.2, 1], objective: "100*(x2-x1^2)^2+(1-x1)^2" });

  it("more equations than unknowns: Not_Enough_Degrees_Of_Freedom", () => {
    const problem = { start: [0], objective: "x1", constraints: ["x1 == 0", "x1 == 1"] };
    expect(minimise(posed(problem)).status).toBe("Not_Enough_Degrees_Of_Freedom");
  });

  it("maxIterations: Maximum_Iterations_Exceeded after exactly that many", () => {
    const outcome = minimise(rosenbrock, { maxIterations: 5 });
    expect([outcome.status, outcome.iterations]).toEqual(["Maximum_Iterations_Exceeded", 5]);
  });

  it("onIteration returning true: User_Requested_Stop, with the iterate it was shown", () => {
    let last: Float64Array | undefined;
    const outcome = minimise(rosenbrock, {
      onIteration(row, x) {
        last = x;
        return row.iteration === 3;
      },
    });
    expect(outcome.status).toBe("User_Requested_Stop");
    expect(outcome.iterations).toBe(3);
    expect([...outcome.x]).toEqual([...last!]);
  });

  it("NaN at the start: Invalid_Number_Detected", () => {
    expect(minimise(posed({ start: [-5], objective: "x1-log(x1)" })).status).toBe("Invalid_Number_Detected");
  });

  it.each(["objective", "gradient", "hessian"] as const)(
    "%s that becomes NaN for good never loops",
    (name) => {
      let calls = 0;
      const original = rosenbrock[name] as (...args: unknown[]) => number | Float64Array;
      const broken = (...args: unknown[]) => {
        const value = original(...args);
        if (++calls < 6) return value;
        return typeof value === "number" ? Number.NaN : value.map(() => Number.NaN);
      };
      const outcome = minimise({ ...rosenbrock, [name]: broken } as NonlinearProblem, { maxIterations: 100 });
      expect(["Invalid_Number_Detected", "Restoration_Failed"]).toContain(outcome.status);
      expect(outcome.x.every(Number.isFinite)).toBe(true);
    },
  );

  it.each(["objective", "gradient", "hessian"] as const)(
    "%s that throws: the error and the last iterate are returned",
    (name) => {
      const thrown = new Error("no block at this dimension");
      let calls = 0;
      const original = rosenbrock[name] as (...args: unknown[]) => unknown;
      const broken = (...args: unknown[]) => {
        if (++calls === 6) throw thrown;
        return original(...args);
      };
      const outcome = minimise({ ...rosenbrock, [name]: broken } as NonlinearProblem);
      expect(outcome.status).toBe("NonIpopt_Exception_Thrown");
      expect(outcome.error).toBe(thrown);
      expect(outcome.x.every(Number.isFinite)).toBe(true);
    },
  );

  it("no callback sees a point outside the bounds, wherever the start", () => {
    const within = (x: Float64Array) => x[0]! >= 0.5 && x[0]! <= 2 && x[1]! >= -1;
    let outside = 0;
    const watched = (f: (x: Float64Array) => ArrayLike<number> | number) => (x: Float64Array) => {
      if (!within(x)) outside++;
      return f(x);
    };
    const problem = posed({
      start: [-7, 30],
      lower: [0.5, -1],
      upper: [2, 1e9],
      objective: "x1+(x2+2)^2",
      constraints: ["x1*x2 >= -1"],
    });
    const outcome = minimise({
      ...problem,
      objective: watched(problem.objective) as NonlinearProblem["objective"],
      gradient: watched(problem.gradient) as NonlinearProblem["gradient"],
      constraints: watched(problem.constraints!) as (x: Float64Array) => ArrayLike<number>,
    });
    expect(outcome.status).toBe("Solve_Succeeded");
    expect(outcome.objective).toBeCloseTo(1.5, 7);
    expect(outside).toBe(0);
  });

  it("two runs agree bit for bit", () => {
    expect(minimise(rosenbrock)).toEqual(minimise(rosenbrock));
  });
});

describe("bad input throws an InputError that names the field", () => {
  const good: NonlinearProblem = {
    variables: 2,
    start: [1, 1],
    objective: (x) => x[0]! ** 2 + x[1]! ** 2,
    gradient: (x) => [2 * x[0]!, 2 * x[1]!],
  };
  const line = { constraints: (x: Float64Array) => [x[0]!], jacobian: () => [1, 0], constraintLower: [0] };

  it.each<[string, Partial<NonlinearProblem>, Options, RegExp]>([
    ["no unknowns", { variables: 0 }, {}, /variables: got 0/],
    ["a short start", { start: [1] }, {}, /start: got 1: an array of length 2/],
    ["NaN in the start", { start: [1, Number.NaN] }, {}, /start\[1\]: got NaN/],
    ["bounds of the wrong length", { lower: [0, 0, 0] }, {}, /lower: got 3/],
    ["crossed bounds", { lower: [0, 2], upper: [1, 1] }, {}, /lower\[1\]: got 2: at most upper\[1\] = 1/],
    ["a NaN bound", { upper: [Number.NaN, 1] }, {}, /upper\[0\]: got NaN/],
    ["crossed constraint bounds", { ...line, constraintUpper: [-1] }, {}, /constraintLower\[0\]/],
    ["constraints without bounds", { constraints: line.constraints }, {}, /constraintLower/],
    ["bounds without constraints", { constraintLower: [0] }, {}, /constraints/],
    [
      "a gradient of the wrong length",
      { gradient: () => [1] },
      {},
      /gradient\(x\): got 1: an array of length 2/,
    ],
    ["an exact Hessian that is not there", {}, { hessian: "exact" }, /options\.hessian/],
    ["Gauss–Newton without a residual", {}, { hessian: "gauss-newton" }, /residualJacobian/],
    ["an option out of range", {}, { tolerance: -1 }, /options\.tolerance: got -1/],
    ["an unknown option", {}, { tol: 1e-8 } as Options, /options/],
  ])("%s", (_name, change, options, message) => {
    const run = () => minimise({ ...good, ...change }, options);
    expect(run).toThrow(InputError);
    expect(run).toThrow(message);
  });
});
