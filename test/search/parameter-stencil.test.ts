import { describe, expect, it } from "vitest";
import { Random } from "../../src/math/random.js";
import {
  modelCovariance,
  modelMinimum,
  type QuadraticModel,
  quadraticModel,
  stencilOffsets,
} from "../../src/search/parameters/stencil.js";

const valueAt = ({ value, gradient, hessian }: QuadraticModel, t: readonly number[]) =>
  t.reduce(
    (sum, ti, i) => sum + gradient[i]! * ti + hessian[i]!.reduce((s, h, j) => s + (h * ti * t[j]!) / 2, 0),
    value,
  );

/** A convex function [variables]. */
function bowl(random: Random, variables: number): QuadraticModel {
  const root = Array.from({ length: variables }, () =>
    Array.from({ length: variables }, () => random.between(-1, 1)),
  );
  const hessian = root.map((row, i) =>
    root.map((other, j) => row.reduce((sum, entry, k) => sum + entry * other[k]!, i === j ? 0.3 : 0)),
  );
  return { value: random.between(-1, 1), gradient: root[0]!.map((entry) => entry / 3), hessian };
}

describe.each([1, 2, 3])("a quadratic function of %i variables", (variables) => {
  const given = bowl(Random.stream(variables), variables);
  const offsets = stencilOffsets(variables);
  const model = quadraticModel(
    offsets.map((t) => valueAt(given, t)),
    variables,
  );

  it("is determined by its stencil, which is no larger than it has to be", () => {
    expect(offsets).toHaveLength(((variables + 1) * (variables + 2)) / 2);
    const random = Random.stream(9);
    for (let trial = 0; trial < 5; trial++) {
      const t = Array.from({ length: variables }, () => random.between(-3, 3));
      expect(Math.abs(valueAt(model, t) - valueAt(given, t))).toBeLessThan(1e-12);
    }
  });

  it("has its minimum where no neighbour is lower, within reach", () => {
    const t = modelMinimum(model, 100);
    for (let k = 0; k < variables; k++)
      for (const by of [-1e-3, 1e-3]) {
        const beside = t.map((value, i) => (i === k ? value + by : value));
        expect(valueAt(given, beside)).toBeGreaterThan(valueAt(given, t));
      }
    const near = modelMinimum(model, 0.01);
    expect(Math.max(...near.map(Math.abs))).toBeLessThanOrEqual(0.01 * (1 + 1e-12));
    expect(valueAt(given, near)).toBeLessThan(given.value);
  });

  it("has the covariance of a normal distribution of which it is −2 ln", () => {
    const covariance = modelCovariance(model)!;
    for (const [i, row] of covariance.entries())
      for (const j of row.keys()) {
        const product = row.reduce((sum, entry, k) => sum + entry * given.hessian[k]![j]!, 0);
        expect(Math.abs(product - (i === j ? 2 : 0))).toBeLessThan(1e-11);
      }
  });

  it("goes downhill to the end of its reach, without a covariance, where it is a hill", () => {
    const hill = { ...given, hessian: given.hessian.map((row) => row.map((entry) => -entry)) };
    const t = modelMinimum(hill, 2);
    expect(Math.abs(Math.max(...t.map(Math.abs)) - 2)).toBeLessThan(1e-12);
    expect(valueAt(hill, t)).toBeLessThan(hill.value);
    expect(modelCovariance(hill)).toBeNull();
  });
});
