import type { Decimal } from "decimal.js";
import { type DefectInterval, defectSeries } from "../../blocks/line-defect/series.js";
import { discBounds, seriesRounding } from "../../blocks/line-defect/series-bounds.js";
import { type FixedPoint, shifted } from "../../math/fixed-point.js";
import { localMinima } from "../../math/local-minima.js";
import { notAbove, onUnitInterval } from "../../math/polynomial-positivity.js";
import type { Series } from "../../math/power-series.js";
import type { BoundContinuum } from "../bound-rows.js";
import { FarRegion } from "./far-region.js";
import { type DefectScales, defectScales } from "./row-scales.js";

/** Half-widths of a cell from its centre to Δ = 1, where the integral rows have a pole; the disc on which rows are bounded ends one before. */
const CELL = 9;
const SAMPLES = 48;

interface Cell {
  readonly interval: DefectInterval;
  /** rows as power series, scaled [rows][order + 1] */
  readonly rows: readonly Series[];
  /** errors of the rows on the cell, truncation and rounding, in units of the last place */
  readonly errors: readonly bigint[];
}

/**
 * All columns of the line defect with Δ ≥ gap, infinity included, divided by the negative factor (4r*)^{Δ+1}/(1−Δ): even derivatives at
 * x = ½ and, below them, both integral constraints. On cells up to Λ they are power series, beyond it Casimir polynomials
 * ({@link FarRegion}), with bounds for all that is truncated and rounded; so a functional, a number a row, can be proved to be positive.
 */
export class DefectContinuum implements BoundContinuum {
  readonly scales: DefectScales;
  private readonly cells: readonly Cell[];
  private readonly far: FarRegion;

  /** @param derivatives even derivatives, at least 2 */
  constructor(
    readonly fixed: FixedPoint,
    readonly derivatives: number,
    readonly gap: number,
  ) {
    this.scales = defectScales(derivatives, gap);
    const cells: Cell[] = [];
    let from = fixed.from(gap);
    const until = fixed.from(farFrom(derivatives));
    while (from < until) {
      const half = (from - fixed.one) / BigInt(CELL - 1);
      cells.push(this.cell({ centre: from + half, half, order: Math.floor(fixed.bits / BITS_PER_ORDER) }));
      from += 2n * half;
    }
    this.cells = cells;
    // a little below the end of the last cell
    this.far = new FarRegion(fixed, derivatives, this.scales, Math.floor(fixed.toNumber(from) - 0.5));
  }

  get rows(): number {
    return this.derivatives + 2;
  }

  /** Where the cells end and Casimir polynomials begin. */
  get farFrom(): number {
    return this.far.from;
  }

  /** The column at Δ > 1, rows scaled, times 2^−scales.column(Δ). */
  column(delta: number): bigint[] {
    const places = -this.scales.column(delta);
    const point = { centre: this.fixed.from(delta), half: 0n, order: 0 };
    return this.scaledRows(point).map(([entry]) => shifted(entry!, places));
  }

  /** Its limit Δ → ∞ up to a factor: the highest derivative. */
  columnAtInfinity(): bigint[] {
    return Array.from({ length: this.rows }, (_, row) =>
      row === this.derivatives - 1 ? this.fixed.one : 0n,
    );
  }

  /** Rounding errors of a column, in units of the last place [rows]. */
  columnErrors(delta: number): bigint[] {
    const point = { centre: delta, half: 0, order: 0 };
    return this.scaledErrors(seriesRounding(this.derivatives, this.fixed.bits, point), 0);
  }

  /** (4r*)^{Δ+1}/(Δ−1) times the scale of the column. */
  columnSize(delta: number, context: typeof Decimal): Decimal {
    const radius = new context(1).div(new context(2).sqrt().times(2).plus(3));
    const exact = new context(delta);
    const prefactor = radius.times(4).pow(exact.plus(1)).div(exact.minus(1));
    return prefactor.times(new context(2).pow(this.scales.column(delta)));
  }

  /** A right-hand side in the scales of the rows. */
  scaled(rhs: readonly bigint[]): bigint[] {
    return rhs.map((entry, row) => shifted(entry, this.scales.rows[row]!));
  }

  /** Local minima of a functional on the columns, in the columns' scales, beyond Λ to a factor of two; some may be missed. */
  minima(functional: readonly bigint[]): { readonly delta: number; readonly value: bigint }[] {
    const { fixed } = this;
    const near = this.cells.flatMap((cell) => {
      const { centre, half } = cell.interval;
      const places = -this.scales.column(fixed.toNumber(centre));
      const p = this.polynomial(functional, cell).map((entry) => shifted(entry, places));
      return localMinima(fixed, p, { from: -1, to: 1, steps: SAMPLES }).map(({ at, value }) => {
        const delta = Math.max(this.gap, fixed.toNumber(centre + fixed.times(half, at)));
        return { delta, value: shifted(value, -places - this.scales.column(delta)) };
      });
    });
    return [...near, ...this.far.minima(functional)];
  }

  /** Null where a functional is proved to be positive on all columns with Δ ≥ gap; else a Δ, possibly infinite, where it is not. */
  notPositive(functional: readonly bigint[]): number | null {
    const { fixed } = this;
    for (const cell of this.cells) {
      const margin = largestError(fixed, cell.errors, functional) + BigInt(cell.interval.order + 2);
      const place = notAbove(onUnitInterval(this.polynomial(functional, cell)), margin);
      if (place === null) continue;
      const { centre, half } = cell.interval;
      return Math.max(this.gap, fixed.toNumber(centre) + fixed.toNumber(half) * (2 * place - 1));
    }
    return this.far.notPositive(functional);
  }

  private polynomial(functional: readonly bigint[], { rows }: Cell): Series {
    const sum = rows[0]!.map(() => 0n);
    for (const [row, series] of rows.entries())
      for (const [k, entry] of series.entries()) sum[k]! += functional[row]! * entry;
    return sum.map((entry) => entry >> BigInt(this.fixed.bits));
  }

  private cell(interval: DefectInterval): Cell {
    const { fixed, derivatives } = this;
    const [centre, half] = [fixed.toNumber(interval.centre), fixed.toNumber(interval.half)];
    const { order } = interval;
    const disc = discBounds(derivatives, centre, half * (CELL - 1) * (1 - 1e-9));
    // Cauchy's bound for the terms that are left out: they fall by a factor CELL − 1
    let truncated = fixed.one;
    for (let k = 0; k <= order; k++) truncated /= BigInt(CELL - 1);
    const units = 1.2 * (Number(truncated) + 1);
    const rounding = seriesRounding(derivatives, fixed.bits, { centre, half, order });
    return {
      interval,
      rows: this.scaledRows(interval),
      errors: this.scaledErrors(
        rounding.map((entry, row) => entry + units * disc[row]!),
        order,
      ),
    };
  }

  private scaledRows(interval: DefectInterval): Series[] {
    return defectSeries(this.fixed, this.derivatives, interval).map((series, row) =>
      series.map((entry) => shifted(entry, this.scales.rows[row]!)),
    );
  }

  /** Errors of scaled rows: one more rounding of each coefficient. */
  private scaledErrors(errors: Float64Array, order: number): bigint[] {
    return Array.from(
      errors,
      (entry, row) => shifted(BigInt(Math.ceil(entry)), this.scales.rows[row]!) + BigInt(order + 3),
    );
  }
}

/** Largest error of a functional whose rows have these errors, in units of the last place. */
export function largestError(
  fixed: FixedPoint,
  errors: readonly bigint[],
  functional: readonly bigint[],
): bigint {
  const sum = errors.reduce((total, entry, row) => total + entry * modulus(functional[row]!), 0n);
  return (sum >> BigInt(fixed.bits)) + 1n;
}

const modulus = (a: bigint) => (a < 0n ? -a : a);

/**
 * Λ, so far beyond the last zero of functionals that ω need not be known better than to its range there; with few derivatives the integral
 * rows count further out, which are only bounded there.
 */
const farFrom = (derivatives: number) =>
  derivatives < FEW ? 3000 : 60 + 4 * derivatives + (derivatives * derivatives) / 16;
const FEW = 6;
/** What is truncated then is of the size of half the bits, 8^{−bits/6}. */
const BITS_PER_ORDER = 6;
