import { SparseLeastSquares } from "../../math/sparse-least-squares.js";
import type { Eliminator } from "./bounded.js";
import { projectOut } from "./project-out.js";

/** {@link Elimination} for fewer rows than coefficients: of all best coefficients those with the most zeros, or nearly so. */
export class SparseElimination implements Eliminator {
  readonly residual: Float64Array;
  private readonly problem: SparseLeastSquares;
  private matrix: Float64Array = new Float64Array(0);

  constructor(
    private readonly rows: number,
    private readonly columns: number,
  ) {
    this.residual = new Float64Array(rows);
    this.problem = new SparseLeastSquares(rows, columns);
  }

  get coefficients(): Float64Array {
    return this.problem.solution;
  }

  get atBound(): Int8Array {
    return this.problem.atBound;
  }

  solve(constant: Float64Array, matrix: Float64Array, lower: Float64Array, upper: Float64Array): number {
    const { rows, columns, residual, problem } = this;
    this.matrix = matrix;
    problem.solve(constant, matrix, lower, upper);
    residual.set(constant);
    for (let j = 0; j < columns; j++)
      for (let i = 0; i < rows; i++) residual[i]! += problem.solution[j]! * matrix[j * rows + i]!;
    return residual.reduce((sum, entry) => sum + entry * entry, 0);
  }

  projectOut(vectors: Float64Array): void {
    const { rows, matrix } = this;
    const columns = this.problem.free.map((j) => matrix.subarray(j * rows, (j + 1) * rows));
    projectOut(columns, vectors, rows);
  }
}
