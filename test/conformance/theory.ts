import { beforeAll, describe, expect, it } from "vitest";
import { readRun } from "../../src/archive/run-lookup.js";
import { createRun } from "../../src/archive/run-writer.js";
import type { JointProblem } from "../../src/crossing/problems/joint.js";
import { residualAt, residualNorm } from "../../src/crossing/residual.js";
import { cutOffset } from "../../src/crossing/tail/tail.js";
import { channelsOf, keptSectors } from "../../src/families/sectors.js";
import { keepApart } from "../../src/optimisers/least-squares/separations.js";
import { Rung } from "../../src/search/rung/rung.js";
import { theoryPoints } from "../../src/search/rung/sample-points.js";
import { createSetting } from "../../src/search/rung/setting.js";
import { search } from "../../src/search/search.js";
import { familyOf } from "../../src/theory/family-of.js";
import { loadTheory } from "../../src/theory/load.js";
import type { ParameterValues } from "../../src/theory/parameters.js";
import type { Rung as RungSpec, Theory } from "../../src/theory/theory.js";
import { ABOVE_CUT } from "../../src/theory/theory.js";
import { configuration, scratchFolder } from "../archive/example-run.js";
import { differences, linearised } from "./derivatives.js";
import { disc } from "./disc.js";

/** Of the order that fits find. */
const AMPLITUDE = 0.1;
/** Where between its bounds an unknown dimension is put. */
const PLACE = 0.37;

/** What only some theories have. */
export interface TheoryConformance {
  readonly set?: ParameterValues;
  /** max |E| of the exact data with Δ ≤ 6 and Δ ≤ 10 over random points of the disc, from an independent program */
  readonly truncated?: readonly [number, number];
}

/** What every theory file has to obey, whatever its physics. */
export function conformsAsTheory(id: string, { set = {}, truncated }: TheoryConformance = {}): void {
  const title = [id, ...Object.entries(set).map(([name, value]) => `${name} = ${value}`)].join(", ");
  describe(title, () => {
    let theory: Theory;
    let whitened: JointProblem;
    let plain: JointProblem;
    beforeAll(() => {
      theory = loadTheory(id, { set });
      const spec = smallRung(theory);
      const setting = createSetting(theory, [spec]);
      const problem = (objective: "whitened" | "plain") =>
        new Rung(setting, spec, objective, { evaluations: 0 }).jointProblem(AMPLITUDE);
      whitened = problem("whitened");
      plain = problem("plain");
    });

    it("has finite bounds in order, within unitarity, released or not", () => {
      for (const free of [false, true]) checkBounds(loadTheory(id, { set, free }));
      for (const [j, lower] of whitened.lower.entries()) expect(lower).toBeLessThan(whitened.upper[j]!);
    });

    it("climbs a ladder within its spectrum: every rung's operators can lie near or below its cut", () => {
      const { ladder, spectrum } = theory;
      for (const [index, { operators, cut, cutOffsets = {} }] of ladder.entries()) {
        expect(operators).toBeGreaterThan(ladder[index - 1]?.operators ?? 0);
        expect(cut).toBeGreaterThanOrEqual(ladder[index - 1]?.cut ?? 0);
        for (const { delta, channels, spin } of spectrum.slice(0, operators)) {
          const offset = Math.max(...channels.map((channel) => cutOffset(cutOffsets, { channel, spin })));
          expect(delta[0]).toBeLessThan(cut + offset + ABOVE_CUT);
        }
      }
      expect(ladder.at(-1)!.operators).toBe(spectrum.length);
    });

    it("has the Jacobian of central differences, whitened and plain", () => {
      // rows in which no tail shows are in units of the rounding errors of E, in which the slopes of a table hold to a few units
      // per twenty operators, whose rounding errors add up
      const dozens = Math.max(1, whitened.equation.count / 20);
      checkJacobian(whitened, { relative: 1e-4, absolute: 5 * dozens, step: 2e-3 });
      checkJacobian(plain, { relative: 1e-8, absolute: 0, step: 5e-4 });
    });

    it("does not see which of two operators of one spin is which", () => {
      // without a separation they stand at one place already
      if (theory.separation === 0) return;
      const { free, truncation } = whitened.equation;
      const unknown = free.map((k) => truncation.operators[k]!);
      const kinds = unknown.map(({ spin, terms }) =>
        [spin, ...terms.map(({ channel }) => channel)].join(" "),
      );
      const second = kinds.findIndex((kind, j) => kinds.indexOf(kind) < j);
      if (second < 0) return;
      const [one, other] = [unknown[kinds.indexOf(kinds[second]!)]!, unknown[second]!];
      const x = placeBelowCut(whitened);
      const swapped = Float64Array.from(x);
      const exchange = (first: string, last: string) => {
        const [i, j] = [first, last].map((name) => whitened.names.indexOf(name));
        [swapped[i!], swapped[j!]] = [x[j!]!, x[i!]!];
      };
      exchange(`delta[${one.label}]`, `delta[${other.label}]`);
      for (const [t, term] of one.terms.entries())
        exchange(`ope2[${term.label}]`, `ope2[${other.terms[t]!.label}]`);
      expect(swapped).not.toEqual(x);
      const norm2 = (place: Float64Array) =>
        linearised(whitened, place).residual.reduce((sum, r) => sum + r * r, 0);
      expect(Math.abs(norm2(swapped) / norm2(x) - 1)).toBeLessThan(1e-10);
    });

    it("exact data solve crossing: more of them leave less", () => {
      if (theory.exact.length === 0) return;
      const equation = familyOf(theory).equation(theoryPoints(theory));
      const norm = (cut: number) => residualNorm(equation, below(theory, cut));
      // four units of Δ, from 6 or a little above the lowest operator
      const first = Math.max(6, Math.min(...theory.exact.map(({ delta }) => delta)) + 2);
      expect(norm(first + 4)).toBeLessThan(norm(first) / 5);
    });

    it("exact data to Δ leave |ρ|^Δ Δ^(4Δφ−1) with |ρ| ≤ 0.285 in the disc |z − ½| ≤ 0.2", () => {
      if (theory.family !== "global-2d" || theory.exact.length === 0) return;
      const equation = familyOf(theory).equation(disc());
      const largest = (cut: number) =>
        residualAt(equation, below(theory, cut)).reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
      const [six, ten] = [largest(6), largest(10)];
      const rate = (ten / six) ** (1 / 4) * (6 / 10) ** (theory.external.delta! - 1 / 4);
      // 0.285 from level to level; 6 and 10 lie at different places between theirs
      expect(rate).toBeGreaterThan(0.22);
      expect(rate).toBeLessThan(0.36);
      if (!truncated) return;
      for (const [index, found] of [six, ten].entries()) {
        // 24 random points do not reach the edge of the disc, where the residual is largest
        expect(found).toBeGreaterThan(truncated[index]!);
        expect(found).toBeLessThan(1.7 * truncated[index]!);
      }
    });

    it("a run of it comes back from the archive as it was", async () => {
      const result = await search(theory, {
        optimiser: theory.objective === "equations" ? "interior-point" : "least-squares",
        rungs: 1,
        // rows as equations are solved or not: a budget that ends on the way finds nothing
        budget: { evaluations: theory.objective === "equations" ? 2000 : 20 },
      });
      const writer = createRun(scratchFolder(), configuration);
      const stored = writer.finish(result);
      expect(readRun(writer.path).document.result).toEqual(stored);
      expect(stored).toEqual({ ...result, runId: writer.id, path: writer.path });
    });
  });
}

const below = ({ exact }: Theory, cut: number) => exact.filter(({ delta }) => delta <= cut);

/** The first rung with two unknown dimensions of one kind; the first of all where there is none. */
function smallRung({ ladder, spectrum }: Theory): RungSpec {
  const twice = ladder.find(({ operators }) => {
    const kinds = spectrum
      .slice(0, operators)
      .flatMap(({ spin, channels, fixedDelta }) =>
        fixedDelta === null ? [[spin, ...channels].join(" ")] : [],
      );
    return new Set(kinds).size < kinds.length;
  });
  return twice ?? ladder[0]!;
}

/** A place with all dimensions below the cut, the squared OPE coefficients of their usual order: 4^−Δ in two dimensions, 1 for superconformal blocks. */
function placeBelowCut({ names, lower, upper, separations, equation }: JointProblem): Float64Array {
  const { cut, operators } = equation.truncation;
  const box = { lower, upper: upper.map((most, j) => Math.max(Math.min(most, cut - 0.5), lower[j]! + 0.2)) };
  const x = lower.map((low, j) => low + PLACE * (box.upper[j]! - low));
  keepApart({ ...box, separations }, x);
  for (const { label, lower: fixed, terms } of operators) {
    for (const term of terms) {
      const coefficient = names.indexOf(`ope2[${term.label}]`);
      const delta = x[names.indexOf(`delta[${label}]`)] ?? fixed;
      if (coefficient >= 0) x[coefficient] = isSuperconformal(operators) ? 1 / 2 : 4 ** -delta / 2;
    }
  }
  return x;
}

const isSuperconformal = (operators: JointProblem["equation"]["truncation"]["operators"]) =>
  operators.some(({ terms }) => terms.some(({ channel }) => channel === "D"));

function checkBounds(theory: Theory): void {
  const { spectrum, unitary, exact } = theory;
  const family = familyOf(theory);
  const { unitarityBound } = family;
  const possible = channelsOf(keptSectors(family));
  for (const { spin, channels, delta, ope2, fixedDelta, window } of spectrum) {
    expect([...delta, ...ope2.flat()].every(Number.isFinite)).toBe(true);
    // a coefficient that a Ward identity gives has a range without a width
    for (const [least, most] of ope2) expect(least).toBeLessThanOrEqual(most);
    expect(delta[1] - delta[0]).toBeGreaterThanOrEqual(window);
    if (fixedDelta === null) expect(delta[0]).toBeLessThan(delta[1]);
    else expect(delta).toEqual([fixedDelta, fixedDelta]);
    if (unitary) expect(delta[0]).toBeGreaterThanOrEqual(unitarityBound(spin));
    for (const [t, [least]] of ope2.entries())
      if (unitary && !possible[channels[t]!]!.signed) expect(least).toBeGreaterThanOrEqual(0);
  }
  for (const { channel, spin, delta, ope2 } of exact) {
    expect(ope2).not.toBe(0);
    if (unitary) expect(delta).toBeGreaterThanOrEqual(unitarityBound(spin));
    if (unitary && !possible[channel]!.signed) expect(ope2).toBeGreaterThan(0);
  }
}

interface Tolerance {
  /** of the largest entry of a column */
  readonly relative: number;
  readonly absolute: number;
  /** of differences in dimensions: the error of five points goes with its fourth power and 1/(Δ − ℓ)⁵ where blocks have a pole there */
  readonly step: number;
}

function checkJacobian(problem: JointProblem, { relative, absolute, step: inDimensions }: Tolerance): void {
  const x = placeBelowCut(problem);
  const { residual, jacobian } = linearised(problem, x);
  const n = x.length;
  const rounding = 4 * Number.EPSILON * Math.max(...residual.map(Math.abs));
  for (let j = 0; j < n; j++) {
    const column = Array.from({ length: problem.rowCount }, (_, i) => jacobian[i * n + j]!);
    const scale = Math.max(...column.map(Math.abs));
    // the problem is linear in the coefficients, where steps of a quarter keep rounding errors small however small they are
    const dimension = j < problem.equation.free.length;
    const step = dimension ? inDimensions : 0.25 / Math.min(1, Math.abs(x[j]!));
    const most = (dimension ? relative * scale + absolute : 1e-9 * scale) + rounding / step;
    const slopes = differences((place) => linearised(problem, place).residual, x, j, step);
    for (const [i, entry] of column.entries()) expect(Math.abs(entry - slopes[i]!)).toBeLessThan(most);
  }
}
