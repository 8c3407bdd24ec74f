import { readFileSync } from "node:fs";
import type { Complex } from "../../src/math/complex.js";

export interface ReferenceOperator {
  readonly delta: number;
  readonly spin: number;
  readonly ope2: number;
  /** in files of systems */
  readonly channel?: string;
}

/** Operators of an exact decomposition in test/data/2d, the identity among them. */
export function referenceOperators(name: string): ReferenceOperator[] {
  const file = new URL(`../data/2d/${name}.json`, import.meta.url);
  const data = JSON.parse(readFileSync(file, "utf8")) as {
    operators: { delta: string; spin: number; ope2: string; channel?: string }[];
  };
  return data.operators.map(({ delta, spin, ope2, channel }) => ({
    delta: fraction(delta),
    spin,
    ope2: fraction(ope2),
    ...(channel === undefined ? {} : { channel }),
  }));
}

function fraction(text: string): number {
  const [top, bottom = "1"] = text.split("/");
  return Number(top) / Number(bottom);
}

/** 24 points with |z − ½| = 0.19, where the largest |ρ| is that of the points of the tables: 0.2846. */
export const circlePoints: readonly Complex[] = Array.from({ length: 24 }, (_, i) => ({
  re: 0.5 + 0.19 * Math.cos((Math.PI * i) / 12),
  im: 0.19 * Math.sin((Math.PI * i) / 12),
}));

/** |z|^power */
export function modulusPower(z: Complex, power: number): number {
  return (z.re * z.re + z.im * z.im) ** (power / 2);
}
