import { describe, expect, it } from "vitest";
import { describeTheory } from "../../src/archive/run-theory.js";
import { createRun } from "../../src/archive/run-writer.js";
import { crossedBlock2dDecimal } from "../../src/blocks/decimal/block-2d-decimal.js";
import { CrossedColumnsDecimal } from "../../src/blocks/decimal/crossed-columns-decimal.js";
import { CrossedSidesDecimal } from "../../src/blocks/decimal/crossed-sides-decimal.js";
import { SideBlocksDecimal } from "../../src/blocks/decimal/side-blocks-decimal.js";
import { certify } from "../../src/certify/certify.js";
import { conditioning, shifts } from "../../src/certify/conditioning.js";
import { residualPair } from "../../src/certify/residual.js";
import { pointSet } from "../../src/crossing/points.js";
import type { SearchResult } from "../../src/search/result.js";
import { createSetting } from "../../src/search/rung/setting.js";
import { search } from "../../src/search/search.js";
import { loadTheory } from "../../src/theory/load.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";

const theory = loadTheory("ising-2d");
const points = "spread-40";
const result = await search(theory, { optimiser: "least-squares", rungs: 3, points });

describe("columns of decimals", () => {
  it("are the single blocks to 30 digits, for the exact binary values of Δ, Δφ and z", () => {
    const set = pointSet("spread", 3);
    const columns = new CrossedColumnsDecimal(
      new SideBlocksDecimal(new CrossedSidesDecimal(set, 30), 0, 0),
      0.3,
    );
    for (const [delta, spin] of [
      [1.37, 0],
      [2, 2],
      [0.1, 0],
      [7.013, 6],
    ] as const) {
      for (const [i, entry] of columns.column(delta, spin).entries()) {
        const block = crossedBlock2dDecimal({
          delta: delta.toPrecision(100),
          spin,
          external: (0.3).toPrecision(100),
          z: { re: set.re[i]!.toPrecision(100), im: set.im[i]!.toPrecision(100) },
          digits: 35,
        }).value;
        expect(entry.minus(block).div(block).abs().toNumber()).toBeLessThan(1e-33);
      }
    }
  });
});

describe("certify", () => {
  it("supports a search of the 2D Ising model: E holds to ten digits, rounding moves nothing by a tenth of its bar", () => {
    const certificate = certify(theory, result, { digits: 30, points });
    expect(certificate).toMatchObject({ supported: true, reasons: [], rank: certificate.unknowns });
    expect(certificate.residualNorm / result.residualNorm).toBeCloseTo(1, 8);
    expect(certificate.residualNormDecimal).toMatch(/^0\.0*[1-9]\d{28,29}$/);
    expect(certificate.digitsHeld).toBeGreaterThan(10);
    expect(certificate.digitsHeld).toBeLessThan(15);
    expect(certificate.digitsHeldOfTerms).toBeGreaterThan(14.5);
    expect(certificate.chi2! / result.chi2!).toBeCloseTo(1, 2);
    expect(certificate.largestShift!.sigmas).toBeLessThan(0.1);
    // columns of length one: the squares of the singular values add up to their number
    const squares = certificate.singularValues.reduce((sum, value) => sum + value * value, 0);
    expect(squares).toBeCloseTo(certificate.unknowns, 9);
  });

  it("to 50 digits begins with the digits of 30", () => {
    const norm = (digits: number) => certify(theory, result, { digits, points }).residualNormDecimal;
    expect(norm(50).slice(0, 28)).toBe(norm(30).slice(0, 28));
  });

  it("does not support a run whose data were changed by one part in 1000 after it stored ‖E‖", () => {
    const tampered = structuredClone(result) as unknown as { operators: { ope2: { value: number } }[] };
    tampered.operators[0]!.ope2.value *= 1.001;
    const certificate = certify(theory, tampered as unknown as SearchResult, { digits: 20, points });
    expect(certificate.supported).toBe(false);
    expect(certificate.reasons.join()).toMatch(/stored ‖E‖/);
  });

  it("does not support two operators of one spin at one place: their columns are the same", () => {
    const merged = structuredClone(result) as unknown as { operators: { delta: { value: number } }[] };
    merged.operators[3]!.delta.value = merged.operators[0]!.delta.value;
    const certificate = certify(theory, merged as unknown as SearchResult, { digits: 20, points });
    expect(certificate.supported).toBe(false);
    expect(certificate.rank).toBeLessThan(certificate.unknowns);
    expect(certificate.reasons.join()).toMatch(
      /the Jacobian has rank \d+ above its errors, for \d+ unknowns/,
    );
  });

  it.each([
    ["tricritical-joint", 2],
    ["compact-boson", 1],
    ["ising-2d-mixed", 1],
  ])("recomputes the system of %s, and sees one part in 1000 of a coefficient", async (id, rungs) => {
    const system = loadTheory(id);
    const points = "spread-12";
    const budget = { evaluations: 300 };
    const found = await search(system, { optimiser: "least-squares", rungs, points, budget });
    const certificate = certify(system, found, { digits: 20, points });
    expect(certificate).toMatchObject({ supported: true, reasons: [] });
    expect(certificate.digitsHeldOfTerms).toBeGreaterThan(14);
    expect(certificate.residualNorm / found.residualNorm).toBeCloseTo(1, 10);
    expect(certificate.chi2! / found.chi2!).toBeCloseTo(1, 1);
    const [first, ...rest] = found.operators;
    const changed = { ...first!, ope2: { ...first!.ope2, value: first!.ope2.value * 1.001 } };
    const other = certify(system, { ...found, operators: [changed, ...rest] }, { digits: 20, points });
    expect(other.reasons.join()).toMatch(/stored ‖E‖/);
  });

  it("asks nothing of what the result leaves undetermined", () => {
    const merged = structuredClone(result) as unknown as {
      operators: { delta: { value: number; error: null }; ope2: { error: null } }[];
    };
    const [one, other] = [merged.operators[0]!, merged.operators[3]!];
    other.delta.value = one.delta.value;
    for (const operator of [one, other]) {
      operator.delta.error = null;
      operator.ope2.error = null;
    }
    const certificate = certify(theory, merged as unknown as SearchResult, { digits: 20, points });
    expect(certificate.rank).toBeLessThan(certificate.unknowns);
    expect(certificate.reasons.join()).not.toMatch(/rank/);
  });

  it("refuses the 6D theories, which have no decimal equation", async () => {
    const sixd = loadTheory("sixd-20");
    const data = [{ channel: "long", spin: 0, delta: 8, ope2: 1 }];
    const setting = createSetting(sixd, sixd.ladder.slice(0, 1), "spread-10");
    expect(() => residualPair(setting, data, 20)).toThrow(/family: got "superconformal-6d-20": only runs of/);
  });

  it("refuses fewer digits than a judge of double precision needs, and a result of another theory", () => {
    expect(() => certify(theory, result, { digits: 10, points })).toThrow(/digits: got 10: .*20 to 300/);
    expect(() => certify(loadTheory("gff-2d"), result, { digits: 20, points })).toThrow(
      /operators are not those/,
    );
  });
});

describe("shifts of a minimum in standard deviations", () => {
  it("when r changes by J p, x changes by −p, and σ² is the diagonal of (JᵀJ)⁻¹", () => {
    // unit columns (1, 0, 0) and (0.6, 0.8, 0): (JᵀJ)⁻¹ has 1/(1 − 0.6²) on its diagonal
    const jacobian = Float64Array.of(1, 0.6, 0, 0.8, 0, 0);
    const change = Float64Array.of(0.3 + 0.6 * 0.2, 0.8 * 0.2, 5);
    const moved = shifts(
      { names: ["x", "y"], active: [0, 1], residual: new Float64Array(3), jacobian },
      change,
    );
    expect(moved[0]).toBeCloseTo(-0.3 * 0.8, 12);
    expect(moved[1]).toBeCloseTo(-0.2 * 0.8, 12);
  });
});

describe("the part of a variance that lies in directions below an error", () => {
  it("is all of it for two unknowns of nearly one column, nothing for a third one", () => {
    const tilt = 1e-6;
    const jacobian = Float64Array.of(1, 1, 0, 0, tilt, 0, 0, 0, 1);
    const names = ["x", "y", "z"];
    const { singularValues, rank, lostVariance } = conditioning({
      names,
      active: [0, 1, 2],
      residual: new Float64Array(3),
      jacobian,
    });
    expect(singularValues[2]! / (tilt / Math.sqrt(2))).toBeCloseTo(1, 6);
    const [x, y, z] = lostVariance([1e-5, 1e-5, 1e-5]);
    expect([x, y]).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
    expect(z).toBeCloseTo(0, 9);
    expect(Math.max(...lostVariance([1e-7, 1e-7, 1e-7]))).toBe(0);
    // the error of a column says nothing of directions that leave it alone
    expect(Math.max(...lostVariance([1e-7, 1e-7, 0.5]))).toBe(0);
    expect([rank([1e-5, 0, 0]), rank([1e-7, 0, 0.5])]).toEqual([2, 3]);
  });
});

describe("crossing certify", () => {
  it("prints one document for a stored run, and refuses digits that judge nothing", async () => {
    const out = scratchFolder();
    const quick = [
      "--optimiser",
      "least-squares",
      "--rungs",
      "2",
      "--points",
      "spread-30",
      "--quiet",
      "--json",
    ];
    const run = JSON.parse(
      (await crossing(["search", "ising-2d", "--out", out, ...quick])).stdout,
    ) as SearchResult;
    const { code, stdout } = await crossing([
      "certify",
      run.runId!,
      "--out",
      out,
      "--digits",
      "25",
      "--json",
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      run: run.runId,
      digits: 25,
      supported: true,
    });
    const few = await crossing(["certify", run.runId!, "--out", out, "--digits", "5"]);
    expect(few).toMatchObject({ code: 2, stderr: expect.stringMatching(/digits: got 5/) });
  });

  it("exits with 1 and says why where the answer does not stand", async () => {
    const out = scratchFolder();
    const { operators, solutions } = result;
    const changed = operators.map((operator, k) =>
      k === 0 ? { ...operator, ope2: { ...operator.ope2, value: operator.ope2.value * 1.01 } } : operator,
    );
    const configuration = {
      theory: describeTheory(theory, "ising-2d", {}),
      options: { points },
      seed: 1,
      stream: 0,
    };
    const writer = createRun(out, configuration);
    writer.finish({ ...result, operators: changed, solutions });
    const { code, stderr } = await crossing(["certify", writer.id, "--out", out, "--digits", "20"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^crossing: not supported: the run stored ‖E‖/);
  });
});
