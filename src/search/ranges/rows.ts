import type { Problem } from "../../problem/problem.js";

/** What an extreme is looked for in. */
export interface ExtremeSearch {
  readonly problem: Problem;
  /** what ‖r‖² may be */
  readonly limit: number;
  /** L, row-major [unknowns × unknowns], regular: the search is in u of x = start + L u, where steps of length one should be natural */
  readonly basis: Float64Array;
}

/** x = start + L u. */
export class Placement {
  private readonly x: Float64Array;

  constructor(
    private readonly search: ExtremeSearch,
    private readonly start: Float64Array,
  ) {
    this.x = new Float64Array(start.length);
  }

  /** Inside the bounds exactly. */
  clamped(u: Float64Array): Float64Array {
    const { lower, upper } = this.search.problem;
    const step = multiply(this.search.basis, u);
    for (let j = 0; j < step.length; j++)
      this.x[j] = Math.min(Math.max(this.start[j]! + step[j]!, lower[j]!), upper[j]!);
    return this.x;
  }

  /** Null outside the bounds, where the problem is not defined, but for rounding. */
  at(u: Float64Array): Float64Array | null {
    const { lower, upper } = this.search.problem;
    const step = multiply(this.search.basis, u);
    for (let j = 0; j < step.length; j++) {
      const slack = BOUND_SLACK * (upper[j]! - lower[j]!);
      const x = this.start[j]! + step[j]!;
      if (!(x >= lower[j]! - slack && x <= upper[j]! + slack)) return null;
    }
    return this.clamped(u);
  }
}

/** Part of its range by which an unknown may leave it on the way, as if it stood at the bound. */
const BOUND_SLACK = 1e-6;

/** Bounds and separations as linear constraints on u, each in units of the standard deviation of what it bounds. */
export function linearConstraints({ problem, basis }: ExtremeSearch, start: Float64Array) {
  const n = start.length;
  const row = (j: number) => basis.slice(j * n, (j + 1) * n);
  const scaled = (entries: Float64Array, lower: number, upper: number) => {
    const size = Math.sqrt(entries.reduce((sum, entry) => sum + entry * entry, 0));
    return { entries: entries.map((entry) => entry / size), lower: lower / size, upper: upper / size };
  };
  const all = [
    ...Array.from(start, (value, j) => scaled(row(j), problem.lower[j]! - value, problem.upper[j]! - value)),
    ...problem.separations.map(({ below, above, gap }) => {
      const difference = row(above).map((entry, k) => entry - row(below)[k]!);
      return scaled(difference, gap - (start[above]! - start[below]!), Number.POSITIVE_INFINITY);
    }),
  ];
  return {
    matrix: Float64Array.from(all.flatMap(({ entries }) => Array.from(entries))),
    lower: all.map(({ lower }) => lower),
    upper: all.map(({ upper }) => upper),
  };
}

export interface RowConstraints {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  values(u: Float64Array): readonly number[];
  jacobian(u: Float64Array): Float64Array;
  hessian(u: Float64Array, lambda: Float64Array): Float64Array;
}

export function rowConstraints({ problem, limit, basis }: ExtremeSearch, place: Placement): RowConstraints {
  const m = problem.rowCount;
  const n = problem.names.length;
  const residual = new Float64Array(m);
  const inX = new Float64Array(m * n);
  const jacobian = new Float64Array(m * n);
  const evaluate = (u: Float64Array) => {
    const x = place.at(u);
    if (x === null) residual.fill(Number.NaN);
    else problem.residual(x, residual);
  };
  const linearise = (u: Float64Array) => {
    const x = place.at(u);
    if (x === null) {
      jacobian.fill(Number.NaN);
      return;
    }
    problem.linearise(x, residual, inX);
    product(inX, basis, n, jacobian);
  };
  return {
    lower: [Number.NEGATIVE_INFINITY],
    upper: [limit],
    values: (u) => {
      evaluate(u);
      return [residual.reduce((sum, entry) => sum + entry * entry, 0)];
    },
    jacobian: (u) => {
      linearise(u);
      return transposeTimes(jacobian, residual, n, 2);
    },
    hessian: (u, lambda) => {
      linearise(u);
      return gram(jacobian, n, 2 * lambda[0]!);
    },
  };
}

function transposeTimes(matrix: Float64Array, vector: Float64Array, n: number, factor: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < vector.length; i++)
    for (let j = 0; j < n; j++) out[j]! += factor * matrix[i * n + j]! * vector[i]!;
  return out;
}

/** factor · JᵀJ, row-major [n × n] */
function gram(jacobian: Float64Array, n: number, factor: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < jacobian.length / n; i++) {
    for (let j = 0; j < n; j++) {
      const entry = factor * jacobian[i * n + j]!;
      for (let k = 0; k <= j; k++) out[j * n + k]! += entry * jacobian[i * n + k]!;
    }
  }
  return out;
}

/** matrix · vector, row-major */
export function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  return Float64Array.from({ length: matrix.length / n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * vector[j]!;
    return sum;
  });
}

/** a · b for row-major a [rows × n] and b [n × n], into `out` */
function product(a: Float64Array, b: Float64Array, n: number, out: Float64Array): void {
  out.fill(0);
  for (let i = 0; i < a.length / n; i++)
    for (let k = 0; k < n; k++) {
      const entry = a[i * n + k]!;
      for (let j = 0; j < n; j++) out[i * n + j]! += entry * b[k * n + j]!;
    }
}
