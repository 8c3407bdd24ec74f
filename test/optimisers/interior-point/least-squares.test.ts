import { describe, expect, it } from "vitest";
import { exp } from "../../../src/math/elementary.js";
import { minimiseLeastSquares } from "../../../src/optimisers/interior-point/index.js";
import type { Problem, Separation } from "../../../src/problem/problem.js";

interface Fit {
  readonly n: number;
  readonly residual: (x: Float64Array) => number[];
  readonly jacobian: (x: Float64Array) => number[];
  readonly lower?: number[];
  readonly upper?: number[];
  readonly separations?: Separation[];
}

function problem({ n, residual, jacobian, ...rest }: Fit): Problem {
  return {
    names: Array.from({ length: n }, (_, i) => `x${i}`),
    lower: Float64Array.from(rest.lower ?? new Array<number>(n).fill(Number.NEGATIVE_INFINITY)),
    upper: Float64Array.from(rest.upper ?? new Array<number>(n).fill(Number.POSITIVE_INFINITY)),
    separations: rest.separations ?? [],
    rowCount: residual(new Float64Array(n)).length,
    residual: (x, out) => out.set(residual(x)),
    linearise(x, r, j) {
      r.set(residual(x));
      j.set(jacobian(x));
    },
  };
}

/** NIST StRD nonlinear regression, Misra1a: y = b₁(1 − exp(−b₂x)), certified values to 11 digits. */
const misra = {
  x: [77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760],
  y: [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47, 81.78],
  certified: { b1: 238.94212918, b2: 5.5015643181e-4, residual: 0.12455138894 },
};

const misraFit = (unit: number) =>
  problem({
    n: 2,
    residual: (b) => misra.x.map((x, i) => unit * (b[0]! * (1 - exp(-b[1]! * x)) - misra.y[i]!)),
    jacobian: (b) =>
      misra.x.flatMap((x) => [unit * (1 - exp(-b[1]! * x)), unit * b[0]! * x * exp(-b[1]! * x)]),
  });

const nearest = (gap: number) =>
  problem({
    n: 2,
    lower: [0, 0],
    upper: [5, 5],
    residual: (x) => [x[0]! - 1, x[1]! - 1.1],
    jacobian: () => [1, 0, 0, 1],
    separations: [{ below: 0, above: 1, gap }],
  });

describe("least squares by the interior point", () => {
  it.each([1, 1e-6])(
    "Misra1a agrees with NIST's certified values to 8 digits, residuals in units of %d",
    (unit) => {
      const { status, x, objective } = minimiseLeastSquares(misraFit(unit), Float64Array.of(500, 1e-4));
      expect(status).toBe("Solve_Succeeded");
      expect(x[0]! / misra.certified.b1).toBeCloseTo(1, 8);
      expect(x[1]! / misra.certified.b2).toBeCloseTo(1, 8);
      expect(objective / (unit * unit * misra.certified.residual)).toBeCloseTo(1, 10);
    },
  );

  it("a zero residual is reached to 1e-12", () => {
    const valley = problem({
      n: 2,
      residual: (x) => [10 * (x[1]! - x[0]! * x[0]!), 1 - x[0]!],
      jacobian: (x) => [-20 * x[0]!, 10, -1, 0],
    });
    const { x } = minimiseLeastSquares(valley, Float64Array.of(-1.2, 1));
    expect(Math.abs(x[0]! - 1) + Math.abs(x[1]! - 1)).toBeLessThan(1e-12);
  });

  it("a separation that binds is met, its multiplier is 2(x₀ − 1)", () => {
    const { x, objective, multipliers, constraintViolation } = minimiseLeastSquares(
      nearest(0.4),
      Float64Array.of(1, 1),
    );
    expect(x[0]).toBeCloseTo(0.85, 9);
    expect(x[1]).toBeCloseTo(1.25, 9);
    expect(objective).toBeCloseTo(0.045, 9);
    expect(multipliers.constraints[0]).toBeCloseTo(-0.3, 8);
    expect(constraintViolation).toBeLessThanOrEqual(1e-11);
  });

  it("a separation that does not bind changes nothing", () => {
    const { x } = minimiseLeastSquares(nearest(0.05), Float64Array.of(2, 2));
    expect(x[0]).toBeCloseTo(1, 9);
    expect(x[1]).toBeCloseTo(1.1, 9);
  });

  it("a start outside the bounds is moved inside, one of the wrong length refused", () => {
    expect(minimiseLeastSquares(nearest(0.05), Float64Array.of(-3, 9)).x[0]).toBeCloseTo(1, 9);
    expect(() => minimiseLeastSquares(nearest(0.05), Float64Array.of(1))).toThrow(/start: got 1/);
  });

  it("a residual that throws at the start is reported", () => {
    const broken = {
      ...nearest(0.05),
      residual: () => {
        throw new RangeError("below the pole");
      },
    };
    const { status, error } = minimiseLeastSquares(broken, Float64Array.of(1, 1));
    expect(status).toBe("NonIpopt_Exception_Thrown");
    expect(error).toBeInstanceOf(RangeError);
  });

  it("has no exact Hessian to offer", () => {
    expect(() => minimiseLeastSquares(nearest(0.4), Float64Array.of(1, 1), { hessian: "exact" })).toThrow(
      /second derivatives/,
    );
  });
});
