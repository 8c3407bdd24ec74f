import { frame, type PlotSpecification, palette } from "./specification.js";

/** The crossing equation at one cross-ratio z, z̄ = z*. */
export interface PointResidual {
  readonly z: readonly [number, number];
  readonly value: number;
  /** which equation of a system */
  readonly component?: string;
}

export interface ResidualMark {
  readonly re: number;
  readonly im: number;
  readonly component: string;
  readonly sign: "E > 0" | "E < 0";
  readonly size: number;
}

const signs = ["E > 0", "E < 0"] as const;

/**
 * Where in the z plane crossing is violated: circles whose area grows with log |E|, coloured by its sign; one panel an equation. Points of
 * the real line leave the second axis free for |E|.
 */
export function residualMapPlot(title: string, points: readonly PointResidual[]): PlotSpecification {
  const values = residualMarks(points);
  const sizes = values.map(({ size }) => size);
  const marks = values.every(({ im }) => im === 0)
    ? heights()
    : circles([Math.min(...sizes), Math.max(...sizes)]);
  const components = [...new Set(values.map(({ component }) => component))];
  const panel = (component: string) => ({
    ...(components.length > 1 && { title: component }),
    width: 340,
    height: 340,
    data: { values: values.filter((value) => value.component === component) },
    ...marks,
  });
  const note = `crossing equation at ${points.length} points`;
  const panels = components.map(panel);
  return { ...frame(title, note), ...(panels.length === 1 ? panels[0] : { vconcat: panels }) };
}

/** Points where the equation holds exactly have no size on a logarithmic scale and are left out. */
export function residualMarks(points: readonly PointResidual[]): ResidualMark[] {
  return points
    .filter(({ value }) => value !== 0 && Number.isFinite(value))
    .map(({ z: [re, im], value, component = "" }) => ({
      re,
      im,
      component,
      sign: value > 0 ? signs[0] : signs[1],
      size: Math.abs(value),
    }));
}

const real = (field: "re" | "im", title: string) => ({
  field,
  type: "quantitative",
  title,
  scale: { zero: false, nice: true },
  axis: { tickCount: 6 },
});

const sign = {
  field: "sign",
  type: "nominal",
  title: null,
  scale: { domain: signs, range: [palette[0], palette[1]] },
  legend: { orient: "bottom", direction: "horizontal" },
};

function heights() {
  const y = {
    field: "size",
    type: "quantitative",
    title: "|E|",
    scale: { type: "log" },
    axis: { format: ".0e", tickCount: 5 },
  };
  return {
    mark: { type: "point", filled: true, size: 36, opacity: 0.75 },
    encoding: { x: real("re", "z"), y, color: sign },
  };
}

function circles(range: readonly [number, number]) {
  const ends = range[1] > range[0] ? range : [range[0] / 10, range[1]];
  return {
    mark: { type: "point", filled: true, opacity: 0.75 },
    encoding: {
      x: real("re", "Re z"),
      y: real("im", "Im z"),
      size: {
        field: "size",
        type: "quantitative",
        title: "|E|",
        scale: { type: "log", domain: ends, range: [4, 260] },
        legend: {
          orient: "bottom",
          direction: "horizontal",
          titleOrient: "left",
          format: ".0e",
          values: legendValues(ends),
        },
      },
      color: sign,
    },
  };
}

/** Three powers of ten inside the range, or its ends where there are not so many. */
function legendValues([least, most]: readonly number[]): number[] {
  const exponent = (value: number) => Number(value.toExponential().split("e")[1]);
  const [first, last] = [exponent(least!) + 1, exponent(most!)];
  if (last - first < 2) return [least!, most!];
  return [first, Math.round((first + last) / 2), last].map((power) => Number(`1e${power}`));
}
