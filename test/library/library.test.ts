import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRun } from "../../src/archive/run-writer.js";
import {
  block,
  compare,
  evaluate,
  InputError,
  loadTheory,
  type SearchOptions,
  search,
} from "../../src/index.js";
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

  it("compare(result) knows a theory of one's own file, and asks for it where the result is a copy", async () => {
    const file = join(scratchFolder(), "mine.yaml");
    const text = readFileSync(loadTheory("gff-2d").file, "utf8");
    writeFileSync(file, text.replace("name: gff-2d", "name: mine"));
    const result = await search(file, options);
    expect(result.theory).toBe("mine");
    const { rows } = compare(result);
    expect(rows.filter(({ reference }) => reference !== null).length).toBeGreaterThan(0);
    const copy = structuredClone(result);
    expect(() => compare(copy)).toThrow(/compare: theory: got "mine": .*second argument/);
    expect(compare(copy, loadTheory(file)).rows).toEqual(rows);
    const shifted = await search(loadTheory("gff-2d", { set: { delta: 0.3 } }), options);
    expect(compare(structuredClone(shifted))).toEqual(compare(shifted));
  });

  it("refuses unknown options, and values that are none of an option's, by name", async () => {
    const wrong: readonly (readonly [options: object, message: RegExp])[] = [
      [{ objective: "foo" }, /objective: got "foo": must be one of whitened, plain, equations/],
      [{ polish: "foo" }, /polish: got "foo": must be one of least-squares, interior-point/],
      [{ form: "foo" }, /form: got "foo": must be one of reduced, joint/],
      [{ backend: "foo" }, /backend: got "foo": must be one of wasm, tfjs/],
      [{ seed: Number.NaN }, /seed: got NaN: must be a whole number/],
      [{ seed: 1.5 }, /seed: got 1.5: must be a whole number/],
      [{ budget: { evaluations: Number.NaN } }, /budget\.evaluations: got NaN: must be a number above 0/],
      [{ unknown: "delta" }, /unknown: got "delta": must be a list/],
      [{ start: [{ spin: 0, delta: Number.NaN }] }, /start\[0\]\.delta: got NaN: must be a finite number/],
      [{ rung: 2 }, /rung: got 2: unknown option; the options are optimiser, /],
    ];
    for (const [given, message] of wrong) {
      const failure = await search("gff-2d", given as SearchOptions).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InputError);
      expect((failure as InputError).message).toMatch(message);
    }
    const place = { family: "global-2d", delta: 1, spin: 0, z: { re: 0.5, im: 0.1 } } as const;
    expect(() => block({ ...place, family: "foo" })).toThrow(/family: got "foo": must be one of global-2d/);
    expect(() => block({ ...place, delta12: Number.NaN })).toThrow(
      /delta12: got NaN: must be a finite number/,
    );
    expect(() => block({ ...place, crossed: true, external: "x" })).toThrow(
      /external: got "x": must be a finite/,
    );
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
