import { describe, expect, it } from "vitest";
import {
  type ConvergenceRun,
  convergencePlot,
  convergencePoints,
  refitted,
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

  it("is one objective on a rung: χ² with the amplitude that the rung ends with", () => {
    const event = (evaluations: number, best: number, amplitude: number, rung: number) =>
      progressEvent(evaluations, best, { rung, operators: 2 * rung, amplitude });
    const events = [
      event(10, 1, 1, 1),
      event(20, 0.5, 1, 1),
      // fitted: the same solution in other units
      event(30, 50, 0.1, 1),
      event(40, 40, 0.1, 1),
      event(50, Number.POSITIVE_INFINITY, 0.1, 2),
      event(60, 10, 0.1, 2),
      // another solution leads
      event(70, 12, 0.1, 2),
    ];
    const fitted = { ...run, events };
    expect(
      convergencePoints(fitted).map(({ evaluations, best, piece }) => [evaluations, best, piece]),
    ).toEqual(
      [
        [10, 100, 0],
        [20, 50, 0],
        [30, 50, 0],
        [40, 40, 0],
        [60, 40, 0],
        [60, 10, 1],
        [70, 10, 1],
        [70, 12, 2],
      ].map(([evaluations, best, piece]) => [evaluations, expect.closeTo(best!, 10), piece]),
    );
    // the beginning of a rung is none
    expect(refitted(fitted).map(({ evaluations }) => evaluations)).toEqual([70]);
    const plot = JSON.stringify(convergencePlot("x", [fitted]));
    expect(plot).toContain("χ² of each with its last tail");
    expect(plot).toContain("circles");
    expect(JSON.stringify(convergencePlot("x", [{ ...run, events: events.slice(0, 4) }]))).not.toContain(
      "circles",
    );
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
