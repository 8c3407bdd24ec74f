import { palettePng } from "./palette-png.js";
import type { PlotSpecification } from "./specification.js";

/** Draws a specification without a browser. Vega is loaded here, when the first figure is drawn. */
export async function renderSvg(specification: PlotSpecification): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const compiled = vegaLite.compile(specification as unknown as Parameters<typeof vegaLite.compile>[0]).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logLevel: vega.Error });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Bitmap of an SVG on white, `scale` pixels a unit (2 for sharp screens). Fonts are the machine's. */
export async function renderPng(svg: string, scale = 2): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js");
  const image = new Resvg(svg, {
    background: "white",
    fitTo: { mode: "zoom", value: scale },
    font: { loadSystemFonts: true, defaultFontFamily: "DejaVu Sans", sansSerifFamily: "DejaVu Sans" },
  });
  const { pixels, width, height } = image.render();
  return palettePng(pixels, width, height);
}
