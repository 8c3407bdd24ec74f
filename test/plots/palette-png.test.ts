import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { palettePng } from "../../src/plots/palette-png.js";

/** Pixels of a PNG as a decoder that is none of ours reads it. */
function decoded(png: Uint8Array, width: number, height: number): Uint8Array {
  const href = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" image-rendering="optimizeSpeed" href="${href}"/></svg>`;
  return new Resvg(svg).render().pixels;
}

function image(width: number, height: number, colour: (i: number) => readonly [number, number, number]) {
  const pixels = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) pixels.set([...colour(i), 255], 4 * i);
  return pixels;
}

describe("a PNG with a palette", () => {
  it("has every pixel as it was where there are at most 256 colours", () => {
    const pixels = image(37, 21, (i) => [i % 256, (3 * i) % 2 ? 0 : 255, 7]);
    expect([...decoded(palettePng(pixels, 37, 21), 37, 21)]).toEqual([...pixels]);
  });

  it("has the nearest of the most frequent colours for the others", () => {
    const often = image(64, 64, (i) => (i < 512 ? [i % 256, i >> 8, 200] : [(i - 512) % 255, 0, 200]));
    const read = decoded(palettePng(often, 64, 64), 64, 64);
    for (let i = 0; i < often.length; i++) expect(Math.abs(read[i]! - often[i]!)).toBeLessThanOrEqual(1);
  });
});
