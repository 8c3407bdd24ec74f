import { describe, expect, it } from "vitest";
import {
  type ConvergenceRun,
  convergencePlot,
  convergencePoints,
  rungStarts,
} from "../../src/plots/convergence.js";
import { renderSvg } from "../../src/plots/render.js";
import { progressEvent } from "../archive/example-run.js";

const run: ConvergenceRun = {
  label: "first",
  objective: "whitened",
  events: [
    progressEvent(10, 100, { rung: 1, operators: 2 }),
    progressEvent(20, 4, { rung: 1, operators: 2 }),
    progressEvent(30, 9, { rung: 1, operators: 2 }),
    progressEvent(40, Number.POSITIVE_INFINITY, { rung: 2, operators: 4 }),
    progressEvent(50, 50, { rung: 2, operators: 4 }),
    progressEvent(60, 0, { rung: 2, operators: 4 }),
  ],
};

describe("the convergence plot", () => {
  it("has a piece for each objective, drawn to the next, without what a logarithm cannot show", () => {
    expect(convergencePoints(run).map(({ evaluations, best, piece }) => [evaluations, best, piece])).toEqual([
      [10, 100, 0],
      [20, 4, 0],
      [30, 4, 0],
      [30, 9, 1],
      [50, 9, 1],
      [50, 50, 2],
    ]);
  });

  it("shows ‖E‖, the square root, for the plain objective", () => {
    const plain = { ...run, objective: "plain" as const };
    expect(convergencePoints(plain).map(({ best }) => best)).toEqual([10, 2, 2, 3, 3, Math.sqrt(50)]);
    expect(JSON.stringify(convergencePlot("x", [plain]))).toContain("best ‖E‖");
  });

  it("marks where each rung begins, with its number of operators", () => {
    expect(rungStarts(run).map(({ rung, evaluations, label }) => [rung, evaluations, label])).toEqual([
      [1, 10, "2"],
      [2, 40, "4"],
    ]);
    expect(rungStarts({ ...run, events: [progressEvent(1, 1)] })).toEqual([]);
  });

  it("overlays runs in colours of their own, on decades", async () => {
    const svg = await renderSvg(convergencePlot("2D Ising", [run, { ...run, label: "second" }]));
    for (const text of ["first", "second", "best χ²", "evaluations", "10⁰", "10²", "2 runs"])
      expect(svg).toContain(text);
    expect(svg.match(/aria-roledescription="line mark"/g)?.length).toBe(6);
  });
});
