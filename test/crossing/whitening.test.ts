import { describe, expect, it } from "vitest";
import { identicalScalars2d } from "../../src/crossing/equation.js";
import { pointSet } from "../../src/crossing/points.js";
import { identicalScalarsTail } from "../../src/crossing/tail/free-tail.js";
import { whiten, whiteningWeights } from "../../src/crossing/tail/whitening.js";

const equation = identicalScalars2d(pointSet("spread", 40), 0.125);
const tail = identicalScalarsTail("gff", 0.125);
const scalar = { channel: "singlet", spin: 0 };
const whitening = whiten(equation, tail.nodes(6.5), new Map());

describe("whitening by the tail", () => {
  it("directions are orthonormal", () => {
    const { directions: u, rows } = whitening;
    for (let a = 0; a < rows; a++) {
      for (let b = 0; b <= a; b++) {
        let dot = 0;
        for (let i = 0; i < rows; i++) dot += u[i * rows + a]! * u[i * rows + b]!;
        expect(Math.abs(dot - (a === b ? 1 : 0))).toBeLessThan(1e-13);
      }
    }
  });

  it("U diag(S²) Uᵀ is the covariance of the tail and of its mean", () => {
    const { directions: u, singularValues: s, rows } = whitening;
    const covariance = priorCovariance();
    const largest = Math.max(...covariance.map(Math.abs));
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        let sum = 0;
        for (let k = 0; k < rows; k++) sum += u[i * rows + k]! * s[k]! ** 2 * u[j * rows + k]!;
        expect(Math.abs(sum - covariance[i * rows + j]!)).toBeLessThan(1e-13 * largest);
      }
    }
  });

  it("weights are those of the tail where it shows and of the noise where it does not", () => {
    const weights = whiteningWeights(whitening, 0.05);
    expect(weights[0]! * 0.05 * whitening.singularValues[0]!).toBeCloseTo(1, 12);
    expect(weights[39]! * whitening.noise).toBeGreaterThan(0.5);
    expect(weights[39]! * whitening.noise).toBeLessThanOrEqual(1);
  });

  it("with fewer tail operators than rows has the other directions at the noise", () => {
    const few = tail.nodes(6.5).slice(0, 10);
    const { directions: u, singularValues: s, noise, rows } = whiten(equation, few, new Map());
    // ten operators, and their mean, which they span
    expect(s[0]!).toBeGreaterThan(1e6 * noise);
    for (const value of s.subarray(10)) expect(value).toBeLessThan(0.01 * noise);
    for (let k = 0; k < rows; k++) {
      let norm = 0;
      for (let i = 0; i < rows; i++) norm += u[i * rows + k]! ** 2;
      expect(norm).toBeCloseTo(1, 12);
    }
  });

  it("the prior widths fall from generalised free fields' like (h h̄)^(2Δφ−3/2)", () => {
    const ratio = tail.width(scalar, 40.5) / tail.width(scalar, 20.5);
    expect(ratio).toBeCloseTo(((20.25 + 0.25) / (10.25 + 0.25)) ** (2 * (2 * 0.125 - 1.5)), 12);
  });
});

/** Σ over nodes w² C Cᵀ + (Σ w C)(Σ w C)ᵀ, summed directly. */
function priorCovariance(): number[] {
  const { rows } = equation;
  const sum = new Array<number>(rows * rows).fill(0);
  const mean = new Array<number>(rows).fill(0);
  const value = new Float64Array(rows);
  for (const node of tail.nodes(6.5)) {
    equation.column(node, node.delta, value, new Float64Array(rows));
    const { width } = node;
    for (let i = 0; i < rows; i++) {
      mean[i]! += width * value[i]!;
      for (let j = 0; j < rows; j++) sum[i * rows + j]! += width * width * value[i]! * value[j]!;
    }
  }
  return sum.map((entry, index) => entry + mean[Math.floor(index / rows)]! * mean[index % rows]!);
}
