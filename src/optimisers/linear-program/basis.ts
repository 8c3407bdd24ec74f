import type { FixedPoint } from "../../math/fixed-point.js";
import type { ProgramColumn } from "./column.js";

/** Column −1−i is the artificial one of row i, ± the unit vector. */
const artificial = (row: number) => -1 - row;

/** A basis of the simplex method with the inverse of its matrix, at first that of the artificial columns. */
export class Basis {
  /** column in each place */
  private readonly column: number[];
  private readonly inBasis = new Set<number>();
  /** row-major inverse [places][rows] */
  private inverse: bigint[][] = [];
  /** x in each place */
  private value: bigint[] = [];
  private readonly smallest: bigint;

  constructor(
    private readonly fixed: FixedPoint,
    private readonly rhs: readonly bigint[],
  ) {
    this.column = rhs.map((_, i) => artificial(i));
    // pivots below this are rounding errors of zero
    this.smallest = fixed.one >> BigInt(Math.floor((2 * fixed.bits) / 3));
  }

  has(column: number): boolean {
    return this.inBasis.has(column);
  }

  members(): { column: number; value: bigint }[] {
    return this.column.map((column, place) => ({ column, value: this.value[place]! }));
  }

  artificialSum(): bigint {
    return this.column.reduce((sum, column, place) => (column < 0 ? sum + this.value[place]! : sum), 0n);
  }

  /** cᵦ B⁻¹ */
  dual(cost: (column: number) => bigint): bigint[] {
    const costs = this.column.map(cost);
    return this.rhs.map((_, row) => {
      let sum = 0n;
      for (const [place, entry] of costs.entries())
        if (entry !== 0n) sum += entry * this.inverse[place]![row]!;
      return sum >> BigInt(this.fixed.bits);
    });
  }

  /** The inverse and x from scratch, by Gauss–Jordan elimination with partial pivoting. */
  refactor(columns: readonly ProgramColumn[]): void {
    const { fixed, rhs } = this;
    const size = rhs.length;
    const entry = (column: number, row: number) => {
      if (column >= 0) return columns[column]!.entries[row]!;
      if (artificial(row) !== column) return 0n;
      return rhs[row]! < 0n ? -fixed.one : fixed.one;
    };
    const work = rhs.map((_, row) => [
      ...this.column.map((column) => entry(column, row)),
      ...rhs.map((_, other) => (other === row ? fixed.one : 0n)),
    ]);
    for (let k = 0; k < size; k++) {
      let pivot = k;
      for (let i = k + 1; i < size; i++) if (modulus(work[i]![k]!) > modulus(work[pivot]![k]!)) pivot = i;
      [work[k], work[pivot]] = [work[pivot]!, work[k]!];
      eliminate(fixed, work, k);
    }
    this.inverse = work.map((row) => row.slice(size));
    this.value = this.inverse.map((row) => fixed.dot(row, rhs));
  }

  /**
   * Brings a column in, the one out that reaches zero first (of equal ones that of the largest pivot).
   * @returns false where none does: the costs are unbounded
   */
  enter(column: number, entries: readonly bigint[]): boolean {
    const direction = this.inverse.map((row) => this.fixed.dot(row, entries));
    let leaving = -1;
    for (const [place, slope] of direction.entries()) {
      if (slope <= this.smallest) continue;
      if (leaving < 0) {
        leaving = place;
        continue;
      }
      // x/slope compared without division
      const here = positive(this.value[place]!) * direction[leaving]!;
      const best = positive(this.value[leaving]!) * slope;
      if (here < best || (here === best && slope > direction[leaving]!)) leaving = place;
    }
    if (leaving < 0) return false;
    this.exchange(leaving, column, direction);
    return true;
  }

  /** Exchanges artificial columns left in the basis at zero for others; where none fits, a row is redundant and its artificial column stays. */
  expelArtificials(columns: readonly ProgramColumn[]): void {
    for (const [place, column] of this.column.entries()) {
      if (column >= 0) continue;
      let best = -1;
      let largest = this.smallest;
      for (const [j, { entries }] of columns.entries()) {
        const size = this.has(j) ? 0n : modulus(this.fixed.dot(this.inverse[place]!, entries));
        if (size <= largest) continue;
        largest = size;
        best = j;
      }
      if (best < 0) continue;
      const { entries } = columns[best]!;
      const direction = this.inverse.map((row) => this.fixed.dot(row, entries));
      this.exchange(place, best, direction);
    }
  }

  private exchange(place: number, column: number, direction: readonly bigint[]): void {
    const { fixed } = this;
    this.inBasis.delete(this.column[place]!);
    this.inBasis.add(column);
    this.column[place] = column;
    const pivot = direction[place]!;
    const row = this.inverse[place]!.map((entry) => fixed.over(entry, pivot));
    const step = fixed.over(this.value[place]!, pivot);
    for (const [i, slope] of direction.entries()) {
      if (i === place || slope === 0n) continue;
      this.inverse[i] = this.inverse[i]!.map((entry, k) => entry - fixed.times(slope, row[k]!));
      this.value[i]! -= fixed.times(slope, step);
    }
    this.inverse[place] = row;
    this.value[place] = step;
  }
}

/** Clears column k of all rows but row k, which it makes one. */
function eliminate(fixed: FixedPoint, work: bigint[][], k: number): void {
  const pivot = work[k]![k]!;
  if (pivot === 0n) throw new RangeError("the basis is singular");
  const row = work[k]!.map((entry) => fixed.over(entry, pivot));
  work[k] = row;
  for (const [i, other] of work.entries()) {
    const factor = other[k]!;
    if (i === k || factor === 0n) continue;
    work[i] = other.map((entry, j) => entry - fixed.times(factor, row[j]!));
  }
}

const modulus = (a: bigint) => (a < 0n ? -a : a);
const positive = (a: bigint) => (a < 0n ? 0n : a);
