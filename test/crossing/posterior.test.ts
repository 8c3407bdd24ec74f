import { describe, expect, it } from "vitest";
import { PointColumns } from "../../src/crossing/columns.js";
import { columnScale, identicalScalars2d } from "../../src/crossing/equation.js";
import { pointSet } from "../../src/crossing/points.js";
import { JointProblem } from "../../src/crossing/problems/joint.js";
import { identicalScalarsTail } from "../../src/crossing/tail/free-tail.js";
import { TruncatedModel } from "../../src/crossing/tail/model.js";
import { logCovariance } from "../../src/crossing/tail/whitening.js";
import { Whitenings } from "../../src/crossing/tail/whitenings.js";
import { KEPT_PRIOR_FACTOR } from "../../src/crossing/truncated/truncated-equation.js";

const tail = identicalScalarsTail("gff", 0.125);
const term = { channel: "singlet", spin: 0 };
const equation = identicalScalars2d(pointSet("spread", 40), 0.125);
const columns = new PointColumns(equation, [{ ...term, lower: 0.1, upper: 4 }]);

function model(lower: number, upper: number) {
  const terms = [{ channel: "singlet", label: "ε", ope2: [0, 2] as const }];
  const operators = [{ label: "ε", spin: 0, lower, upper, terms }];
  return new TruncatedModel(new Whitenings(equation), columns, { operators, cut: 2, separation: 0.15 }, tail);
}

/** ln of the sum of e^y dx on a grid. */
function logIntegral(values: readonly number[], step: number): number {
  const largest = Math.max(...values);
  return largest + Math.log(step * values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

describe("posterior", () => {
  it("of one coefficient: error bar and evidence are those of numerical integration", () => {
    const delta = 1;
    const amplitude = 0.3;
    const fixed = model(delta, delta);
    const posterior = fixed.posterior(new Float64Array(0), amplitude);
    const joint = new JointProblem(fixed.problem(amplitude).equation);
    const residual = new Float64Array(joint.rowCount);
    const width = KEPT_PRIOR_FACTOR * amplitude * tail.width(term, delta);
    const centre = fixed.problem(amplitude).coefficients[0]! / columnScale(delta);
    const error = posterior.errors().ope2[0]!;
    const bare = error / Math.sqrt(Math.max(1, posterior.chi2() / 39));
    const step = bare / 50;
    const grid = Array.from({ length: 801 }, (_, i) => centre + (i - 400) * step);
    const logPosterior = grid.map((a) => {
      joint.residual(Float64Array.of(a), residual);
      const chi2 = residual.reduce((sum, r) => sum + r * r, 0);
      // half-normal prior of b = 4^Δ a; the b²/2width² is the last row of the residual
      return -0.5 * chi2 - Math.log(width) + 0.5 * Math.log(2 / Math.PI) + Math.log(columnScale(delta));
    });
    const evidence = -2 * logIntegral(logPosterior, step) + logCovariance(fixed.whitening, amplitude);
    expect(posterior.evidence()).toBeCloseTo(evidence, 6);
    const weights = logPosterior.map((value) => Math.exp(value - Math.max(...logPosterior)));
    const total = weights.reduce((sum, w) => sum + w, 0);
    const variance = weights.reduce((sum, w, i) => sum + w * (grid[i]! - centre) ** 2, 0) / total;
    expect(bare / Math.sqrt(variance)).toBeCloseTo(1, 6);
  });

  it("re-weighted to another amplitude is the posterior computed there", () => {
    const free = model(0.1, 3);
    const x = Float64Array.of(1.05);
    const elsewhere = free.posterior(x, 0.2).evidence();
    // the coefficient is re-eliminated at the other amplitude: compare where that changes nothing
    expect(free.posterior(x, 0.2).evidence(0.2)).toBe(elsewhere);
    const fitted = free.fitAmplitude(x, 0.2);
    const posterior = free.posterior(x, 0.2);
    for (const factor of [0.8, 1.25])
      expect(posterior.evidence(fitted * factor)).toBeGreaterThan(posterior.evidence(fitted));
  });
});
