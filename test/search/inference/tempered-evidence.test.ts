import { describe, expect, it } from "vitest";
import { whiteningWeights } from "../../../src/crossing/tail/whitening.js";
import { placedTerms } from "../../../src/crossing/truncated/truncation.js";
import { FACTS } from "../../../src/search/inference/criteria.js";
import { temperedDifference } from "../../../src/search/inference/tempered-evidence.js";
import { Rung } from "../../../src/search/rung/rung.js";
import { createSetting } from "../../../src/search/rung/setting.js";
import { loadTheory } from "../../../src/theory/load.js";

/** −2 ln(evidence) of m normal rows of width A that fit perfectly: m ln A², up to a constant. */
const gaussian = (rows: number, amplitude: number) => ({
  evidence: 2 * rows * Math.log(amplitude),
  informativeRows: rows,
});

describe("the tempered difference of two solutions", () => {
  it("is 2 · FACTS · ln of the ratio of their amplitudes, however many rows there are", () => {
    for (const rows of [40, 100, 370])
      expect(temperedDifference(gaussian(rows, 0.2), gaussian(rows, 0.1))).toBeCloseTo(
        2 * FACTS * Math.log(2),
        12,
      );
  });

  it("changes sign with the order, and is zero for a solution and itself", () => {
    const [a, b] = [gaussian(70, 0.3), gaussian(72, 0.25)];
    expect(temperedDifference(a, b)).toBe(-temperedDifference(b, a));
    expect(temperedDifference(a, a)).toBe(0);
  });
});

/** The participation ratio (Σq)²/Σq² of q = b² |W C|² over the operators of an exact spectrum above a rung's cut. */
function facts(id: string, set: Record<string, number>, index: number): number {
  const theory = loadTheory(id, { set });
  const spec = theory.ladder[index]!;
  const setting = createSetting(theory, theory.ladder, "spread-100");
  const rung = new Rung(setting, spec, "whitened", { evaluations: 0 });
  const kept = placedTerms(rung.truncation);
  const { whitening } = rung.model!;
  const weights = whiteningWeights(whitening, 0.1);
  const value = new Float64Array(whitening.rows);
  const derivative = new Float64Array(whitening.rows);
  const shares = theory.exact
    .filter(({ delta }) => delta >= spec.cut)
    .map(({ spin, delta, ope2 }) => {
      setting.equation.column({ channel: kept[0]!.channel, spin }, delta, value, derivative);
      let norm2 = 0;
      for (let j = 0; j < whitening.rows; j++) {
        let entry = 0;
        for (let i = 0; i < whitening.rows; i++)
          entry += whitening.directions[i * whitening.rows + j]! * value[i]!;
        norm2 += (weights[j]! * entry) ** 2;
      }
      return (ope2 * 4 ** delta) ** 2 * norm2;
    });
  const sum = shares.reduce((total, q) => total + q, 0);
  return sum ** 2 / shares.reduce((total, q) => total + q ** 2, 0);
}

describe("facts about the tail's amplitude", () => {
  it("are about as many in the exact tails as evidence counts, not as many as rows", () => {
    const all = [
      ...[0, 1, 2, 3].map((rung) => facts("ising-2d", {}, rung)),
      ...[0, 1, 2].map((rung) => facts("ising-2d-epsilon", {}, rung)),
      ...[0.12, 0.3, 0.7].flatMap((delta) => [1, 2].map((rung) => facts("gff-2d", { delta }, rung))),
      ...[0, 1].map((rung) => facts("tricritical-epsilon", {}, rung)),
    ].sort((a, b) => a - b);
    const median = all[all.length >> 1]!;
    expect(median).toBeGreaterThan(FACTS / 2);
    expect(median).toBeLessThan(2 * FACTS);
    expect(all[all.length - 1]).toBeLessThan(20);
  });
});
