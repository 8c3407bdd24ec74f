import { formatPlain } from "../compare/uncertainty.js";
import { log } from "../math/elementary.js";
import { ink, palette } from "../plots/specification.js";
import { type Html, html } from "../report/html.js";

export interface Chart {
  readonly title: string;
  /** in the order of x; a step from each to the next of the same piece */
  readonly points: readonly { readonly x: number; readonly y: number; readonly piece?: number }[];
  readonly logarithmic: boolean;
  /** places on the x axis with a word each, drawn as dotted lines */
  readonly marks?: readonly { readonly x: number; readonly label: string }[];
}

const width = 350;
const height = 170;
const left = 62;
const right = width - 8;
const top = 14;
const bottom = height - 22;

/** A line in an SVG of its own, drawn in well under a millisecond; values that its axis cannot show are left out. */
export function lineChart({ title, points, logarithmic, marks = [] }: Chart): Html {
  const shown = points.filter(({ y }) => Number.isFinite(y) && (!logarithmic || y > 0));
  if (shown.length < 2) return html`<p class="faint">${title}: not yet</p>`;
  const x = scale(extent(shown.map((point) => point.x)), left, right);
  const level = (y: number) => (logarithmic ? log(y) : y);
  const range = extent(shown.map((point) => point.y));
  const y = scale([level(range[0]), level(range[1])], bottom, top);
  const path = shown
    .map((point, k) => {
      const joined = k > 0 && shown[k - 1]!.piece === point.piece;
      return joined ? `H${x(point.x)}V${y(level(point.y))}` : `M${x(point.x)} ${y(level(point.y))}`;
    })
    .join("");
  const visible = marks.filter((mark) => mark.x >= shown[0]!.x);
  return html`<figure><svg role="img" aria-label="${title}" viewBox="0 0 ${width} ${height}" style="max-width:${width * 1.3}px" font-size="11" font-family="sans-serif">
<path d="M${left} ${top}V${bottom}H${right}" fill="none" stroke="${ink.faint}"/>
${visible.map(({ x: at, label }) => html`<path d="M${x(at)} ${top}V${bottom}" fill="none" stroke="${ink.faint}" stroke-dasharray="2 3"/><text x="${x(at)}" y="${top - 3}" fill="${ink.faint}">${label}</text>`)}
<text x="${left - 5}" y="${top + 4}" text-anchor="end" fill="${ink.text}">${formatPlain(range[1], 3)}</text>
<text x="${left - 5}" y="${bottom}" text-anchor="end" fill="${ink.text}">${formatPlain(range[0], 3)}</text>
<text x="${left}" y="${height - 6}" fill="${ink.text}">${formatPlain(shown[0]!.x)}</text>
<text x="${right}" y="${height - 6}" text-anchor="end" fill="${ink.text}">${formatPlain(shown.at(-1)!.x)}</text>
<path d="${path}" fill="none" stroke="${palette[0]}" stroke-width="1.6"/>
</svg><figcaption>${title}, against evaluations${logarithmic ? ", logarithmic" : ""}</figcaption></figure>`;
}

function extent(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** To a tenth of a pixel; a range of no width is drawn in the middle. */
function scale(
  [from, to]: readonly [number, number],
  first: number,
  last: number,
): (value: number) => number {
  const middle = (first + last) / 2;
  return (value) =>
    Math.round(10 * (to > from ? first + ((value - from) / (to - from)) * (last - first) : middle)) / 10;
}
