import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Calibration, calibrationTable, summaries } from "../bench/calibration-summary.js";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const calibration = JSON.parse(read("results/calibration/calibration.json")) as Calibration;

it("the calibration's summary and table are those of its entries", () => {
  const { entries, ...summary } = calibration;
  expect(summary).toEqual(summaries(entries));
  expect(read("results/calibration/README.md")).toContain(calibrationTable(calibration));
});

it("docs/error-bars.md states the calibration as it was measured", () => {
  const { numbers, within95, within68, medianBarOverError, undetermined } = calibration.all;
  const rows = Object.entries(calibration.kinds).filter(([, { within95 }]) => within95 !== null);
  const [worst, row] = rows.reduce((least, each) => (each[1].within95! < least[1].within95! ? each : least));
  const percent = (share: number | null) => `${(100 * share!).toFixed(1)} %`;
  const page = read("docs/error-bars.md");
  expect(page).toContain(`in ${percent(within95)} of ${numbers} determined numbers`);
  expect(page).toContain(`that of the ${worst}, where nominal 95 % intervals hold the truth in`);
  expect(page).toContain(`in ${percent(row.within95)} of ${row.numbers} determined numbers`);
  expect(page).toContain(`nominal 68 % ones in ${percent(within68)}`);
  expect(page).toContain(`the median bar is ${medianBarOverError!.toFixed(1)} times the actual error`);
  expect(page).toContain(`${undetermined} numbers were declared undetermined`);
});

it("no kind of theory holds less than its bars say, and no number lies beyond five of them", () => {
  for (const [kind, { chance, beyond5, medianBarOverError }] of Object.entries(calibration.kinds)) {
    expect(chance ?? 1, kind).toBeGreaterThan(0.01);
    expect(beyond5, kind).toBe(0);
    expect(medianBarOverError ?? 1, kind).toBeLessThan(5);
  }
});
