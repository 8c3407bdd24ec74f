/** A Vega-Lite specification (version 6) with its data inline: the same for SVG, PNG and notebooks. */
export type PlotSpecification = Readonly<Record<string, unknown>>;

/** Colours that stay apart for colour-blind readers (Okabe–Ito). */
export const palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"] as const;

export const ink = { text: "#222222", faint: "#888888", grid: "#e8e8e8" } as const;

/** Operators that the data do not localise. */
export const faded = "#b3d4e8";

/** One look for every figure. */
export function frame(title: string, subtitle: string | readonly string[]): PlotSpecification {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: title, subtitle },
    background: "white",
    padding: 12,
    config: {
      font: "Helvetica Neue, Helvetica, Arial, DejaVu Sans, sans-serif",
      view: { stroke: null },
      title: {
        anchor: "start",
        fontSize: 15,
        color: ink.text,
        subtitleColor: ink.faint,
        subtitleFontSize: 11,
        offset: 14,
      },
      axis: {
        gridColor: ink.grid,
        domainColor: ink.faint,
        tickColor: ink.faint,
        labelColor: ink.text,
        titleColor: ink.text,
        labelFontSize: 11,
        titleFontSize: 12,
        titleFontWeight: "normal",
      },
      legend: {
        labelFontSize: 11,
        titleFontSize: 11,
        titleFontWeight: "normal",
        symbolSize: 90,
        labelColor: ink.text,
      },
    },
  };
}
