import { describe, expect, it } from "vitest";
import { minimise, minimiseLeastSquares } from "../../../src/optimisers/interior-point/index.js";
import { levenbergMarquardt } from "../../../src/optimisers/least-squares/levenberg-marquardt.js";

const bowl = {
  objective: ([x, y]: ArrayLike<number> & Iterable<number>) => (x! - 1) * (x! - 1) + y! * y!,
  gradient: ([x, y]: ArrayLike<number> & Iterable<number>) => [2 * (x! - 1), 2 * y!],
};
const sum = (constraintLower: number[], constraintUpper: number[]) => ({
  constraints: ([x, y]: Float64Array) => [x! + y!],
  jacobian: () => [1, 1],
  constraintLower,
  constraintUpper,
});
const fixed = { variables: 2, lower: [1, 1], upper: [1, 1], start: [1, 1], ...bowl };

describe("all unknowns fixed", () => {
  it.each([
    ["an active inequality", sum([2], [5]), "Solve_Succeeded", 0],
    ["an inequality within 1 % of its bound", sum([1.99], [5]), "Solve_Succeeded", 0],
    ["an upper bound that is met", sum([-5], [2]), "Solve_Succeeded", 0],
    ["an equation that holds", sum([2], [2]), "Solve_Succeeded", 0],
    ["a violated inequality", sum([2.1], [5]), "Infeasible_Problem_Detected", 0.1],
  ] as const)("%s", (_, constraint, status, violation) => {
    const outcome = minimise({ ...fixed, ...constraint });
    expect(outcome.status).toBe(status);
    expect(outcome.constraintViolation).toBeCloseTo(violation, 12);
    expect(outcome.objective).toBe(1);
  });

  it.each([
    ["objective", { objective: () => Number.NaN }],
    ["gradient", { gradient: () => [Number.NaN, 0] }],
    ["constraint", { ...sum([0], [5]), constraints: () => [Number.NaN] }],
  ])("a %s that is NaN is no success", (_, change) => {
    expect(minimise({ ...fixed, ...change }).status).toBe("Invalid_Number_Detected");
  });
});

describe("where the method ends early", () => {
  it("x lies inside its bounds after a throw at the first call", () => {
    const fails = () => {
      throw new Error("no");
    };
    const box = { variables: 3, lower: [0, 0, 2], upper: [1, 1, 2], start: [5, -5, 7] };
    const { status, x } = minimise({ ...box, ...bowl, objective: fails, gradient: fails });
    expect([status, Array.from(x)]).toEqual(["NonIpopt_Exception_Thrown", [1, 0, 2]]);
  });

  it.each([1e-10, 1e-11, 1e-12, 1e-13])("boxes of %d are as good as fixed, and cost nothing", (width) => {
    const count = 5;
    const lower = Float64Array.from({ length: count }, (_, i) => 0.3 + i);
    const upper = lower.map((value) => value + width);
    // steep: slopes of 1e8 against a box of 1e-12
    const residual = (x: Float64Array, out: Float64Array) => {
      for (let i = 0; i < count; i++) out[i] = 1e4 * (x[i]! - 7 * i * x[0]! * x[0]! + 1);
    };
    const problem = {
      names: Array.from(lower, (_, i) => `x${i}`),
      lower,
      upper,
      separations: [],
      rowCount: count,
      residual,
      linearise(x: Float64Array, out: Float64Array, jacobian: Float64Array) {
        residual(x, out);
        jacobian.fill(0);
        for (let i = 0; i < count; i++) {
          jacobian[i * count + i] = 1e4;
          jacobian[i * count]! -= 14e4 * i * x[0]!;
        }
      },
    };
    for (const hessian of ["gauss-newton", "lbfgs"] as const) {
      const { status, x, iterations } = minimiseLeastSquares(problem, lower.slice(), { hessian });
      expect(["Solve_Succeeded", "Solved_To_Acceptable_Level"]).toContain(status);
      if (width < 1e-10) expect(iterations).toBeLessThan(50);
      expect(x.every((value, i) => value >= lower[i]! && value <= upper[i]!)).toBe(true);
    }
  });

  it("what falls without bound diverges by name, however small x stays", () => {
    const exponential = {
      variables: 1,
      start: [0],
      objective: ([x]: Float64Array) => -Math.exp(x!),
      gradient: ([x]: Float64Array) => [-Math.exp(x!)],
    };
    const hessian = ([x]: Float64Array, sigma: number) => [-sigma * Math.exp(x!)];
    expect(minimise(exponential).status).toBe("Diverging_Iterates");
    expect(minimise({ ...exponential, hessian }).status).toBe("Diverging_Iterates");
    expect(minimise({ ...exponential, lower: [0], upper: [1000] }).status).toBe("Diverging_Iterates");
    const rising = {
      ...exponential,
      objective: ([x]: Float64Array) => Math.exp(x!),
      gradient: ([x]: Float64Array) => [Math.exp(x!)],
    };
    expect(minimise(rising).status).toBe("Solve_Succeeded");
  });
});

describe("entries that are no numbers are refused by name, not read as 0", () => {
  const entries = [null, "", undefined, "3", true, []] as unknown as number[];
  const line = {
    names: ["a", "b"],
    lower: Float64Array.of(0, 0),
    upper: Float64Array.of(5, 5),
    separations: [],
    rowCount: 2,
    residual: (x: Float64Array, out: Float64Array) => out.set(x),
    linearise(x: Float64Array, out: Float64Array, jacobian: Float64Array) {
      out.set(x);
      jacobian.set([1, 0, 0, 1]);
    },
  };
  const vector = (entry: number) => [entry, 1] as unknown as Float64Array;

  it.each(entries)("%o", (entry) => {
    const refused = (field: string) => new RegExp(`${field}\\[0\\]: got .*a (finite )?number`);
    const start = [1, 1];
    expect(() => minimise({ variables: 2, start: [entry, 1], ...bowl })).toThrow(refused("start"));
    for (const field of ["lower", "upper"]) {
      expect(() => minimise({ variables: 2, start, [field]: [entry, 1], ...bowl })).toThrow(refused(field));
      const broken = { ...line, [field]: vector(entry) };
      expect(() => minimiseLeastSquares(broken, Float64Array.from(start))).toThrow(refused(field));
      expect(() => levenbergMarquardt(broken, Float64Array.from(start))).toThrow(refused(field));
    }
    expect(() => minimise({ variables: 2, start, ...bowl, ...sum([entry], [1]) })).toThrow(
      refused("constraintLower"),
    );
    expect(() => minimiseLeastSquares(line, vector(entry))).toThrow(refused("start"));
    expect(() => levenbergMarquardt(line, vector(entry))).toThrow(refused("start"));
  });

  it("Levenberg–Marquardt takes no start that is NaN or too short, and no bounds in the wrong order", () => {
    expect(() => levenbergMarquardt(line, Float64Array.of(1))).toThrow(/start: got 1: an array of length 2/);
    expect(() => levenbergMarquardt(line, Float64Array.of(1, Number.NaN))).toThrow(/start\[1\]: got NaN/);
    expect(() =>
      levenbergMarquardt({ ...line, upper: Float64Array.of(5, -1) }, Float64Array.of(1, 1)),
    ).toThrow("lower[1]: got 0: at most upper[1] = -1");
  });
});

describe("Levenberg–Marquardt", () => {
  it("computes no Jacobian for a trial that it refuses", () => {
    const counts = { residual: 0, jacobian: 0, linearise: 0 };
    // Rosenbrock's valley: many trials are refused
    const residual = (x: Float64Array, out: Float64Array) => {
      out[0] = 10 * (x[1]! - x[0]! * x[0]!);
      out[1] = 1 - x[0]!;
    };
    let last = Float64Array.of(0, 0);
    const problem = {
      names: ["x", "y"],
      lower: Float64Array.of(-5, -5),
      upper: Float64Array.of(5, 5),
      separations: [],
      rowCount: 2,
      residual(x: Float64Array, out: Float64Array) {
        counts.residual++;
        last = x.slice();
        residual(x, out);
      },
      linearise(x: Float64Array, out: Float64Array, jacobian: Float64Array) {
        counts.linearise++;
        residual(x, out);
        jacobian.set([-20 * x[0]!, 10, -1, 0]);
      },
      jacobian(out: Float64Array) {
        counts.jacobian++;
        out.set([-20 * last[0]!, 10, -1, 0]);
      },
    };
    const { x, evaluations } = levenbergMarquardt(problem, Float64Array.of(-1.2, 1));
    expect(Math.hypot(x[0]! - 1, x[1]! - 1)).toBeLessThan(1e-6);
    expect([counts.linearise, counts.residual]).toEqual([1, evaluations - 1]);
    expect(counts.jacobian).toBeLessThan(counts.residual);
    const { jacobian, ...without } = problem;
    const plain = levenbergMarquardt(without, Float64Array.of(-1.2, 1));
    expect(Array.from(plain.x)).toEqual(Array.from(x));
  });
});
