import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { serve } from "../../src/watch/server.js";
import { watched } from "../../src/watch/watched.js";
import { exampleResult } from "../archive/example-result.js";
import { progressEvent, scratchFolder } from "../archive/example-run.js";
import { browserPath, launch, open, overflow } from "../report/chromium.js";
import { runningRun } from "../report/stored-runs.js";

describe.runIf(browserPath !== null)("the live view in Chromium", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(() => browser.close());

  it("follows a run from the list of runs to its result without being loaded again", async () => {
    const out = scratchFolder();
    const server = await serve(watched(out, out), 0);
    onTestFinished(() => server.close());
    const { page, complaints, requests } = await open(browser, server.url, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    await page.getByText("No runs yet.").waitFor();
    const writer = runningRun(out);
    const losses = { critic: 0.5, actor: -1.25, entropy: 0.75, temperature: 0.1 };
    const event = (evaluations: number, best: number) =>
      progressEvent(evaluations, best, {
        rung: 1,
        rungs: 1,
        operators: 2,
        sacSteps: evaluations / 10,
        losses,
      });
    writer.append(event(500, 12.5));
    await page.getByRole("link", { name: writer.id }).click();
    await page.getByText("best χ² 12.5").waitFor();
    await page.locator("#connection", { hasText: "live" }).waitFor();
    const loaded = requests.length;
    writer.append(event(1500, 2.25));
    await page.getByText("best χ² 2.25").waitFor();
    expect(await page.getByRole("img").count()).toBe(5);
    writer.finish(exampleResult());
    await page.getByRole("cell", { name: "1.00003(2)" }).waitFor();
    expect(await page.title()).toBe("ising-2d: complete");
    expect(requests.length).toBe(loaded);
    expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  it("leaves a table where it was scrolled to, and the focus where it was", async () => {
    const out = scratchFolder();
    const writer = runningRun(out);
    onTestFinished(() => writer.release());
    writer.append(progressEvent(500, 12.5));
    const server = await serve(watched(out, out), 0);
    onTestFinished(() => server.close());
    const { page } = await open(browser, server.url, { viewport: { width: 390, height: 844 } });
    await page.locator("#connection", { hasText: "live" }).waitFor();
    await page.getByRole("link", { name: writer.id }).focus();
    const table = page.getByRole("region", { name: "Runs, newest first" });
    await table.evaluate((box) => {
      box.scrollLeft = 90;
    });
    writer.append(progressEvent(1500, 2.25));
    await page.getByRole("cell", { name: "1500" }).waitFor();
    expect(await table.evaluate((box) => box.scrollLeft)).toBe(90);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(writer.id);
  });
});
