import { exp, log } from "../math/elementary.js";
import type { ChannelCorrelator } from "../search/correlator.js";
import { frame, type PlotSpecification, palette } from "./specification.js";

/**
 * ⟨φφφφ⟩ along z = z̄ as S(z) = ((1−z)/z)^{Δφ} G(z), which crossing makes symmetric about z = ½: of the kept operators, with one standard
 * deviation of the omitted tail, and by crossing. Near z = 1 the direct sum needs operators that the cut leaves out; the crossed one has them.
 */
export function correlatorPlot(title: string, { external, points }: ChannelCorrelator): PlotSpecification {
  const values = points.flatMap(({ z, value, tail, crossed, crossedTail }) => {
    const scale = exp(external * log((1 - z) / z));
    const row = (series: string, middle: number, band: number | null) => ({
      z,
      series,
      value: scale * middle,
      low: scale * (middle - (band ?? 0)),
      high: scale * (middle + (band ?? 0)),
    });
    return [row(DIRECT, value, tail), row(CROSSED, crossed, crossedTail)];
  });
  const x = { field: "z", type: "quantitative", title: "z = z̄", scale: { domain: [0, 1], nice: false } };
  const y = { type: "quantitative", scale: { zero: false } };
  const color = {
    field: "series",
    type: "nominal",
    title: null,
    scale: { domain: [DIRECT, CROSSED], range: [palette[0], palette[1]] },
    legend: { orient: "bottom", direction: "horizontal", labelLimit: 260 },
  };
  // beyond three times the middle value only the band of a sum that does not converge is to be seen
  const middle = values.filter(({ z }) => Math.abs(z - 0.5) < 0.3).map(({ value }) => value);
  const top =
    1.15 *
    Math.max(
      ...middle,
      ...values.filter(({ low, high, value }) => high - low < 0.2 * value).map(({ value }) => value),
    );
  const shown = values
    .filter(({ value }) => value <= top)
    .map((entry) => ({ ...entry, low: Math.max(entry.low, 0), high: Math.min(entry.high, top) }));
  return {
    ...frame(title, "S(z) = ((1−z)/z)^Δ_φ G(z); bands: one standard deviation of the omitted tail"),
    width: 480,
    height: 320,
    data: { values: shown },
    layer: [
      {
        mark: { type: "area", opacity: 0.25 },
        encoding: {
          x,
          y: { ...y, field: "low", title: "S(z)" },
          y2: { field: "high" },
          color,
        },
      },
      {
        mark: { type: "line", strokeWidth: 1.6 },
        encoding: {
          x,
          y: { ...y, field: "value" },
          color,
          strokeDash: {
            field: "series",
            type: "nominal",
            scale: {
              domain: [DIRECT, CROSSED],
              range: [
                [1, 0],
                [5, 3],
              ],
            },
          },
        },
      },
    ],
  };
}

const DIRECT = "sum over the run's operators";
const CROSSED = "the same by crossing";
