import type { FixedPoint } from "../../math/fixed-point.js";
import type { Continuum, Place } from "../semi-infinite-program.js";
import { Branch } from "./branch.js";
import type { FunctionalProgram } from "./program.js";

/** All operators of a program of 1 × 1 sectors, a branch a sector and spin. */
export class SectorContinuum implements Continuum {
  readonly fixed: FixedPoint;
  readonly branches: readonly Branch[];
  readonly start: readonly Place[];
  /** far above what truncated blocks are off by */
  readonly marginBits = 36;
  private readonly columns = new Map<string, readonly bigint[]>();

  /** @param error of the approximated blocks of a branch, in parts of a column's size */
  constructor(program: FunctionalProgram, error: (branch: number) => number) {
    this.fixed = program.functionals.fixed;
    this.branches = program.continua.map((positivity, k) => new Branch(this.fixed, positivity, error(k)));
    this.start = this.branches.flatMap(({ positivity }, branch) => {
      const least = this.fixed.toNumber(positivity.from);
      const width = positivity.to === null ? null : this.fixed.toNumber(positivity.to) - least;
      const deltas = STEPS.map((step) => least + (width === null ? step : (width * step) / STEPS.at(-1)!));
      return [...(branch === 0 ? [Number.POSITIVE_INFINITY] : []), ...deltas].map((delta) => ({
        branch,
        delta,
      }));
    });
  }

  contains({ branch, delta }: Place): boolean {
    return this.branches[branch]!.contains(delta);
  }

  column({ branch, delta }: Place): readonly bigint[] {
    const key = `${branch} ${delta}`;
    const known = this.columns.get(key);
    if (known) return known;
    const { entries } = ofSizeOne(this.fixed, this.branches[branch]!.values(delta));
    this.columns.set(key, entries);
    return entries;
  }

  minima(functional: readonly bigint[]) {
    return this.branches.flatMap((branch, index) =>
      branch.minima(functional).map((delta) => {
        const place = { branch: index, delta };
        return { ...place, value: this.fixed.dot(functional, this.column(place)) };
      }),
    );
  }

  notPositive(functional: readonly bigint[]): Place | null {
    for (const [branch, one] of this.branches.entries()) {
      const delta = one.notPositive(functional);
      if (delta !== null) return { branch, delta };
    }
    return null;
  }
}

/** First dimensions above the least one of each branch. */
const STEPS = [1 / 64, 0.25, 0.75, 1.5, 2.5, 4, 6, 9, 13, 19, 30, 60];

/** Rows times 2^−exponent, the largest in [½, 1). */
export function ofSizeOne(
  fixed: FixedPoint,
  rows: readonly bigint[],
): { readonly entries: readonly bigint[]; readonly exponent: number } {
  const largest = rows.reduce((most, entry) => {
    const modulus = entry < 0n ? -entry : entry;
    return modulus > most ? modulus : most;
  }, 0n);
  const exponent = largest.toString(2).length - fixed.bits;
  const places = BigInt(Math.abs(exponent));
  return {
    entries: rows.map((entry) => (exponent >= 0 ? entry >> places : entry << places)),
    exponent,
  };
}
