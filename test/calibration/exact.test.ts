import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { CrossingEquation } from "../../src/crossing/equation.js";
import { type OperatorData, residualAt } from "../../src/crossing/residual.js";
import { familyOf } from "../../src/theory/family-of.js";
import { loadTheory } from "../../src/theory/load.js";
import type { ExactOperator, OperatorSpec, Rung, Theory } from "../../src/theory/theory.js";
import { disc } from "../conformance/disc.js";

/** max |E| over the disc |z − ½| ≤ 0.2: files of `theories/` list as many operators as leave less, by derive.py. */
const LEFT = 1e-11;
/** What is to be noticed in the coefficient of any operator that the last rung of a file looks for. */
const RELATIVE_ERROR = 1e-4;

/** Theory files of a folder beside this one, by name. */
const files = (folder: string): (readonly [string, string])[] =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [name.replace(".yaml", ""), fileURLToPath(new URL(`${folder}/${name}`, import.meta.url))]);

const discEquation = (theory: Theory) => familyOf(theory).equation(disc());
const largest = (entries: Float64Array) => entries.reduce((most, e) => Math.max(most, Math.abs(e)), 0);
const belowCuts = ({ cut, cutOffsets = {} }: Rung, exact: readonly ExactOperator[]) =>
  exact.filter(({ channel, delta }) => delta < cut + (cutOffsets[channel] ?? 0));
const isWrong = (name: string) => name.includes("wrong");

/** a F of one operator in every row. */
function contribution(equation: CrossingEquation, operator: OperatorData): Float64Array {
  const alone = residualAt(equation, [operator]);
  return alone.map((entry, i) => entry - equation.identity[i]!);
}

describe("exact data of theories that no rule was chosen on", () => {
  const solved = files("theories").filter(([name]) => !name.endsWith("wrong-external"));

  it.each(solved)("%s: solve crossing, and one coefficient that is 1e-4 off is noticed", (_, file) => {
    const theory = loadTheory(file);
    const equation = discEquation(theory);
    const residual = residualAt(equation, theory.exact);
    expect(largest(residual)).toBeLessThan(LEFT);
    const sought = belowCuts(theory.ladder.at(-1)!, theory.exact);
    expect(sought.length).toBeGreaterThan(5);
    for (const operator of sought) {
      const moved = contribution(equation, operator).map((entry, i) => residual[i]! + RELATIVE_ERROR * entry);
      expect(largest(moved), `(${operator.delta}, ${operator.spin})`).toBeGreaterThan(2 * LEFT);
    }
  });

  it.each(solved)("%s: a_T is that of the central charge, where it is given", (_, file) => {
    const { exact, external, charge } = loadTheory(file);
    if (charge === null) return;
    const { ope2 } = exact.find(({ spin, delta }) => spin === 2 && delta === 2)!;
    expect(Math.abs(ope2 / (external.delta! ** 2 / (2 * charge)) - 1)).toBeLessThan(1e-14);
  });

  it.each(files("theories").filter(([name]) => !isWrong(name)))(
    "%s: every rung has the operators below its cuts, in ranges that hold them",
    (name, file) => {
      for (const free of name.endsWith("--free") ? [false, true] : [false]) {
        const { spectrum, ladder, exact } = loadTheory(file, { free });
        for (const rung of ladder) expectContent(spectrum.slice(0, rung.operators), rung, exact);
        expect(ladder.at(-1)!.operators).toBe(spectrum.length);
      }
    },
  );

  it("are given for every file but the one whose external dimension is wrong", () => {
    const without = files("theories").filter(([, file]) => loadTheory(file).exact.length === 0);
    expect(without.map(([name]) => name)).toEqual(["m76-phi12--wrong-external"]);
  });
});

describe("exact data of the first theories that error bars failed on", () => {
  // max |E| that the decomposition of derive.py leaves to the same Δ, computed there
  const left: readonly (readonly [string, number])[] = [
    ["gff-user-0p33", 2.737e-6],
    ["ising-x-ising-sigma", 3.536e-7],
    ["ising-", 1.947e-9],
    ["m53-phi12", 4.855e-10],
    ["m53-", 2.804e-10],
    ["m65-epsilon", 1.365e-4],
    ["m65-phi12", 2.847e-7],
    ["m76-phi21", 1.143e-4],
    ["potts-spin", 3.261e-7],
  ];

  it.each(files("cases").filter(([name]) => !name.includes("wrong--ext0")))(
    "%s: leave in the crossing equation what their truncation explains",
    (name, file) => {
      const theory = loadTheory(file);
      const [, expected] = left.find(([start]) => name.startsWith(start))!;
      expect(largest(residualAt(discEquation(theory), theory.exact)) / expected).toBeCloseTo(1, 3);
    },
  );

  it.each(files("cases").filter(([name]) => name.includes("wrong--ext0")))(
    "%s: those of Ising solve nothing at its external dimension",
    (_, file) => {
      const theory = loadTheory(file);
      expect(largest(residualAt(discEquation(theory), theory.exact))).toBeGreaterThan(1e-3);
    },
  );
});

/** Of each channel and spin, the lowest operators of the exact data in order, each within its row. */
function expectContent(rows: readonly OperatorSpec[], rung: Rung, exact: readonly ExactOperator[]): void {
  const kind = ({ channel, spin }: { readonly channel: string; readonly spin: number }) =>
    `${channel} ${spin}`;
  const below = belowCuts(rung, exact);
  const asked = rows.map((row) => ({ ...row, channel: row.channels[0]! }));
  expect(asked.map(kind).sort()).toEqual(below.map(kind).sort());
  for (const row of new Set(asked.map(kind))) {
    const found = below.filter((operator) => kind(operator) === row);
    for (const [i, { delta, ope2 }] of asked.filter((operator) => kind(operator) === row).entries()) {
      expect(found[i]!.delta).toBeGreaterThanOrEqual(delta[0]);
      expect(found[i]!.delta).toBeLessThanOrEqual(delta[1]);
      expect(found[i]!.ope2).toBeGreaterThan(ope2[0]![0]);
      expect(found[i]!.ope2).toBeLessThan(ope2[0]![1]);
    }
  }
}
