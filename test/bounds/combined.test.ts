import { describe, expect, it } from "vitest";
import { type ProgramRequest, pose } from "../../src/bounds/program/request.js";
import { sdpbProgram } from "../../src/export/sdpb/export.js";
import { loadTheory } from "../../src/theory/load.js";
import { crossing } from "../cli/command-line.js";

const mixed = loadTheory("ising-3d-mixed");
const { sigma, epsilon } = mixed.parameters as { sigma: number; epsilon: number };
const request: ProgramRequest = {
  quantity: "delta[ε′]",
  lambda: 3,
  digits: 6,
  spins: 4,
  gaps: ["even 0 > 3", "odd 0 > 3", "even 2 > 4"],
};

describe("operators whose coefficients are tied to each other, in bounds", () => {
  const { program } = pose(mixed, request);
  const { functionals } = program;
  const { fixed } = functionals;
  const column = (channel: string, spin: number, delta: number) =>
    functionals.column(channel, spin, fixed.from(delta)).map((entry) => fixed.toNumber(entry));
  const close = (found: readonly number[], expected: readonly number[]) => {
    const size = Math.max(...expected.map(Math.abs));
    expect(size).toBeGreaterThan(1e-3);
    for (const [k, entry] of found.entries())
      expect(Math.abs(entry - expected[k]!)).toBeLessThan(1e-14 * size);
  };
  const rows = (operator: (typeof program.isolated)[number], i: number, j: number) =>
    operator.matrix[i]![j]!.map((series) => fixed.toNumber(series[0]!));
  const ofSector = (name: string) => program.isolated.find(({ sector }) => sector.name === name)!;

  it("ε holds σ's exchange in σ × ε: λ²σσε multiplies both", () => {
    const ε = ofSector("exchanged");
    expect(ε.matrix.length).toBe(2);
    const [even, odd] = [column("σσσσ", 0, epsilon), column("σεεσ", 0, sigma)];
    close(
      rows(ε, 0, 0),
      even.map((entry, k) => entry + odd[k]!),
    );
    close(
      rows(ε, 0, 1),
      column("σσεε", 0, epsilon).map((entry) => entry / 2),
    );
    expect(rows(ε, 1, 0)).toEqual(rows(ε, 0, 1));
    close(rows(ε, 1, 1), column("εεεε", 0, epsilon));
  });

  it("T has one coefficient, in the proportions of its Ward identity", () => {
    const T = ofSector("σσT");
    expect(T.matrix.length).toBe(1);
    const ratio = epsilon / sigma;
    const parts = ["σσσσ", "σσεε", "εεεε"].map((channel) => column(channel, 2, 3));
    close(
      rows(T, 0, 0),
      parts[0]!.map((entry, k) => entry + ratio * parts[1]![k]! + ratio * ratio * parts[2]![k]!),
    );
  });

  it("ask for the Ward identity's coefficient: c_T of a mixed system", () => {
    const text = [...sdpbProgram(mixed, { ...request, quantity: "ope2[T]", format: "json" })].join("");
    const { normalization } = JSON.parse(text) as { normalization: string[] };
    close(normalization.map(Number), column("σσT", 2, 3));
  });

  it("are no lowest operators of a spin, in one line", async () => {
    const { code, stderr } = await crossing([
      ...["export", "sdpb", "ising-3d-mixed", "--quantity", "delta[ε]", "--lambda", "3", "-o", "none.xml"],
    ]);
    expect([code, stderr.trim().split("\n").length]).toEqual([2, 1]);
    expect(stderr).toMatch(/delta\[ε\].*tied/);
  });
});
