import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { report } from "../../src/report/report.js";
import { fixed, free, operator } from "../archive/example-result.js";
import { progressEvent, scratchFolder } from "../archive/example-run.js";
import { browserPath, launch, open, overflow } from "./chromium.js";
import { storedRun } from "./stored-runs.js";

const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };
const looks = [
  { name: "a telephone, light", viewport: phone, colorScheme: "light" },
  { name: "a telephone, dark", viewport: phone, colorScheme: "dark" },
  { name: "a desk, light", viewport: desk, colorScheme: "light" },
] as const;

const gff = (out: string, delta: number) =>
  storedRun(out, {
    theory: "gff-2d",
    set: { delta },
    result: {
      operators: [
        operator(0, fixed(2 * delta), free(2, 0.01)),
        operator(2, free(2 * delta + 2, 0.01), free(0.1, 0.01)),
      ],
    },
  });

/** Pages of each kind, with the number of their figures. */
const pages = {
  "one run": { figures: 4, runs: (out: string) => [storedRun(out)] },
  "three seeds": { figures: 5, runs: (out: string) => [0, 1, 2].map((stream) => storedRun(out, { stream })) },
  "a parameter": { figures: 10, runs: (out: string) => [gff(out, 0.2), gff(out, 0.4)] },
} as const;

/** Rectangles of what a page draws: of each figure, and of the smallest box around its marks. */
function figureBoxes(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll<SVGSVGElement>("figure svg")].map((svg) => {
      const { width, height } = svg.getBoundingClientRect();
      const marks = svg.getBBox();
      return {
        width,
        height,
        marked: marks.width * marks.height,
        shapes: svg.querySelectorAll("path").length,
      };
    }),
  );
}

/** Contrast ratios (WCAG 2) of text against the page's paper, the lowest of each kind of text. */
function contrasts(page: Page) {
  return page.evaluate(() => {
    const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const luminance = (colour: string) => {
      const [r, g, b] = colour.match(/[\d.]+/g)!.map((part) => channel(Number(part) / 255));
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const paper = luminance(getComputedStyle(document.body).backgroundColor);
    const ratio = (colour: string) => {
      const ink = luminance(colour);
      return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    };
    const lowest = (selector: string, property: "color" | "fill") =>
      Math.min(
        ...[...document.querySelectorAll(selector)].map((node) => ratio(getComputedStyle(node)[property])),
      );
    return {
      words: lowest("h1, h2, p, th, td, dt, dd, figcaption, a, summary", "color"),
      axes: lowest('figure svg text[fill="#222222"]', "fill"),
    };
  });
}

describe.runIf(browserPath !== null)("a report in Chromium", () => {
  let browser: Browser;
  const files = new Map<string, string>();
  const folder = mkdtempSync(join(tmpdir(), "crossing-test-"));

  beforeAll(async () => {
    browser = await launch();
    for (const [kind, { runs }] of Object.entries(pages)) {
      const file = join(folder, `${kind}.html`);
      writeFileSync(file, await report(runs(join(folder, kind))));
      files.set(kind, pathToFileURL(file).href);
    }
  }, 120_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await browser.close();
  });

  describe.each(Object.entries(pages))("about %s", (kind, { figures }) => {
    it.each(looks)(
      "on $name: every figure drawn, nothing cut off, nothing complained about",
      async (look) => {
        const { page, complaints, requests } = await open(browser, files.get(kind)!, look);
        for (const step of await page.locator("details.step").all())
          await step.evaluate((node) => node.setAttribute("open", ""));
        const boxes = await figureBoxes(page);
        expect(boxes).toHaveLength(figures);
        for (const { width, height, marked, shapes } of boxes) {
          expect(width).toBeGreaterThan(250);
          expect(width).toBeLessThanOrEqual(look.viewport.width);
          expect(height).toBeGreaterThan(150);
          expect(marked).toBeGreaterThan(0);
          expect(shapes).toBeGreaterThan(3);
        }
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        const { words, axes } = await contrasts(page);
        expect(words).toBeGreaterThan(4.5);
        expect(axes).toBeGreaterThan(7);
        expect(complaints).toEqual([]);
        expect(requests).toEqual([files.get(kind)]);
      },
    );
  });

  it("a wide table scrolls in its own box", async () => {
    const { page } = await open(browser, files.get("one run")!, { viewport: phone });
    const table = page.getByRole("region", { name: "Operators of the best solution" });
    const [inside, outside] = await table.evaluate((box) => [box.scrollWidth, box.clientWidth]);
    expect(inside).toBeGreaterThan(outside!);
    await table.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => table.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
  });

  it("paper is dark where the reader's system is, and white in print", async () => {
    const { page } = await open(browser, files.get("one run")!, { viewport: desk, colorScheme: "dark" });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await paper()).toBe("rgb(20, 23, 26)");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await paper()).toBe("rgb(255, 255, 255)");
  });

  it("figures have their captions as names, tables their heads", async () => {
    const { page } = await open(browser, files.get("one run")!, { viewport: desk });
    await expect.poll(() => page.getByRole("img").count()).toBe(pages["one run"].figures);
    expect(await page.getByRole("img", { name: /The crossing equation E\(z\) at 100 points/ }).count()).toBe(
      1,
    );
    expect(await page.getByRole("columnheader", { name: "OPE²" }).count()).toBe(1);
    expect(await page.getByRole("navigation", { name: "Contents" }).getByRole("link").count()).toBe(5);
  });

  it("a run of five thousand events is drawn as well as one of four", async () => {
    const events = Array.from({ length: 5000 }, (_, k) => progressEvent(100 * (k + 1), 1e6 / (k + 1)));
    const file = join(scratchFolder(), "long.html");
    writeFileSync(file, await report([storedRun(scratchFolder(), { events })]));
    const { page, complaints } = await open(browser, pathToFileURL(file).href, { viewport: phone });
    expect((await figureBoxes(page)).every(({ marked }) => marked > 0)).toBe(true);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });
});
