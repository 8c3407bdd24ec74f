import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadTheory } from "../../src/theory/load.js";

interface Reference {
  readonly d: string;
  readonly external: readonly number[];
  readonly channels: readonly {
    readonly operators: readonly { readonly delta: number; readonly spin: number; readonly ope2: string }[];
  }[];
}

describe("generalised free fields in d dimensions", () => {
  it.each(["gff_d3_0p7", "gff_d2p5_0p4"])("%s: coefficients are those of the exact decomposition", (name) => {
    const file = new URL(`../data/d/${name}.json`, import.meta.url);
    const { d, external, channels } = JSON.parse(readFileSync(file, "utf8")) as Reference;
    const { exact } = loadTheory("gff", { set: { d, delta: external[0]! } });
    const { operators } = channels[0]!;
    const within = exact.filter(({ delta }) => delta < 2 * external[0]! + 10.5);
    expect(within).toHaveLength(21);
    for (const { spin, delta, ope2 } of within) {
      const match = operators.find((other) => other.spin === spin && Math.abs(other.delta - delta) < 1e-9)!;
      expect(ope2 / Number(match.ope2)).toBeCloseTo(1, 12);
    }
  });

  it("are those of two dimensions at d = 2", () => {
    const general = loadTheory("gff", { set: { d: 2, delta: 0.3 } }).exact;
    for (const { spin, delta, ope2 } of loadTheory("gff-2d", { set: { delta: 0.3 } }).exact) {
      const match = general.find((other) => other.spin === spin && Math.abs(other.delta - delta) < 1e-9)!;
      expect(match.ope2 / ope2).toBeCloseTo(1, 12);
    }
  });
});
