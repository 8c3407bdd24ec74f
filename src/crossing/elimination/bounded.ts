import { LeastSquaresKernel } from "../../math/least-squares-kernel.js";

/** An entry of a symmetric matrix of rank one, as a function of the other two. */
export interface BorderCoefficient {
  readonly column: number;
  /** columns of the others, and its derivatives with respect to them */
  readonly others: readonly (readonly [column: number, slope: number])[];
}

/** What eliminates coefficients from a truncated equation. */
export interface Eliminator {
  /** b [columns] of the last solution */
  readonly coefficients: Float64Array;
  /** r₀ + Σ bₖ Cₖ [rows] of the last solution */
  readonly residual: Float64Array;
  /** 0 where bₖ is inside its bounds, −1 at the lower, +1 at the upper */
  readonly atBound: Int8Array;
  /** @param constant r₀ [rows] @param matrix C, column after column [columns × rows] @returns ‖residual‖² */
  solve(constant: Float64Array, matrix: Float64Array, lower: Float64Array, upper: Float64Array): number;
  /** coefficients of the last solution that follow from two others, on the border of semidefinite matrices */
  readonly border?: readonly BorderCoefficient[];
  /** Removes from each of the `vectors` [count × rows], in place, what the free columns of the last solution can absorb. */
  projectOut(vectors: Float64Array): void;
}

/**
 * Eliminates the coefficients of a linear model: minimises ‖r₀ + Σ bₖ Cₖ‖² over lowerₖ ≤ bₖ ≤ upperₖ by an active-set method, starting
 * from the unconstrained solution (Lawson & Hanson, Solving Least Squares Problems, ch. 23; Stark & Parker, Comput. Stat. 10 (1995) 129).
 * All columns are factorised once, C = Q R, and the rounds of the active set work on the triangle. Solving allocates nothing.
 */
export class Elimination implements Eliminator {
  /** b [columns] of the last solution */
  readonly coefficients: Float64Array;
  /** r₀ + Σ bₖ Cₖ [rows] of the last solution */
  readonly residual: Float64Array;
  /** 0 where bₖ is inside its bounds, −1 at the lower, +1 at the upper */
  readonly atBound: Int8Array;

  /** @param rows at least `columns` */
  constructor(
    private readonly rows: number,
    private readonly columns: number,
  ) {
    this.coefficients = new Float64Array(columns);
    this.residual = new Float64Array(rows);
    this.atBound = new Int8Array(columns);
  }

  /**
   * @param constant r₀ [rows]
   * @param matrix C, one column after the other [columns × rows]
   * @returns ‖residual‖²
   */
  solve(constant: Float64Array, matrix: Float64Array, lower: Float64Array, upper: Float64Array): number {
    const problem = workspace(this.rows, this.columns);
    problem.matrix.set(matrix);
    problem.constant.set(constant);
    problem.lower.set(lower);
    problem.upper.set(upper);
    const sum = kernel.exports.eliminate(problem.address);
    this.coefficients.set(problem.coefficients);
    this.residual.set(problem.residual);
    this.atBound.set(problem.atBound);
    problem.owner = this;
    return sum;
  }

  /**
   * Removes from each of the `vectors` [count × rows], in place, what the free columns of the last solution can absorb.
   *
   * @throws Error where another elimination has been solved since
   */
  projectOut(vectors: Float64Array): void {
    const problem = workspace(this.rows, this.columns);
    if (problem.owner !== this)
      throw new Error("an elimination was projected out after another one's solution");
    const count = vectors.length / this.rows;
    problem.vectors.set(vectors);
    kernel.exports.projectOut(problem.address, problem.vectors.byteOffset, count);
    for (let i = 0; i < vectors.length; i++) vectors[i] = problem.vectors[i]!;
  }
}

const kernel = new LeastSquaresKernel();
let current: Workspace | null = null;

/** One problem at a time: a search asks for many of one size in a row. */
function workspace(rows: number, columns: number): Workspace {
  if (current?.rows !== rows || current.columns !== columns) current = new Workspace(rows, columns);
  return current;
}

/** Where a problem of a size lies in the kernel's memory: the arrays of `Bounded` in math/assembly/kernels/bounded.ts. */
class Workspace {
  readonly address = kernel.base;
  readonly matrix: Float64Array;
  readonly constant: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly coefficients: Float64Array;
  readonly residual: Float64Array;
  readonly atBound: Int32Array;
  /** [up to columns + 1 × rows] */
  readonly vectors: Float64Array;
  /** whose solution stands here */
  owner: Elimination | null = null;

  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {
    const m = rows;
    const n = columns;
    const sizes = [(n + 1) * m, n, n, n, m, (n + 1) * m, n, n * n, n, n, n, n, (n + 1) * m];
    const starts: number[] = [];
    let end = kernel.base + HEADER;
    for (const size of sizes) {
      starts.push(end);
      end += 8 * (size + (size % 2));
    }
    const buffer = kernel.reserve(end - kernel.base);
    new Uint32Array(buffer, this.address).set([...starts.slice(0, -1), m, n, 0]);
    const array = (index: number, length = sizes[index]!) => new Float64Array(buffer, starts[index], length);
    this.matrix = array(0, n * m);
    this.constant = new Float64Array(buffer, starts[0]! + 8 * n * m, m);
    this.lower = array(1);
    this.upper = array(2);
    this.coefficients = array(3);
    this.residual = array(4);
    this.atBound = new Int32Array(buffer, starts[10], n);
    this.vectors = array(12);
  }
}

/** Bytes of `Bounded`: fifteen addresses and counts. */
const HEADER = 64;
