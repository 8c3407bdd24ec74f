import { beforeAll, describe, expect, it } from "vitest";
import { Elimination } from "../../src/crossing/elimination/bounded.js";
import { frame } from "../../src/crossing/elimination/rank-one-frame.js";
import { columnScale } from "../../src/crossing/equation.js";
import { matrixTerms } from "../../src/crossing/truncated/truncation.js";
import { levenbergMarquardt } from "../../src/optimisers/least-squares/levenberg-marquardt.js";
import type { Problem } from "../../src/problem/problem.js";
import { chi2Window, PROFILE_LEVEL } from "../../src/search/ranges/window.js";
import type { SearchResult } from "../../src/search/result.js";
import { rungOf } from "../../src/search/rung/of-result.js";
import type { Rung } from "../../src/search/rung/rung.js";
import { createSetting } from "../../src/search/rung/setting.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";

const theory = loadTheory("ising-2d-mixed");
const points = "spread-20";

/**
 * χ² with the coefficient of a term held, as a function of the dimensions and of angle and ratio of the eigenvalues of every matrix of
 * coefficients, P = α (wwᵀ + ρ² w⊥w⊥ᵀ): what is left is linear in α and in the other coefficients. It knows nothing of the elimination
 * under matrices that windows use.
 */
class HeldByEigenvalues implements Problem {
  readonly names: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly separations;
  readonly rowCount: number;
  private readonly triples;
  private readonly elimination: Elimination;
  private readonly reduced;

  constructor(
    rung: Rung,
    amplitude: number,
    private readonly held: { readonly term: number; readonly value: number },
  ) {
    this.reduced = rung.problem(amplitude);
    const { lower, upper, separations, equation } = this.reduced;
    this.triples = matrixTerms(rung.truncation) as [number, number, number][];
    this.lower = Float64Array.of(...lower, ...this.triples.flatMap(() => [-4, 0]));
    this.upper = Float64Array.of(...upper, ...this.triples.flatMap(() => [4, 1]));
    this.names = Array.from(this.lower, (_, j) => `${j}`);
    this.separations = separations;
    this.rowCount = equation.rows;
    this.elimination = new Elimination(equation.rows, equation.count);
  }

  start(operators: SearchResult["operators"]): Float64Array {
    const { free, firstTerm } = this.reduced.equation;
    const matrices = this.triples.flatMap((terms) => {
      const [a, b, c] = terms.map((t) => operators[t]!.ope2.value) as [number, number, number];
      const root = Math.sqrt((a - c) ** 2 + 4 * b * b);
      return [Math.atan2(2 * b, a - c) / 2, Math.sqrt(Math.max((a + c - root) / (a + c + root), 0))];
    });
    return Float64Array.of(...free.map((k) => operators[firstTerm[k]!]!.delta.value), ...matrices);
  }

  residual(x: Float64Array, out: Float64Array): void {
    const { equation } = this.reduced;
    const { free, rows, deltas, terms } = equation;
    equation.setDimensions(x.subarray(0, free.length));
    const matrix = equation.matrix.slice();
    const [lower, upper] = [equation.lower.slice(), equation.upper.slice()];
    const value = this.held.value * columnScale(deltas[terms[this.held.term]!.operator]!);
    lower[this.held.term] = value;
    upper[this.held.term] = value;
    for (const [m, triple] of this.triples.entries()) {
      const [leading, , other] = frame(x[free.length + 2 * m]!);
      const ratio = x[free.length + 2 * m + 1]! ** 2;
      const weights = leading.map((entry, e) => entry + ratio * other[e]!);
      const sum = new Float64Array(rows);
      for (const [e, t] of triple.entries()) {
        for (let i = 0; i < rows; i++) sum[i]! += weights[e]! * equation.matrix[t * rows + i]!;
        matrix.fill(0, t * rows, (t + 1) * rows);
        lower[t] = 0;
        upper[t] = 0;
      }
      matrix.set(sum, triple[0] * rows);
      const entry = triple.indexOf(this.held.term);
      lower[triple[0]] = entry < 0 ? 0 : value / weights[entry]!;
      upper[triple[0]] = entry < 0 ? Number.POSITIVE_INFINITY : value / weights[entry]!;
    }
    this.elimination.solve(equation.constant, matrix, lower, upper);
    out.set(this.elimination.residual);
  }

  linearise(x: Float64Array, residual: Float64Array, jacobian: Float64Array): void {
    const n = x.length;
    const above = new Float64Array(this.rowCount);
    const below = new Float64Array(this.rowCount);
    for (let j = 0; j < n; j++) {
      const [high, low] = [Math.min(x[j]! + STEP, this.upper[j]!), Math.max(x[j]! - STEP, this.lower[j]!)];
      this.residual(x.with(j, high), above);
      this.residual(x.with(j, low), below);
      for (let i = 0; i < this.rowCount; i++) jacobian[i * n + j] = (above[i]! - below[i]!) / (high - low);
    }
    this.residual(x, residual);
  }
}

const STEP = 1e-6;
/** On the way from the solution to the end of a window. */
const STEPS = 2;

describe("windows of a theory whose operators stand in several channels", () => {
  let result: SearchResult;
  const window = (quantity: string) => chi2Window(theory, result, { quantity, points });
  beforeAll(async () => {
    result = await search(theory, { points, rungs: 1, optimiser: "least-squares" });
  }, 60_000);

  it("begin at the quantity's own line, also where that is not the operator's place", () => {
    // σ is the second operator and the fourth line
    const { status, min, max, value } = window("ope2[σ]");
    expect(status).toBe("Solve_Succeeded");
    expect(value).toBe(result.operators[3]!.ope2.value);
    expect(min).toBeLessThan(value);
    expect(max).toBeGreaterThan(value);
    expect(max - min).toBeLessThan(1e-3);
  });

  it.each([
    ["J4 εεεε", 12],
    ["J4 σσεε", 11],
    ["J4 σσσσ", 10],
  ] as const)(
    "end, for %s in a positive semidefinite matrix, where χ² over all such matrices is at its level",
    (name, term) => {
      const { status, min, max, value } = window(`ope2[${name}]`);
      expect(status).toBe("Solve_Succeeded");
      const spec = theory.ladder[0]!;
      const noted = result.ladder![0]!;
      const setting = createSetting(theory, [spec], points);
      const rung = rungOf(setting, noted);
      for (const end of [min, max]) {
        let chi2 = Number.NaN;
        let x: Float64Array | null = null;
        for (let step = 1; step <= STEPS; step++) {
          const held = { term, value: value + ((end - value) * step) / STEPS };
          const problem = new HeldByEigenvalues(rung, noted.amplitude, held);
          x ??= problem.start(result.operators);
          ({ objective: chi2, x } = levenbergMarquardt(problem, x, { tolerance: 1e-12 }));
        }
        expect(Math.abs(chi2 - result.chi2! - PROFILE_LEVEL)).toBeLessThan(5e-3);
      }
    },
    15_000,
  );

  it("agree with each other: p²² ≥ (p¹²)²/p¹¹ for the ends of all three", () => {
    const [first, mixed, second] = ["σσσσ", "σσεε", "εεεε"].map((channel) => window(`ope2[T ${channel}]`));
    expect(second!.min).toBeGreaterThan((mixed!.min * mixed!.min) / first!.max);
  });

  it("have no family of members where a matrix would have to be held", () => {
    const family = (quantity: string, from: number, to: number) =>
      chi2Window(theory, result, { quantity, points, grid: { from, to, steps: 2 } });
    expect(() => family("ope2[T εεεε]", 0.9, 1.1)).toThrow(/positive semidefinite matrix/);
    expect(family("ope2[σ]", 0.2499, 0.25).family).toHaveLength(2);
  });

  it("are named as in a comparison: a coefficient with its channel, where there are several", () => {
    expect(() => window("ope2[T]")).toThrow(/a number from 1 to 15 or a name \(ε σσσσ, .*εεεε, σ, T σσσσ, /);
    expect(() => window("ope2[T in εεεε]")).toThrow(/or a name/);
    expect(window("delta[T]").status).toBe("fixed");
  });
});
