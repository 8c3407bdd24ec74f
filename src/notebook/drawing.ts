import { createHash } from "node:crypto";
import { renderSvg } from "../plots/render.js";
import type { PlotSpecification } from "../plots/specification.js";

/**
 * A figure for a cell's output: names of its own, because a page that shows the notebook holds the SVG of every figure; coordinates
 * in thousandths of a pixel, below which versions of V8 differ.
 */
export async function drawing(plot: PlotSpecification): Promise<string> {
  const svg = (await renderSvg(plot))
    .replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, "")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/-?\d+\.\d{4,}(?:e-?\d+)?/g, thousandths));
  const id = createHash("sha256").update(svg).digest("hex").slice(0, 8);
  return svg
    .replace(/\bid="([^"]+)"/g, `id="figure-${id}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#figure-${id}-$1)`)
    .replace(/^<svg\b/, '<svg role="img"');
}

function thousandths(number: string): string {
  return String(Math.round(Number(number) * 1000) / 1000);
}
