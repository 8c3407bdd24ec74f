import { Householder } from "./householder.js";

/** Residual and gains below this are rounding, relative to the right-hand side in balanced rows. */
const NEGLIGIBLE = 1e-15;
/** Distances from a bound below this are rounding, relative to the step. */
const AT_BOUND = 1e-12;
const REFINEMENTS = 2;
/** Rows of the triangle that are smaller than this, relative to the largest, say nothing new. */
const SMALLEST_PIVOT = 1e-15;

/**
 * Bounded linear least squares with fewer rows than columns: minimises ‖c + A x‖ over lower ≤ x ≤ upper by the active-set method of Stark and
 * Parker (Comput. Stat. 10 (1995) 129) from all unknowns at their lower bounds, so that as few as possible leave them: a solution has at most as
 * many as rows. Rows are first balanced, A = Rᵀ Q, because those of crossing equations depend on each other to ten digits: where c + A x = 0 has a
 * solution in the bounds, one of these is found; elsewhere the minimum is that of the balanced rows.
 */
export class SparseLeastSquares {
  /** [columns] */
  readonly solution: Float64Array;
  /** −1 at the lower bound, 1 at the upper, 0 between [columns] */
  readonly atBound: Int8Array;
  /** columns between their bounds */
  readonly free: number[] = [];
  private readonly balanced: Float64Array;
  private readonly residual: Float64Array;
  private readonly lengths: Float64Array;
  private triangle: Float64Array = new Float64Array(0);

  constructor(
    private readonly rows: number,
    private readonly columns: number,
  ) {
    this.solution = new Float64Array(columns);
    this.atBound = new Int8Array(columns);
    this.balanced = new Float64Array(rows * columns);
    this.residual = new Float64Array(rows);
    this.lengths = new Float64Array(columns);
  }

  /** @param constant c [rows] @param matrix A, column after column [columns × rows] */
  solve(constant: Float64Array, matrix: Float64Array, lower: Float64Array, upper: Float64Array): void {
    this.findActiveSet(this.balance(constant, matrix), lower, upper);
    for (let k = 0; k < REFINEMENTS; k++) this.refine(constant, matrix, lower, upper);
  }

  /** One more step of the free unknowns from the residual in the rows as they were given, where balancing has lost digits. */
  private refine(
    constant: Float64Array,
    matrix: Float64Array,
    lower: Float64Array,
    upper: Float64Array,
  ): void {
    const { rows, columns, solution, free } = this;
    if (free.length === 0) return;
    const residual = constant.slice(0, rows);
    for (let j = 0; j < columns; j++)
      for (let i = 0; i < rows; i++) residual[i]! += solution[j]! * matrix[j * rows + i]!;
    this.balanceVector(residual);
    const step = this.leastSquares(residual.map((entry) => -entry));
    for (const [k, j] of free.entries())
      solution[j] = Math.min(Math.max(solution[j]! + step[k]!, lower[j]!), upper[j]!);
  }

  private findActiveSet(target: Float64Array, lower: Float64Array, upper: Float64Array): void {
    const { rows, columns, solution, atBound, free } = this;
    solution.set(lower);
    atBound.fill(-1);
    free.length = 0;
    this.updateResidual(target);
    const tolerance = NEGLIGIBLE * norm(target);
    const refused = new Set<number>();
    for (
      let round = 0;
      round < 6 * columns && norm(this.residual) > tolerance && free.length < rows;
      round++
    ) {
      const entering = this.mostUseful(tolerance, refused, lower, upper);
      if (entering < 0) return;
      const side = atBound[entering]!;
      free.push(entering);
      atBound[entering] = 0;
      const wanted = this.unbounded(target);
      const moves = wanted[free.length - 1]! - solution[entering]!;
      if (moves * side >= 0) {
        free.pop();
        atBound[entering] = side;
        refused.add(entering);
        continue;
      }
      this.moveTo(wanted, target, lower, upper);
      this.updateResidual(target);
      refused.clear();
    }
  }

  /** The balanced columns into {@link balanced}; returns the balanced constant. */
  private balance(constant: Float64Array, matrix: Float64Array): Float64Array {
    const { rows, columns, balanced, lengths } = this;
    const qr = new Householder(columns, rows);
    qr.matrix.set(matrix);
    qr.factorise(columns, rows);
    this.triangle = qr.matrix;
    balanced.set(matrix.subarray(0, rows * columns));
    for (let j = 0; j < columns; j++) {
      const column = balanced.subarray(j * rows, (j + 1) * rows);
      this.balanceVector(column);
      lengths[j] = norm(column);
    }
    const target = constant.slice(0, rows);
    this.balanceVector(target);
    return target;
  }

  /** vector ← R⁻ᵀ vector */
  private balanceVector(vector: Float64Array): void {
    const { rows, triangle } = this;
    const least = SMALLEST_PIVOT * Math.abs(triangle[0]!);
    for (let i = 0; i < rows; i++) {
      let sum = vector[i]!;
      for (let k = 0; k < i; k++) sum -= triangle[k * rows + i]! * vector[k]!;
      const pivot = triangle[i * rows + i]!;
      vector[i] = sum / (Math.abs(pivot) < least ? least : pivot);
    }
  }

  private updateResidual(target: Float64Array): void {
    const { rows, columns, balanced, solution, residual } = this;
    residual.set(target);
    for (let j = 0; j < columns; j++) {
      const x = solution[j]!;
      if (x !== 0) for (let i = 0; i < rows; i++) residual[i]! += x * balanced[j * rows + i]!;
    }
  }

  private mostUseful(
    tolerance: number,
    refused: ReadonlySet<number>,
    lower: Float64Array,
    upper: Float64Array,
  ): number {
    const { rows, columns, balanced, residual, lengths, atBound } = this;
    let best = -1;
    let gain = tolerance;
    for (let j = 0; j < columns; j++) {
      if (atBound[j] === 0 || refused.has(j) || lower[j] === upper[j] || lengths[j] === 0) continue;
      let slope = 0;
      for (let i = 0; i < rows; i++) slope += balanced[j * rows + i]! * residual[i]!;
      const drop = (atBound[j]! * slope) / lengths[j]!;
      if (drop > gain) {
        gain = drop;
        best = j;
      }
    }
    return best;
  }

  /** The free unknowns that minimise without bounds [free]. */
  private unbounded(target: Float64Array): Float64Array {
    const { rows, columns, balanced, solution, atBound } = this;
    const rest = target.map((entry) => -entry);
    for (let j = 0; j < columns; j++) {
      const x = atBound[j] === 0 ? 0 : solution[j]!;
      if (x !== 0) for (let i = 0; i < rows; i++) rest[i]! -= x * balanced[j * rows + i]!;
    }
    return this.leastSquares(rest);
  }

  /** The free unknowns that fit a vector of balanced rows best [free]. */
  private leastSquares(vector: Float64Array): Float64Array {
    const { rows, balanced, free } = this;
    const qr = new Householder(rows, free.length);
    for (const [k, j] of free.entries())
      for (let i = 0; i < rows; i++) qr.matrix[i * free.length + k] = balanced[j * rows + i]!;
    qr.factorise(rows, free.length);
    qr.applyTranspose(vector);
    const out = new Float64Array(free.length);
    qr.solveTriangle(vector, out);
    return out;
  }

  /** Towards the unbounded minimum, fixing what meets a bound on the way, until it is inside the bounds. */
  private moveTo(wanted: Float64Array, target: Float64Array, lower: Float64Array, upper: Float64Array): void {
    const { solution, free, atBound } = this;
    for (let goal = wanted; ; goal = this.unbounded(target)) {
      let part = 1;
      for (const [k, j] of free.entries()) {
        const bound = goal[k]! < lower[j]! ? lower[j]! : goal[k]! > upper[j]! ? upper[j]! : null;
        if (bound !== null) part = Math.min(part, (bound - solution[j]!) / (goal[k]! - solution[j]!));
      }
      for (const [k, j] of free.entries()) solution[j]! += part * (goal[k]! - solution[j]!);
      if (part === 1) return;
      for (let k = free.length - 1; k >= 0; k--) {
        const j = free[k]!;
        const slack = AT_BOUND * (Math.abs(solution[j]!) + Math.abs(goal[k]! - solution[j]!));
        const low = solution[j]! - lower[j]! <= slack;
        if (!low && upper[j]! - solution[j]! > slack) continue;
        solution[j] = low ? lower[j]! : upper[j]!;
        atBound[j] = low ? -1 : 1;
        free.splice(k, 1);
      }
      if (free.length === 0) return;
    }
  }
}

function norm(vector: Float64Array): number {
  let sum = 0;
  for (const entry of vector) sum += entry * entry;
  return Math.sqrt(sum);
}
