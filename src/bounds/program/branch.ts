import { SCALE } from "../../blocks/rational/rational-block.js";
import type { FixedPoint } from "../../math/fixed-point.js";
import { root } from "../../math/local-minima.js";
import { notPositiveOnHalfLine } from "../../math/polynomial-positivity.js";
import { derivativeOf, type Series, valueAt } from "../../math/power-series.js";
import type { Positivity } from "./positivity.js";

/** Where functionals are looked at, as x = (Δ − Δ_min)/16: even steps of ¼ in Δ, then rising ones. */
const GRID = gridOf();

function gridOf(): number[] {
  const grid = Array.from({ length: 97 }, (_, i) => i / (4 * SCALE));
  while (grid.at(-1)! < 1e4) grid.push(grid.at(-1)! * 1.08);
  return grid;
}

/** The polynomials of a 1 × 1 sector and spin: functionals as functions of Δ ≥ Δ_min. */
export class Branch {
  private readonly rows: readonly Series[];
  /** largest row at a point of the grid */
  private readonly sizes: readonly number[];
  /** of each power of x, over all rows: largest coefficient */
  private readonly largest: Series;

  /**
   * @param error of the approximated blocks, in parts of the size of a column
   */
  constructor(
    private readonly fixed: FixedPoint,
    readonly positivity: Positivity,
    private readonly error: number,
  ) {
    this.rows = positivity.matrix[0]![0]!;
    const inDoubles = this.rows.map((series) => series.map((entry) => fixed.toNumber(entry)));
    this.sizes = GRID.map((x) => {
      return inDoubles.reduce((most, series) => Math.max(most, Math.abs(horner(series, x))), 0);
    });
    this.largest = this.rows[0]!.map((_, power) =>
      this.rows.reduce(
        (most, series) => (modulus(series[power]!) > most ? modulus(series[power]!) : most),
        0n,
      ),
    );
  }

  /** x of a Δ. */
  private x(delta: number): bigint {
    return (this.fixed.from(delta) - this.positivity.from) / BigInt(SCALE);
  }

  contains(delta: number): boolean {
    return delta === Number.POSITIVE_INFINITY || (delta > 0 && this.x(delta) >= 0n);
  }

  /** Rows at a Δ, or their limit up to a factor, before they are brought to size one. */
  values(delta: number): bigint[] {
    if (delta === Number.POSITIVE_INFINITY) return this.rows.map((series) => series.at(-1)!);
    const x = this.x(delta);
    return this.rows.map((series) => valueAt(this.fixed, series, x));
  }

  /** Local minima of a functional in units of the columns' size, as Δ: those of a grid, in doubles, made precise where its slope changes sign. */
  minima(functional: readonly bigint[]): number[] {
    const { fixed, sizes } = this;
    const p = this.polynomial(functional);
    const inDoubles = p.map((entry) => fixed.toNumber(entry));
    const values = GRID.map((x, i) => horner(inDoubles, x) / sizes[i]!);
    const slope = derivativeOf(p);
    const found: number[] = [];
    for (const [i, here] of values.entries()) {
      const [before, after] = [values[i - 1], values[i + 1]];
      if ((before !== undefined && before < here) || (after !== undefined && after <= here)) continue;
      let x = fixed.from(GRID[i]!);
      if (before !== undefined && after !== undefined) {
        const [low, high] = [fixed.from(GRID[i - 1]!), fixed.from(GRID[i + 1]!)];
        const turns = valueAt(fixed, slope, low) < 0n && valueAt(fixed, slope, high) > 0n;
        if (turns) x = root(fixed, slope, low, high);
      }
      found.push(this.delta(x));
    }
    return found;
  }

  /** Null where a functional is proved to be positive, else a Δ where it is not. */
  notPositive(functional: readonly bigint[]): number | null {
    const { fixed } = this;
    const total = functional.reduce((sum, entry) => sum + modulus(entry), 0n);
    const relative = fixed.times(total, fixed.from(this.error));
    // rounding of the coefficients, of the functional's sum, and the blocks' approximation
    const rounding = (total >> BigInt(fixed.bits - 8)) + 2n;
    const lower = this.polynomial(functional).map(
      (entry, power) => entry - rounding - fixed.times(relative, this.largest[power]!),
    );
    const place = notPositiveOnHalfLine(lower);
    if (place === null) return null;
    return Number.isFinite(place) ? this.delta(fixed.from(place)) : place;
  }

  private polynomial(functional: readonly bigint[]): Series {
    const sums = this.rows[0]!.map(() => 0n);
    for (const [row, series] of this.rows.entries()) {
      const weight = functional[row]!;
      for (let k = 0; k < sums.length; k++) sums[k]! += weight * series[k]!;
    }
    return sums.map((entry) => entry >> BigInt(this.fixed.bits));
  }

  /** A double that is not below Δ_min. */
  private delta(x: bigint): number {
    const delta = this.fixed.toNumber(this.positivity.from + BigInt(SCALE) * x);
    return this.x(delta) >= 0n ? delta : delta * (1 + Number.EPSILON);
  }
}

const modulus = (a: bigint) => (a < 0n ? -a : a);

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}
