import { describe, expect, it } from "vitest";
import { describeTheory } from "../../src/archive/run-theory.js";
import { createRun } from "../../src/archive/run-writer.js";
import { crossedBlock2dDecimal } from "../../src/blocks/decimal/block-2d-decimal.js";
import { CrossedColumnsDecimal } from "../../src/blocks/decimal/crossed-columns-decimal.js";
import { pointSet } from "../../src/crossing/points.js";
import { certify } from "../../src/search/certify.js";
import { shifts } from "../../src/search/certify-conditioning.js";
import type { SearchResult } from "../../src/search/result.js";
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
    const columns = new CrossedColumnsDecimal(set, 0.3, 30);
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
    const moved = shifts({ names: ["x", "y"], residual: new Float64Array(3), jacobian }, change);
    expect(moved[0]).toBeCloseTo(-0.3 * 0.8, 12);
    expect(moved[1]).toBeCloseTo(-0.2 * 0.8, 12);
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
