import { describe, expect, it } from "vitest";
import { decimalContext } from "../../src/blocks/decimal/complex-decimal.js";
import {
  defectIntegralsDecimal,
  evenDerivativesDecimal,
} from "../../src/blocks/decimal/line-defect-decimal.js";
import { defectSeries } from "../../src/blocks/line-defect/series.js";
import { discBounds, seriesRounding } from "../../src/blocks/line-defect/series-bounds.js";
import { FixedPoint } from "../../src/math/fixed-point.js";
import { valueAt } from "../../src/math/power-series.js";

const COUNT = 20;
const BITS = 448;
const fixed = new FixedPoint(BITS);
const context = decimalContext(220);
const unit = new context(2).pow(BITS);

/** Rows over (4r*)^{Δ+1}/(1−Δ) from the decimal blocks, in units of the last place. */
function reference(delta: number) {
  const exact = new context(delta.toPrecision(60));
  const rows = [...evenDerivativesDecimal(exact, COUNT), ...defectIntegralsDecimal(exact)];
  const radius = new context(2).sqrt().times(2).plus(3).pow(-1);
  const factor = radius.times(4).pow(exact.plus(1)).div(exact.negated().plus(1));
  return rows.map(({ value }) => value.div(factor).times(unit));
}

const point = (delta: number) =>
  defectSeries(fixed, COUNT, { centre: fixed.from(delta), half: 0n, order: 0 }).map(([entry]) => entry!);

describe("columns of the line defect in fixed-point arithmetic", () => {
  it.each([1.0004, 1.67, 5.68, 33.25, 160])(
    "are those of the decimal blocks at Δ = %d, within the bound for rounding",
    (delta) => {
      const bound = seriesRounding(COUNT, BITS, { centre: delta, half: 0, order: 0 });
      const expected = reference(delta);
      for (const [row, entry] of point(delta).entries()) {
        const error = expected[row]!.minus(entry.toString()).abs().toNumber();
        expect(error).toBeLessThan(bound[row]!);
        // and the bound is one of rounding errors: 40 digits and more are right
        expect(bound[row]! / unit.toNumber()).toBeLessThan(
          1e-40 * Math.max(1, expected[row]!.div(unit).abs().toNumber()),
        );
      }
    },
  );

  it.each([
    [6.5, 0.6],
    [90, 9.8],
  ])("as power series on %d ± %d are the columns at its points, within the bounds", (centre, half) => {
    const order = 60;
    const series = defectSeries(fixed, COUNT, { centre: fixed.from(centre), half: fixed.from(half), order });
    const radius = 8 * half;
    const disc = discBounds(COUNT, centre, radius);
    const rounding = seriesRounding(COUNT, BITS, { centre, half, order });
    let cauchy = unit.toNumber();
    for (let k = 0; k <= order; k++) cauchy /= 8;
    for (const u of [-1, -0.4375, 0.25, 1]) {
      const at = fixed.from(centre) + fixed.times(fixed.from(half), fixed.from(u));
      const exact = defectSeries(fixed, COUNT, { centre: at, half: 0n, order: 0 });
      for (const [row, terms] of series.entries()) {
        const error = Math.abs(Number(valueAt(fixed, terms, fixed.from(u)) - exact[row]![0]!));
        // evaluation adds a unit a term
        expect(error).toBeLessThan((disc[row]! * cauchy * 8) / 7 + 2 * rounding[row]! + order + 1);
      }
    }
  });

  it.each([
    [6.5, 4.8],
    [90, 78.4],
  ])(
    "stay below the bounds on the disc around %d of radius %d where it meets the real axis",
    (centre, radius) => {
      const bounds = discBounds(COUNT, centre, radius);
      for (const delta of [centre - radius, centre - radius / 2, centre, centre + radius])
        for (const [row, entry] of point(delta).entries())
          expect(Math.abs(fixed.toNumber(entry))).toBeLessThan(bounds[row]!);
    },
  );
});
