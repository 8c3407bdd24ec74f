import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { loadTheory } from "../../src/theory/load.js";
import { listTheories } from "../../src/theory/registry.js";
import type { OperatorSpec, Theory } from "../../src/theory/theory.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossing-theory-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = (): [string, string | undefined][] =>
  listTheories().flatMap((id) => [
    [id, undefined] as [string, undefined],
    ...loadTheory(id).presets.map((preset) => [id, preset] as [string, string]),
  ]);

const unknowns = (spectrum: readonly OperatorSpec[], spin: number) =>
  spectrum.filter((operator) => operator.spin === spin && operator.fixedDelta === null);

describe("theories of the package", () => {
  it("are sorted, those of the first release among them", () => {
    const ids = listTheories();
    expect(ids).toEqual([...ids].sort());
    expect(ids).toEqual(expect.arrayContaining(["gff-2d", "ising-2d", "ising-2d-epsilon"]));
  });
  it.each(shipped())(
    "%s (preset %s): bounds finite and ordered, ladder rising to the whole spectrum",
    (id, preset) => {
      for (const free of [false, true]) {
        const theory = loadTheory(id, preset === undefined ? { free } : { preset, free });
        expect(theory.name).toBe(id);
        for (const { spin, delta, ope2, fixedDelta, window } of theory.spectrum) {
          if (theory.unitary) expect(delta[0]).toBeGreaterThanOrEqual(spin);
          // equal where the file gives the coefficient
          for (const [least, most] of ope2) expect(least).toBeLessThanOrEqual(most);
          expect(delta[1] - delta[0]).toBeGreaterThanOrEqual(window);
          if (fixedDelta === null) expect(delta[0]).toBeLessThan(delta[1]);
          else expect(delta).toEqual([fixedDelta, fixedDelta]);
          expect([...delta, ...ope2.flat()].every(Number.isFinite)).toBe(true);
        }
        expect(theory.ladder.at(-1)!.operators).toBe(theory.spectrum.length);
      }
    },
  );
  it.each(["ising-2d", "ising-2d-epsilon", "gff-2d"])(
    "%s: the ranges hold the exact operators below the last cut",
    (id) => {
      const { spectrum, exact, ladder } = loadTheory(id);
      const below = exact.filter(({ delta }) => delta < ladder.at(-1)!.cut && delta <= 10);
      expect(below).toHaveLength(spectrum.length);
      for (const { spin, delta, ope2 } of below) {
        const fits = spectrum.filter(
          (o) =>
            o.spin === spin &&
            o.delta[0] <= delta &&
            delta <= o.delta[1] &&
            o.ope2[0]![0] <= ope2 &&
            ope2 <= o.ope2[0]![1],
        );
        expect(fits.length, `(${delta}, ${spin})`).toBeGreaterThan(0);
      }
    },
  );
  it("2D Ising has BootSTOP's partition 4, 3, 3, 3, 2, 1 of spins 0 to 10, in either form", () => {
    const partition = ({ spectrum }: Theory) =>
      [0, 2, 4, 6, 8, 10].map((spin) => spectrum.filter((o) => o.spin === spin).length);
    expect(partition(loadTheory("ising-2d"))).toEqual([4, 3, 3, 3, 2, 1]);
    expect(partition(loadTheory("ising-2d", { preset: "bootstop" }))).toEqual([4, 3, 3, 3, 2, 1]);
  });
  it("the compact boson has BootSTOP's 11 neutral operators and 7 of charge 2, the odd spins of these replaced", () => {
    const { spectrum } = loadTheory("compact-boson", { set: { d: 0.1 }, preset: "bootstop" });
    const spins = (channel: string) =>
      spectrum.filter(({ channels }) => channels[0] === channel).map(({ spin }) => spin);
    // configs/parametersTwoD.py of github.com/vniarchos/BootSTOP: charge 2 has 0, 0, 1, 2, 3, 4, 5 there
    expect(spins("neutral")).toEqual([0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5]);
    expect(spins("charge-2")).toEqual([0, 0, 0, 2, 2, 4, 6]);
    const upper = spectrum.map(({ spin, channels: [channel], delta }) => {
      if (spin > 0) return delta[1] - spin;
      return channel === "neutral" ? delta[1] - 2 : delta[1] - 0.2;
    });
    for (const each of upper) expect(each).toBeCloseTo(9.8, 12);
    expect(spectrum.map(({ ope2: [range] }) => range)).toEqual(spectrum.map(() => [0, 10]));
  });
  it("⟨εεεε⟩ has no scalar below 2.5 unless the preset free-2-0 allows one", () => {
    const lowest = (theory: Theory) => Math.min(...unknowns(theory.spectrum, 0).map(({ delta }) => delta[0]));
    expect(lowest(loadTheory("ising-2d-epsilon"))).toBe(2.5);
    expect(lowest(loadTheory("ising-2d-epsilon", { preset: "free-2-0" }))).toBeLessThan(2);
  });
  it("generalised free fields follow Δ_φ: spin 2 starts at 2Δ_φ + 2, cuts half a unit below the next level 2Δ_φ + 2k", () => {
    const theory = loadTheory("gff-2d", { set: { delta: "3/5" } });
    expect(theory.parameters).toEqual({ delta: 0.6 });
    expect(theory.external.delta).toBe(0.6);
    expect(theory.ladder.map(({ cut }) => cut)).toEqual(
      [1.5, 3.5, 5.5, 7.5, 9.5].map((above) => 2 * 0.6 + above),
    );
    expect(theory.exact.find(({ spin }) => spin === 2)!.delta).toBe(2 * 0.6 + 2);
    const leading = theory.spectrum.filter(({ fixedDelta }) => fixedDelta !== null);
    expect(leading.map(({ fixedDelta }) => fixedDelta)).toEqual(
      [0, 2, 4, 6, 8].map((spin) => 2 * 0.6 + spin),
    );
    const released = loadTheory("gff-2d", { set: { delta: "3/5" }, free: true });
    expect(released.spectrum.every(({ fixedDelta }) => fixedDelta === null)).toBe(true);
  });
});

describe("loadTheory", () => {
  it("returns a deeply frozen object", () => {
    const theory = loadTheory("ising-2d");
    for (const part of [
      theory,
      theory.spectrum,
      theory.spectrum[0]!,
      theory.spectrum[0]!.delta,
      theory.tail,
      theory.exact[0]!,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
  it("expands a row of several operators in place", () => {
    const theory = loadTheory("ising-2d", { preset: "bootstop" });
    expect(theory.spectrum.map(({ spin }) => spin).join(" ")).toBe("0 0 0 0 2 2 2 4 4 4 6 6 6 8 8 10");
    expect(theory.objective).toBe("plain");
    expect(theory.points).toEqual({ set: "bootstop-180", count: 180 });
  });
  it("reads an id, a file and a folder alike", () => {
    const theory = loadTheory("ising-2d");
    expect(loadTheory(theory.file)).toEqual(theory);
    expect(loadTheory(dirname(theory.file))).toEqual(theory);
  });
  it("free releases every dimension and the central charge, currents from the unitarity bound", () => {
    const file = edited("ising-2d", (document) => ({ ...document, charge: "1/2" }));
    expect(loadTheory(file).charge).toBe(0.5);
    const theory = loadTheory(file, { free: true });
    expect(theory.charge).toBeNull();
    expect(theory.spectrum.every(({ fixedDelta, conserved }) => fixedDelta === null && !conserved)).toBe(
      true,
    );
    expect(theory.spectrum.find(({ name }) => name === "T")!.delta).toEqual([2, 11.5]);
    // no unknown of spin 10 to take the upper bound from: the highest of all
    expect(theory.spectrum.find(({ name }) => name === "J10")!.delta).toEqual([10, 11.5]);
  });
  it("free takes the range that a row states", () => {
    const file = edited("ising-2d", (document) => {
      const spectrum = [...(document.spectrum as object[])];
      spectrum[1] = { ...spectrum[1], free: [2, 3] };
      return { ...document, spectrum };
    });
    expect(loadTheory(file).spectrum[1]!.fixedDelta).toBe(2);
    expect(loadTheory(file, { free: true }).spectrum[1]!).toMatchObject({
      fixedDelta: null,
      delta: [2, 3],
      window: 1,
    });
  });
  it("definitions build on parameters and on each other", () => {
    const file = edited("gff-2d", (document) => ({
      ...document,
      definitions: { ...(document.definitions as object), twice: "2*delta", gap: "twice + 1" },
      ladder: [{ operators: 1, cut: "gap" }],
    }));
    expect(loadTheory(file, { set: { delta: 1 } }).ladder).toEqual([{ operators: 1, cut: 3 }]);
  });
  it("unset values: 100 spread points, whitened, a generalised-free tail, separation 0.15", () => {
    const file = edited(
      "ising-2d",
      ({ points, objective, tail, separation, unitary, charge, ...rest }) => rest,
    );
    expect(loadTheory(file)).toMatchObject({
      unitary: true,
      charge: null,
      points: { set: "spread", count: 100 },
      objective: "whitened",
      tail: { model: "gff", amplitude: "auto" },
      separation: 0.15,
    });
  });
  it("without exact and published values, everything else is the same", () => {
    const full = loadTheory("ising-2d");
    const copy = edited("ising-2d", ({ exact, ...rest }) => rest);
    const { exact: dropped, ...others } = full;
    expect(dropped).toHaveLength(22);
    expect(loadTheory(copy)).toEqual({ ...others, file: copy, texts: expect.anything(), exact: [] });
  });
  it("reads published.yaml beside theory.yaml, its parameters and errors as expressions", () => {
    const home = join(folder, "published");
    cpSync(dirname(loadTheory("gff-2d").file), home, { recursive: true });
    writeFileSync(
      join(home, "published.yaml"),
      '- {quantity: "delta[1]", at: {delta: "1/4"}, value: "2*delta", error: 0.01, kind: estimate, source: "a test"}\n' +
        '- {quantity: "ope2[1]", value: 2, kind: upper, source: "a test"}\n',
    );
    expect(loadTheory(home).published).toEqual([
      {
        quantity: "delta[1]",
        at: { delta: 0.25 },
        value: 0.5,
        error: 0.01,
        kind: "estimate",
        source: "a test",
      },
      { quantity: "ope2[1]", at: {}, value: 2, error: null, kind: "upper", source: "a test" },
    ]);
  });
});

type Document = Record<string, unknown>;
let copies = 0;

/** A copy of a theory file of the package with its document changed. */
function edited(id: string, change: (document: Document) => Document): string {
  const original = readFileSync(loadTheory(id).file, "utf8");
  const home = join(folder, `copy-${copies++}`);
  mkdirSync(home);
  const file = join(home, "theory.yaml");
  writeFileSync(file, stringify(change(parse(original) as Document)));
  return file;
}
