import { describe, expect, it } from "vitest";
import { constraintConstants } from "../../../src/crossing/line-defect/constraints.js";
import { DefectContinuum } from "../../../src/crossing/line-defect/continuum.js";
import { DefectKnownDecimal } from "../../../src/crossing/line-defect/known-decimal.js";
import { derivativeRows } from "../../../src/crossing/line-defect/rows.js";
import { FixedPoint, shifted } from "../../../src/math/fixed-point.js";

const N = 8;
const GAP = 5.5;
const fixed = new FixedPoint(320);
const { one } = fixed;
const continuum = new DefectContinuum(fixed, N, GAP);

/** A functional on a column, 2^column(Δ) left out. */
const valueAt = (functional: readonly bigint[], delta: number) =>
  fixed.toNumber(fixed.dot(functional, continuum.column(delta)));
const unitVector = (row: number, sign = 1n) =>
  Array.from({ length: N + 2 }, (_, i) => (i === row ? sign * one : 0n));

/** A functional of rows 0, 1, 2 that vanishes at both places. */
function vanishingAt(first: number, second: number): bigint[] {
  const [a, b] = [continuum.column(first), continuum.column(second)];
  const cross = (i: number, j: number) => fixed.times(a[i]!, b[j]!) - fixed.times(a[j]!, b[i]!);
  const triple = [cross(1, 2), cross(2, 0), cross(0, 1)];
  return Array.from({ length: N + 2 }, (_, i) => triple[i] ?? 0n);
}

describe("all columns of the line defect above a gap", () => {
  it("are of size one from the gap to infinity, where the highest derivative is left", () => {
    for (const delta of [5.5, 8, 14, 30, 100, 1e3, 1e5]) {
      const sizes = continuum.column(delta).map((entry) => Math.abs(fixed.toNumber(entry)));
      expect(Math.max(...sizes)).toBeLessThan(8);
      expect(Math.max(...sizes)).toBeGreaterThan(0.01);
    }
    const far = continuum.column(1e8).map((entry) => fixed.toNumber(entry));
    const infinity = continuum.columnAtInfinity().map((entry) => fixed.toNumber(entry));
    for (const [row, entry] of far.entries()) expect(entry / far[N - 1]!).toBeCloseTo(infinity[row]!, 6);
  });

  it("row 0 is proved to be positive, once the highest derivative makes it so at infinity", () => {
    const functional = unitVector(0);
    expect(continuum.notPositive(functional)).toBe(Number.POSITIVE_INFINITY);
    functional[N - 1] = one >> 60n;
    expect(continuum.notPositive(functional)).toBeNull();
    expect(continuum.notPositive(functional.map((entry) => -entry))).toBe(GAP);
  });

  it.each([
    [6.25, 7.5],
    [20, 40],
    [300, 500],
  ])("a functional that is negative between %d and %d alone is found out there", (from, to) => {
    const zero = vanishingAt(from, to);
    const middle = (from + to) / 2;
    const sign = valueAt(zero, middle) > 0 ? -1n : 1n;
    const functional = zero.map((entry) => sign * entry);
    functional[N - 1] = one >> 200n;
    expect(valueAt(functional, middle)).toBeLessThan(0);
    expect(valueAt(functional, GAP)).toBeGreaterThan(0);
    const place = continuum.notPositive(functional)!;
    expect(place).toBeGreaterThan(from - 1e-6);
    expect(place).toBeLessThan(to + 1e-6);
    const lowest = continuum.minima(functional).reduce((a, b) => (b.value < a.value ? b : a));
    expect(lowest.delta).toBeGreaterThan(from);
    expect(lowest.delta).toBeLessThan(to);
    const ratio = fixed.toNumber(lowest.value) / valueAt(functional, lowest.delta);
    if (to < continuum.farFrom) expect(ratio).toBeCloseTo(1, 12);
    else expect(Math.abs(Math.log2(ratio))).toBeLessThan(1);
  });

  it("has its first minimum at the gap where a functional rises from there", () => {
    const functional = unitVector(1);
    functional[N - 1] = one >> 60n;
    expect(continuum.minima(functional)[0]!.delta).toBe(GAP);
  });
});

describe("the known part of the rows in decimals", () => {
  it.each([0.01, 0.2, 1, 4])("is that of the double-precision equation at g = %d", (g) => {
    const expected = new Float64Array(N);
    derivativeRows(N).known(g, expected);
    const rows = new DefectKnownDecimal(g, 60).rows(N).map((entry) => entry.toNumber());
    const constants = constraintConstants(g).value;
    for (const [n, entry] of expected.entries()) expect(Math.abs(rows[n]! - entry)).toBeLessThan(1e-12);
    for (const [k, entry] of constants.entries())
      expect(Math.abs(rows[N + k]! / entry - 1)).toBeLessThan(1e-9);
  });

  it("is put into the scales of the rows", () => {
    const rhs = Array.from({ length: N + 2 }, () => one);
    for (const [row, entry] of continuum.scaled(rhs).entries())
      expect(entry).toBe(shifted(one, continuum.scales.rows[row]!));
  });
});
