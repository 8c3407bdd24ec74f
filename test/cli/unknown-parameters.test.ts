import { describe, expect, it } from "vitest";
import { readRun } from "../../src/archive/run-lookup.js";
import { theoryOfRun } from "../../src/archive/run-theory.js";
import { compare } from "../../src/library/compare.js";
import { search } from "../../src/notebook/run.js";
import { report } from "../../src/report/report.js";
import { scratchFolder } from "../archive/example-run.js";
import { storedRun } from "../report/stored-runs.js";
import { crossing } from "./command-line.js";

const options = { points: "spread-40", rungs: 2, unknown: ["delta"] };
const words = "--unknown delta --points spread-40 --rungs 2 --optimiser least-squares --quiet".split(" ");

describe("a run that found a parameter", () => {
  it("stands beside the theory at the value found, and is made again from the value given", async () => {
    const out = scratchFolder();
    const args = ["gff-2d", "--set", "delta=0.07", ...words, "--out", out];
    const printed = JSON.parse((await crossing(["search", ...args, "--json"])).stdout);
    const { path } = printed;
    const delta = printed.parameters.delta;
    expect(Math.abs(delta - 0.07)).toBeGreaterThan(0.01);
    // [φφ]₁,₀ has Δ = 2Δ_φ + 2
    expect(printed.operators[2].exact.delta).toBe(2 * delta + 2);

    const { rows } = JSON.parse((await crossing(["compare", path, "--json"])).stdout);
    expect(rows.find(({ quantity }: { quantity: string }) => quantity === "delta[3]").reference).toBe(
      2 * delta + 2,
    );
    expect(compare(path).rows).toEqual(rows.map(({ run: _, ...row }: { run: string }) => row));

    const certificate = JSON.parse((await crossing(["certify", path, "--json"])).stdout);
    expect(certificate).toMatchObject({ supported: true, storedNorm: printed.residualNorm });

    const page = await report([readRun(path)]);
    const norms = new Set([...page.matchAll(/‖E‖ (?:= )?(\d[\d.e-]*\d)/g)].map(([, norm]) => norm));
    expect([...norms]).toEqual([printed.residualNorm.toExponential(2)]);
    expect(page).toContain("found: delta = 0.05195 undetermined");

    expect((await crossing(["runs", "replay", path, "--quiet"])).stdout).toContain("the same bits again");
  }, 60_000);

  it("keeps both values, also where its theory file has changed", () => {
    const out = scratchFolder();
    const { document } = storedRun(out, {
      theory: "gff-2d",
      set: { delta: 0.3 },
      options,
      result: {
        parameters: { delta: 0.4 },
        external: [{ name: "delta", value: 0.4, error: null, interval95: null }],
      },
    });
    const text = document.theory.text.replace("2*delta + 2, free", "2*delta + 2.25, free");
    const changed = { ...document, theory: { ...document.theory, text, sha256: "" } };
    expect(theoryOfRun(changed).external).toEqual({ delta: 0.4 });
    expect(theoryOfRun(changed, "given").external).toEqual({ delta: 0.3 });
    expect(theoryOfRun(changed).spectrum[1]!.fixedDelta).toBe(2 * 0.4 + 2.25);
  });

  it("is one of several of the same problem, wherever they began", async () => {
    const out = scratchFolder();
    const from = (start: number, found: number) =>
      storedRun(out, {
        theory: "gff-2d",
        set: { delta: start },
        options,
        result: {
          parameters: { delta: found },
          external: [{ name: "delta", value: found, error: 1e-3, interval95: null }],
        },
      });
    const page = await report([from(0.3, 0.401), from(0.5, 0.4)]);
    expect(page).toContain("2 of 2 runs end at the same, best solution");
    expect(page).not.toContain("Along the parameter");
  });

  it("in a notebook has the theory at the value found", async () => {
    const { result, theory } = await search("gff-2d", { ...options, rungs: 1, set: { delta: 0.07 } });
    expect(theory.parameters).toEqual(result.parameters);
    expect(theory.external.delta).toBe(result.external![0]!.value);
  }, 60_000);
});
