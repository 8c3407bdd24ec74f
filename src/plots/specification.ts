/** A Vega-Lite specification (version 6) with its data inline: the same for SVG, PNG and notebooks. */
export type PlotSpecification = Readonly<Record<string, unknown>>;

/** Colours that stay apart for colour-blind readers (Okabe–Ito). */
export const palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"] as const;

export const ink = { text: "#222222", faint: "#888888", grid: "#e8e8e8" } as const;

/** Operators that the data do not localise. */
export const faded = "#b3d4e8";

/** Pixels of a letter of the title and of the subtitle, on the average. */
const LETTER = { title: 7.8, subtitle: 5.7 };

/**
 * One look for every figure.
 *
 * @param width of the plot in pixels: a longer title goes on in the next line, or the picture would grow with it
 */
export function frame(title: string, subtitle: string | readonly string[], width = 480): PlotSpecification {
  const subtitles = typeof subtitle === "string" ? [subtitle] : subtitle;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: {
      text: wrapped(title, width / LETTER.title),
      subtitle: subtitles.flatMap((line) => wrapped(line, width / LETTER.subtitle)),
    },
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

/** The words of a text in lines of at most so many letters; a longer word has a line of its own. */
export function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > letters) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Parameters as a picture names them: the dimension of an external field, called `delta` in theory files, is Δ_φ. */
export const parameterName = (name: string) => (name === "delta" ? "Δ_φ" : name);
