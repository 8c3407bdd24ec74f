import { renderSvg } from "../plots/render.js";
import type { PlotSpecification } from "../plots/specification.js";
import { Html, html } from "./html.js";

/** Inner width in pixels: with its axes a figure fills a telephone's screen unscaled. */
const WIDTH = 280;
const HEIGHT = 250;

/** Draws figures for one page, each with names of its own for what its SVG refers to. */
export class Figures {
  private count = 0;

  /** @param caption says in words what the figure shows; it is its accessible name too */
  async draw(plot: PlotSpecification, caption: string): Promise<Html> {
    const id = `figure-${++this.count}`;
    const svg = inlineSvg(await renderSvg(compact(plot)), id);
    const large = `${id}-large`;
    return html`<figure id="${large}"><a class="enlarge" href="#${large}" title="enlarge">${svg}</a><a class="close" href="#${id}">close</a><figcaption id="${id}">${caption}</figcaption></figure>\n`;
  }

  /** The panels of a figure, which stand side by side in a picture, as figures of their own. */
  async drawPanels({ hconcat, ...shared }: PlotSpecification, captions: readonly string[]): Promise<Html[]> {
    const drawn: Html[] = [];
    for (const [index, panel] of (hconcat as PlotSpecification[]).entries())
      drawn.push(await this.draw({ ...shared, ...panel }, captions[index]!));
    return drawn;
  }
}

/** The page's heading and caption say what a title would. */
function compact({ title: _, vconcat, ...plot }: PlotSpecification): PlotSpecification {
  const panels = vconcat as PlotSpecification[] | undefined;
  const shared = { background: "transparent", padding: 4 };
  return panels ? { ...plot, ...shared, vconcat: panels.map(resized) } : { ...resized(plot), ...shared };
}

/** Heights in steps follow the number of rows. */
function resized(plot: PlotSpecification): PlotSpecification {
  const height = typeof plot.height === "number" ? HEIGHT : plot.height;
  return { ...plot, width: WIDTH, height };
}

/** An SVG that may stand beside others in one page, hidden as a picture behind its caption from those who cannot see it. */
function inlineSvg(svg: string, id: string): Html {
  const own = svg
    .replace(/\bid="([^"]+)"/g, `id="${id}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${id}-$1)`)
    .replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, "");
  const [, width] = /^<svg\b[^>]*? width="([\d.]+)"/.exec(own) ?? [];
  const natural = Math.ceil(Number(width));
  return new Html(
    own.replace(
      /^<svg\b/,
      `<svg role="img" aria-labelledby="${id}" style="max-width:${Math.ceil(1.3 * natural)}px"`,
    ),
  );
}
