import { counted } from "../counted.js";
import { frame, type PlotSpecification, palette } from "./specification.js";

/** One row of the crossing equation that is no point: a derivative or a constraint. */
export interface NamedResidual {
  readonly name: string;
  readonly value: number;
}

const BAR = 16;

/** How far each named row is from zero, |E| on a logarithmic axis, coloured by the sign; rows that hold exactly have no bar. */
export function residualBarsPlot(title: string, rows: readonly NamedResidual[]): PlotSpecification {
  const values = rows
    .filter(({ value }) => value !== 0 && Number.isFinite(value))
    .map(({ name, value }) => ({ name, size: Math.abs(value), sign: value > 0 ? "E > 0" : "E < 0" }));
  const smallest = Math.min(...values.map(({ size }) => size));
  return {
    ...frame(title, `${counted(rows.length, "row that is no point", "rows that are no points")}`),
    width: 340,
    height: { step: BAR },
    data: { values: values.map((value) => ({ ...value, from: smallest / 2 })) },
    mark: { type: "bar", height: BAR / 2 },
    encoding: {
      y: { field: "name", type: "nominal", title: null, sort: rows.map(({ name }) => name) },
      x: {
        field: "from",
        type: "quantitative",
        title: "|E|",
        scale: { type: "log", nice: false },
        axis: { format: ".0e", tickCount: 5 },
      },
      x2: { field: "size" },
      color: {
        field: "sign",
        type: "nominal",
        title: null,
        scale: { domain: ["E > 0", "E < 0"], range: [palette[0], palette[1]] },
        legend: { orient: "bottom", direction: "horizontal" },
      },
    },
  };
}
