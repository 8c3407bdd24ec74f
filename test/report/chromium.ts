import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of $CHROMIUM, or of the system; null where there is none, with a notice. */
export const browserPath = findBrowser();

function findBrowser(): string | null {
  const path = [process.env.CHROMIUM ?? "", ...places].find((place) => existsSync(place)) ?? null;
  if (path === null) {
    process.stderr.write("no Chromium: the tests in a browser are skipped (apt-get install chromium)\n");
  }
  return path;
}

export function launch(): Promise<Browser> {
  // a container's root has no other way, and the pages are our own
  return chromium.launch({ executablePath: browserPath!, args: ["--no-sandbox"] });
}

export interface Opened {
  readonly page: Page;
  /** what the page complained about */
  readonly complaints: string[];
  /** addresses it asked for */
  readonly requests: string[];
}

/** A tab of its own, which goes with the test. */
export async function open(browser: Browser, url: string, options: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  return { page, complaints, requests };
}

/** How many pixels a page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
