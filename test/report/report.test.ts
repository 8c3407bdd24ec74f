import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listRuns, readRun } from "../../src/archive/run-lookup.js";
import { figureColours } from "../../src/report/figure-colours.js";
import { report } from "../../src/report/report.js";
import { exampleResult, fixed, free, operator } from "../archive/example-result.js";
import { scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";
import { plain, tableCells } from "./pages.js";
import { runningRun, storedRun } from "./stored-runs.js";

const words = (text: string) => text.split(/\s+/).filter((word) => word !== "");
const second = [operator(0, free(1.4, 0.02), free(0.2, 0.01)), operator(2, fixed(2), free(0.016, 0.001))];

describe("a page about one run", () => {
  it("has the same numbers as the tables of the command line and as the JSON", async () => {
    const out = scratchFolder();
    const { solutions } = exampleResult();
    const other = {
      chi2: 12.6,
      residualNorm: 4.4e-5,
      count: 2,
      origin: "random",
      operators: second,
    } as const;
    const run = storedRun(out, { result: { solutions: [...solutions, other] } });
    const page = await report([run]);
    const lines = (await crossing(["runs", "show", run.document.id, "--out", out])).stdout.split("\n");
    for (const caption of ["Operators of the best solution", "Distinct solutions", "Rungs of the ladder"]) {
      const [head, ...rows] = tableCells(page, caption).map((cells) => words(cells.join(" ")).join(" "));
      const start = lines.findIndex((line) => words(line).join(" ") === head);
      expect(start, caption).toBeGreaterThan(0);
      expect(rows.length).toBeGreaterThan(1);
      expect(lines.slice(start + 2, start + 2 + rows.length).map((line) => words(line).join(" "))).toEqual(
        rows,
      );
    }
    const { operators } = JSON.parse(readFileSync(join(run.path, "run.json"), "utf8")).result;
    const [, first] = tableCells(page, "Operators of the best solution");
    expect(first).toEqual(["1", "ε", "0", "1.00003(2)", "1", "1.5", "0.25002(3)", "0.25", "0.7", ""]);
    expect(operators[0]).toMatchObject({ delta: { value: 1.00003, error: 0.00002 } });
  });

  it("maps the residual of the same norm as the result has", async () => {
    const out = scratchFolder();
    const { stdout } = await crossing([
      "search",
      "ising-2d",
      "--rungs",
      "2",
      "--json",
      "--quiet",
      "--out",
      out,
    ]);
    const { residualNorm } = JSON.parse(stdout);
    const page = await report(listRuns(out).runs);
    expect(plain(page)).toContain(
      `The crossing equation E(z) at 100 points; ‖E‖ = ${residualNorm.toExponential(2)} on spread-100`,
    );
  });

  it("is complete in itself: nothing is loaded, no script runs, every name is used once", async () => {
    const page = await report([storedRun(scratchFolder())]);
    const addresses = [...page.matchAll(/\b(?:src|href|data|action)="([^"]*)"/g)].map(
      ([, address]) => address!,
    );
    const foreign = addresses.filter((address) => !/^(#|data:|https:\/\/arxiv\.org\/abs\/)/.test(address));
    expect(foreign).toEqual([]);
    expect(page).not.toMatch(/<script|@import|url\((?!#)/);
    expect(page).toContain("default-src 'none'");
    const ids = [...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/(?:href="#|aria-labelledby="|url\(#)([^")]+)/g)].map(([, id]) => id);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("draws in colours that have a counterpart on dark paper", async () => {
    const page = await report([storedRun(scratchFolder())]);
    const used = new Set([...page.matchAll(/\b(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour!));
    const neutral = new Set(["none", "transparent"]);
    expect(used.size).toBeGreaterThan(4);
    expect([...used].filter((colour) => !neutral.has(colour) && !(colour in figureColours))).toEqual([]);
  });

  it("shows what a theory or a warning says, and never runs it", async () => {
    const out = scratchFolder();
    const evil = `<img src=x onerror="alert('&')">`;
    const run = storedRun(out, { result: { warnings: [{ code: "at-bound", message: evil }] } });
    const title = { ...run.document, theory: { ...run.document.theory, text: `title: ${evil}` } };
    const page = await report([{ ...run, document: title }]);
    expect(page).not.toContain("<img");
    expect(plain(page)).toContain(`at-bound: ${evil}`);
    expect(plain(page)).toContain(`title: ${evil}`);
  });

  it("puts published values beside, and has no room for them where there are none", async () => {
    expect(await report([storedRun(scratchFolder())])).not.toContain("Beside published values");
    const folder = scratchFolder();
    copyFileSync("theories/ising-2d/theory.yaml", join(folder, "theory.yaml"));
    const bound = `- { quantity: "delta[ε]", value: 0.9, kind: upper, source: "arXiv:1203.6064" }`;
    writeFileSync(join(folder, "published.yaml"), bound);
    const page = await report([storedRun(folder, { theory: join(folder, "theory.yaml") })]);
    expect(tableCells(page, "Comparison with published values")).toEqual([
      ["quantity", "ℓ", "value", "reference", "kind", "pull", "", "source"],
      ["delta[ε]", "0", "1.00003(2)", "0.9", "upper", "5001.5", "outside", "arXiv:1203.6064"],
    ]);
  });
});

describe("a page about several runs", () => {
  it("of different seeds: statistics, the runs, all their solutions, the best run", async () => {
    const out = scratchFolder();
    const better = { chi2: 0.3, solutions: [{ ...exampleResult().solutions[0]!, chi2: 0.3 }] };
    const runs = [
      storedRun(out),
      storedRun(out, { stream: 1, result: better }),
      storedRun(out, { stream: 2 }),
    ];
    const page = await report(runs);
    const listed = tableCells(page, "Runs, best first").slice(1);
    expect(listed.map(([, stream]) => stream)).toEqual(["1", "0", "2"]);
    const [, epsilon] = tableCells(page, "Statistics over the runs, by quantity");
    expect(epsilon!.slice(0, 4)).toEqual(["delta[ε]", "0", "3", "3"]);
    const [, found] = tableCells(page, "Distinct solutions of all runs, best first");
    expect(found!.slice(0, 6)).toEqual(["1", "3", "18", "7", "0.300", "2.10e-6"]);
    expect(page).toContain("crossing search ising-2d --seed 1 --runs 3");
    expect(plain(page)).toContain(`${runs[1]!.document.id}: hybrid, ladder`);
  });

  it("along a parameter: curves, a line a value, each step in full", async () => {
    const out = scratchFolder();
    const at = (delta: number) =>
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
    const page = await report([at(0.4), at(0.2), at(0.3)]);
    const rows = tableCells(page, "Values of delta").slice(1);
    expect(rows.map(([delta, , , unknown]) => [delta, unknown])).toEqual([
      ["0.2", "2.400(10)"],
      ["0.3", "2.600(10)"],
      ["0.4", "2.800(10)"],
    ]);
    expect(page.match(/<details class="step">/g)).toHaveLength(3);
    expect(plain(page)).toContain("Squared OPE coefficients a against delta");
    expect(page).toContain("crossing search gff-2d --set delta=0.2 --seed 1");
  });

  it("one step of a continuation stands for all of it", async () => {
    const out = scratchFolder();
    const mark = { id: "c", parameter: "delta", steps: 3, along: "delta=0.2..0.4" };
    const steps = [0.2, 0.3].map((delta, step) =>
      storedRun(out, {
        theory: "gff-2d",
        set: { delta },
        options: { rungs: 2, continuation: { ...mark, step } },
        result: { operators: [operator(0, fixed(2 * delta), free(2, 0.01))] },
      }),
    );
    const page = await report([steps[1]!]);
    expect(tableCells(page, "Values of delta")).toHaveLength(3);
    expect(page).toContain("2 of 3 steps are stored.");
    expect(page).toContain("crossing continue gff-2d --along delta=0.2..0.4 --steps 3 --rungs 2 --seed 1");
  });
});

describe("crossing report", () => {
  it("writes the page where it is told to, and says where", async () => {
    const out = scratchFolder();
    const run = storedRun(out);
    const file = join(out, "page.html");
    const outcome = await crossing(["report", run.document.id, "--out", out, "-o", file, "--json"]);
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(outcome.stdout)).toEqual({ file });
    expect(readFileSync(file, "utf8")).toMatch(/^<!doctype html>\n<html lang="en">/);
  });

  it("refuses runs without a result and runs of different theories in one line, and writes nothing", async () => {
    const out = scratchFolder();
    const file = join(out, "page.html");
    const began = runningRun(out);
    const unfinished = await crossing(["report", began.path, "-o", file]);
    began.release();
    expect(unfinished).toMatchObject({ code: 2, stdout: "" });
    expect(unfinished.stderr).toMatch(/^crossing: .*the run is running and has no result to report\n$/);
    const mixed = [storedRun(out), storedRun(out, { theory: "gff-2d", set: { delta: 0.3 } })];
    const refused = await crossing(["report", ...mixed.map(({ path }) => path), "-o", file]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("one page takes runs of one theory");
    expect(existsSync(file)).toBe(false);
  });

  it("reports the theory as it was in the run where its file has changed or is gone", async () => {
    const out = scratchFolder();
    const file = join(out, "mine.yaml");
    const text = readFileSync("theories/gff-2d/theory.yaml", "utf8");
    writeFileSync(file, text);
    const operators = [operator(0, fixed(0.6), free(2, 0.01))];
    const run = storedRun(out, { theory: file, set: { delta: 0.3 }, result: { operators } });
    const before = await report([run]);
    writeFileSync(file, text.replace(/^external:.*$/m, 'external: { delta: "2 * delta" }'));
    const stored = readRun(run.path);
    expect(await report([stored])).toBe(before);
    rmSync(file);
    expect(await report([stored])).toBe(before);
  });
});
