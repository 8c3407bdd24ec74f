import { describe, expect, it } from "vitest";
import { createRun } from "../../src/archive/run-writer.js";
import { block, compare, evaluate, InputError, loadTheory, search } from "../../src/index.js";
import { configuration, scratchFolder } from "../archive/example-run.js";
import { crossing } from "../cli/command-line.js";
import { reproducible } from "../search/document.js";

describe("the library returns what --json prints", () => {
  const options = { optimiser: "least-squares", rungs: 1, seed: 3 } as const;

  it("search(id) and search(theory): exact values beside the operators, as `crossing search`", async () => {
    const result = await search("ising-2d", options);
    expect(result.operators[0]!.exact).toEqual({ delta: 1, ope2: 0.25 });
    expect(reproducible(await search(loadTheory("ising-2d"), options))).toBe(reproducible(result));
    const args = "--optimiser least-squares --rungs 1 --seed 3 --json --quiet --out".split(" ");
    const { stdout } = await crossing(["search", "ising-2d", ...args, scratchFolder()]);
    expect(reproducible(JSON.parse(stdout))).toBe(reproducible(result));
  });

  it("compare(result) and compare(run) give the rows of `crossing compare`", async () => {
    const result = await search("gff-2d", options);
    const { rows } = compare(result);
    expect(rows.map(({ reference }) => reference)).toContain(2);
    const out = scratchFolder();
    const ising = await search("ising-2d", options);
    const writer = createRun(out, configuration);
    writer.finish(ising);
    expect(compare(writer.path)).toEqual(compare(ising));
    const { stdout } = await crossing(["compare", writer.path, "--json"]);
    const printed = JSON.parse(stdout).rows.map(({ run: _, ...row }: { run: string }) => row);
    expect(printed).toEqual(compare(ising).rows);
  });

  it("block of the 6D (2,0) theories, in doubles and as digits", () => {
    const place = {
      family: "superconformal-6d-20",
      delta: 6,
      spin: 0,
      z: { re: "0.51", im: "0.11" },
    } as const;
    // mpmath, from the formula of arXiv:1507.05637
    expect(block({ ...place, digits: 30 }).value).toBe("6.15013621053069034672725449125");
    expect(block(place).value).toBeCloseTo(6.15013621053069, 12);
    expect(block({ ...place, crossed: true, digits: 20 }).value).toBe("0.21040025901656726769");
    expect(block({ ...place, crossed: true }).value).toBeCloseTo(0.210400259016567, 13);
    expect(() => block({ ...place, z: { re: 0.5, im: 0 }, digits: 20 })).toThrow(/must not be real/);
    expect(() => block({ ...place, external: 1 })).toThrow(/stress-tensor multiplet/);
  });

  it("block(options), in doubles and as digits", async () => {
    const place = { family: "global-2d", delta: 1, spin: 0, z: { re: "0.5", im: "0.1" } } as const;
    // mpmath, 30 digits: |z|·|2F1(1/2, 1/2; 1; z)|² at z = 0.5 + 0.1i
    expect(block({ ...place, digits: 30 }).value).toBe("0.704894784848034886464560125399");
    expect(block(place).value).toBeCloseTo(0.704894784848035, 13);
    const crossed = block({ ...place, crossed: true, external: 0.125, digits: 20 });
    expect(block({ ...place, crossed: true, external: 0.125 }).value).toBeCloseTo(Number(crossed.value), 13);
    expect(() => block({ ...place, crossed: true })).toThrow(InputError);
  });

  it("evaluate(theory) is BootSTOP's reward of the exact data", () => {
    const { reward } = evaluate(loadTheory("ising-2d"), { truncate: 10, points: "bootstop-180" });
    expect(Math.abs(reward / 10590097.06 - 1)).toBeLessThan(1e-6);
  });
});
