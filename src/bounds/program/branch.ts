import { SCALE } from "../../blocks/rational/rational-block.js";
import type { FixedPoint } from "../../math/fixed-point.js";
import { root } from "../../math/local-minima.js";
import { notAbove, notPositiveOnHalfLine } from "../../math/polynomial-positivity.js";
import { derivativeOf, type Series, valueAt } from "../../math/power-series.js";
import type { Positivity } from "./positivity.js";

/** Where functionals are looked at on a half-line, as u = (Δ − Δ_min)/16: even steps of ¼ in Δ, then rising ones. */
const HALF_LINE = halfLine();
/** The same on an interval, as u = (Δ − Δ_min)/(Δ_max − Δ_min). */
const INTERVAL = Array.from({ length: 65 }, (_, i) => i / 64);

function halfLine(): number[] {
  const grid = Array.from({ length: 97 }, (_, i) => i / (4 * SCALE));
  while (grid.at(-1)! < 1e4) grid.push(grid.at(-1)! * 1.08);
  return grid;
}

/** The polynomials of a 1 × 1 sector and spin: functionals as functions of Δ ≥ Δ_min, or of Δ between two dimensions. */
export class Branch {
  /** in powers of u */
  private readonly rows: readonly Series[];
  /** Δ of a step of one in u */
  private readonly unit: bigint;
  private readonly grid: readonly number[];
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
    const { from, to, matrix } = positivity;
    this.unit = to === null ? BigInt(SCALE) * fixed.one : to - from;
    this.grid = to === null ? HALF_LINE : INTERVAL;
    this.rows = to === null ? matrix[0]![0]! : stretched(fixed, matrix[0]![0]!, this.unit / BigInt(SCALE));
    const inDoubles = this.rows.map((series) => series.map((entry) => fixed.toNumber(entry)));
    this.sizes = this.grid.map((x) => {
      return inDoubles.reduce((most, series) => Math.max(most, Math.abs(horner(series, x))), 0);
    });
    this.largest = this.rows[0]!.map((_, power) =>
      this.rows.reduce(
        (most, series) => (modulus(series[power]!) > most ? modulus(series[power]!) : most),
        0n,
      ),
    );
  }

  /** u of a Δ. */
  private u(delta: number): bigint {
    return this.fixed.over(this.fixed.from(delta) - this.positivity.from, this.unit);
  }

  contains(delta: number): boolean {
    const { from, to } = this.positivity;
    if (delta === Number.POSITIVE_INFINITY) return to === null;
    const at = this.fixed.from(delta);
    return delta > 0 && at >= from && (to === null || at <= to);
  }

  /** Rows at a Δ, or their limit up to a factor, before they are brought to size one. */
  values(delta: number): bigint[] {
    if (delta === Number.POSITIVE_INFINITY) return this.rows.map((series) => series.at(-1)!);
    const u = this.u(delta);
    return this.rows.map((series) => valueAt(this.fixed, series, u));
  }

  /** Local minima of a functional in units of the columns' size, as Δ: those of a grid, in doubles, made precise where its slope changes sign. */
  minima(functional: readonly bigint[]): number[] {
    const { fixed, grid, sizes } = this;
    const p = this.polynomial(functional);
    const inDoubles = p.map((entry) => fixed.toNumber(entry));
    const values = grid.map((u, i) => horner(inDoubles, u) / sizes[i]!);
    const slope = derivativeOf(p);
    const found: number[] = [];
    for (const [i, here] of values.entries()) {
      const [before, after] = [values[i - 1], values[i + 1]];
      if ((before !== undefined && before < here) || (after !== undefined && after <= here)) continue;
      let u = fixed.from(grid[i]!);
      if (before !== undefined && after !== undefined) {
        const [low, high] = [fixed.from(grid[i - 1]!), fixed.from(grid[i + 1]!)];
        const turns = valueAt(fixed, slope, low) < 0n && valueAt(fixed, slope, high) > 0n;
        if (turns) u = root(fixed, slope, low, high);
      }
      found.push(this.delta(u));
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
    const place = this.positivity.to === null ? notPositiveOnHalfLine(lower) : notAbove(lower, 0n);
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

  /** A double that is not below Δ_min, nor above Δ_max. */
  private delta(u: bigint): number {
    const { fixed, unit } = this;
    const { from, to } = this.positivity;
    const delta = fixed.toNumber(from + fixed.times(unit, u));
    if (fixed.from(delta) < from) return delta * (1 + Number.EPSILON);
    return to !== null && fixed.from(delta) > to ? delta * (1 - Number.EPSILON) : delta;
  }
}

/** p(w u) as polynomials of u. */
function stretched(fixed: FixedPoint, rows: readonly Series[], w: bigint): Series[] {
  let power = fixed.one;
  const powers = rows[0]!.map((_, k) => {
    if (k > 0) power = fixed.times(power, w);
    return power;
  });
  return rows.map((series) => series.map((entry, k) => fixed.times(entry, powers[k]!)));
}

const modulus = (a: bigint) => (a < 0n ? -a : a);

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}
