import { symmetricEigen } from "../../math/symmetric-eigen.js";
import { type BorderCoefficient, Elimination, type Eliminator } from "./bounded.js";
import { type ConeBlock, cholesky, inverseTriangle, tangentEntries, unpacked } from "./cone-block.js";

/** The barrier at the end, in units of ‖r‖²/2 of the bounded solution, and by how much it falls from stage to stage. */
const LAST_BARRIER = 1e-11;
const FALL = 0.1;
/** Newton steps of a stage; the length of one, in the matrices' own metric, at which a stage and the last one end. */
const MOST_STEPS = 60;
const NEAR = 0.3;
const ARRIVED = 1e-10;
/** Part of the way to the edge of the cone that a step may go. */
const SHARE = 0.9;
/** Eigenvalues below this part of the largest are zero, and so above minus it. */
const ZERO = 1e-5;
const ROUNDING = 1e-12;

/**
 * {@link Elimination} where some coefficients are the entries of positive semidefinite matrices of any size. Where the bounded solution obeys, it is
 * the solution; else ‖r‖²/2 − μ Σ ln det P is minimised for falling μ by Newton's method, each of whose steps is a bounded least-squares
 * problem with rows √μ (L⁻¹ P L⁻ᵀ − 2) below the others, P = L Lᵀ at the last place. The end is at most 2μ Σ n above the minimum.
 */
export class ConeElimination implements Eliminator {
  readonly coefficients: Float64Array;
  readonly residual: Float64Array;
  readonly atBound: Int8Array;
  private readonly plain: Elimination;
  private readonly stacked: Elimination;
  private readonly height: number;
  private readonly constant: Float64Array;
  private readonly matrix: Float64Array;
  private onBorder = false;

  /** @param rows at least `columns` @param blocks a matrix each */
  constructor(
    private readonly rows: number,
    private readonly columns: number,
    private readonly blocks: readonly ConeBlock[],
  ) {
    this.height = rows + blocks.reduce((sum, { terms }) => sum + terms.length, 0);
    this.coefficients = new Float64Array(columns);
    this.residual = new Float64Array(rows);
    this.atBound = new Int8Array(columns);
    this.plain = new Elimination(rows, columns);
    this.stacked = new Elimination(this.height, columns);
    this.constant = new Float64Array(this.height);
    this.matrix = new Float64Array(columns * this.height);
  }

  solve(constant: Float64Array, matrix: Float64Array, lower: Float64Array, upper: Float64Array): number {
    const { rows, columns, height, blocks } = this;
    const sum = this.plain.solve(constant, matrix, lower, upper);
    this.onBorder = blocks.some((block) =>
      isIndefinite(unpacked(block, this.plain.coefficients), block.size),
    );
    if (!this.onBorder) return this.take(this.plain, sum);
    this.constant.set(constant);
    for (let k = 0; k < columns; k++) this.matrix.set(matrix.subarray(k * rows, (k + 1) * rows), k * height);
    this.begin(constant, lower, upper);
    const last = (LAST_BARRIER * sum) / 2;
    for (let barrier = Math.max(last, this.firstBarrier()); ; barrier = Math.max(last, FALL * barrier)) {
      this.centre(barrier, lower, upper, barrier > last ? NEAR : ARRIVED);
      if (barrier <= last) break;
    }
    return this.take(this.stacked, null);
  }

  /** Entries that follow from others while a matrix keeps its rank. */
  get border(): readonly BorderCoefficient[] {
    if (!this.onBorder) return [];
    return this.blocks.flatMap((block) => {
      const { values, vectors } = symmetricEigen(unpacked(block, this.coefficients), block.size);
      const largest = values[block.size - 1]!;
      return tangentEntries(block, vectors, values.filter((value) => value <= ZERO * largest).length);
    });
  }

  projectOut(vectors: Float64Array): void {
    if (!this.onBorder) {
      this.plain.projectOut(vectors);
      return;
    }
    const { rows, height } = this;
    const count = vectors.length / rows;
    const tall = new Float64Array(count * height);
    for (let k = 0; k < count; k++) tall.set(vectors.subarray(k * rows, (k + 1) * rows), k * height);
    this.stacked.projectOut(tall);
    for (let k = 0; k < count; k++) vectors.set(tall.subarray(k * height, k * height + rows), k * rows);
  }

  private take(solution: Elimination, sum: number | null): number {
    if (sum !== null) this.coefficients.set(solution.coefficients);
    this.atBound.set(solution.atBound);
    this.residual.set(solution.residual.subarray(0, this.rows));
    return sum ?? this.residual.reduce((total, entry) => total + entry * entry, 0);
  }

  /** Diagonal matrices, of the sizes that the bounded solution has or that would explain its residual; the other coefficients are its own. */
  private begin(constant: Float64Array, lower: Float64Array, upper: Float64Array): void {
    const { blocks, coefficients, plain, matrix, height, rows } = this;
    const norm = (entries: Float64Array) => Math.sqrt(entries.reduce((sum, x) => sum + x * x, 0));
    coefficients.set(plain.coefficients);
    for (const { terms, places } of blocks) {
      for (const [e, k] of terms.entries()) {
        const [i, j] = places[e]!;
        const typical = norm(constant) / norm(matrix.subarray(k * height, k * height + rows));
        const size = Math.max(plain.coefficients[k]!, 1e-3 * typical, lower[k]!);
        coefficients[k] = i === j ? Math.min(size, (lower[k]! + upper[k]!) / 2) : 0;
      }
    }
  }

  /** ‖r‖²/2 a dimension of the matrices, at the beginning. */
  private firstBarrier(): number {
    const { rows, height, columns, constant, matrix, coefficients, blocks } = this;
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      let entry = constant[i]!;
      for (let k = 0; k < columns; k++) entry += coefficients[k]! * matrix[k * height + i]!;
      sum += entry * entry;
    }
    return sum / (2 * blocks.reduce((total, { size }) => total + size, 0));
  }

  private centre(barrier: number, lower: Float64Array, upper: Float64Array, near: number): void {
    for (let step = 0; step < MOST_STEPS; step++) {
      const inverses = this.blocks.map((block) =>
        inverseTriangle(cholesky(unpacked(block, this.coefficients), block.size), block.size),
      );
      this.fillBarrier(inverses, Math.sqrt(barrier));
      this.stacked.solve(this.constant, this.matrix, lower, upper);
      const length = this.move(inverses);
      if (length < near) return;
    }
  }

  /** Goes to the solution of the model, or a part of the way; how far it would have been. */
  private move(inverses: readonly Float64Array[]): number {
    const { blocks, coefficients, stacked } = this;
    const change = stacked.coefficients.map((value, k) => value - coefficients[k]!);
    let [length, lowest] = [0, 0];
    for (const [m, block] of blocks.entries()) {
      const turned = congruent(inverses[m]!, unpacked(block, change), block.size);
      for (const entry of turned) length += entry * entry;
      lowest = Math.min(lowest, symmetricEigen(turned, block.size).values[0]!);
    }
    const share = lowest < -SHARE ? -SHARE / lowest : 1;
    for (let k = 0; k < coefficients.length; k++) coefficients[k]! += share * change[k]!;
    return Math.sqrt(length);
  }

  /** Rows √μ ((L⁻¹ P L⁻ᵀ)ᵢⱼ − 2 δᵢⱼ), those beside the diagonal times √2. */
  private fillBarrier(inverses: readonly Float64Array[], root: number): void {
    const { height, matrix, constant } = this;
    let row = this.rows;
    for (const [m, { terms, places, size }] of this.blocks.entries()) {
      const inverse = inverses[m]!;
      for (const [i, j] of places) {
        const weight = i === j ? root : root * Math.SQRT2;
        constant[row] = i === j ? -2 * weight : 0;
        for (const [e, k] of terms.entries()) {
          const [a, b] = places[e]!;
          const direct = inverse[i * size + a]! * inverse[j * size + b]!;
          const other = a === b ? 0 : inverse[i * size + b]! * inverse[j * size + a]!;
          matrix[k * height + row] = weight * (direct + other);
        }
        row++;
      }
    }
  }
}

function isIndefinite(matrix: Float64Array, size: number): boolean {
  const { values } = symmetricEigen(matrix, size);
  return values[0]! < -ROUNDING * Math.max(values[size - 1]!, -values[0]!);
}

/** M S Mᵀ, row-major [size × size]. */
function congruent(m: Float64Array, s: Float64Array, size: number): Float64Array {
  const product = (a: Float64Array, at: (k: number, j: number) => number) =>
    Float64Array.from({ length: size * size }, (_, index) => {
      const [i, j] = [Math.floor(index / size), index % size];
      let sum = 0;
      for (let k = 0; k < size; k++) sum += a[i * size + k]! * at(k, j);
      return sum;
    });
  const left = product(m, (k, j) => s[k * size + j]!);
  return product(left, (k, j) => m[j * size + k]!);
}
