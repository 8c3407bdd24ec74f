import type { BorderCoefficient } from "./bounded.js";

/** Where the entries i ≤ j of a symmetric matrix stand among the columns of an elimination. */
export interface ConeBlock {
  readonly size: number;
  /** columns of the entries, row by row [size (size + 1)/2] */
  readonly terms: readonly number[];
  /** row and column of each */
  readonly places: readonly (readonly [number, number])[];
}

/** A block from its columns, row by row. */
export function coneBlock(terms: readonly number[]): ConeBlock {
  const size = Math.round((Math.sqrt(8 * terms.length + 1) - 1) / 2);
  const places = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size - i }, (_, k): [number, number] => [i, i + k]),
  ).flat();
  return { size, terms, places };
}

/** The matrix of a block, row-major [size × size]. */
export function unpacked({ size, terms, places }: ConeBlock, coefficients: Float64Array): Float64Array {
  const matrix = new Float64Array(size * size);
  for (const [e, [i, j]] of places.entries()) {
    matrix[i * size + j] = coefficients[terms[e]!]!;
    matrix[j * size + i] = coefficients[terms[e]!]!;
  }
  return matrix;
}

/** L of P = L Lᵀ, row-major; P positive definite, a pivot that rounding makes none is the smallest positive number. */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] =
        i === j ? Math.sqrt(Math.max(sum, SMALLEST * matrix[i * size + i]!)) : sum / lower[j * size + j]!;
    }
  }
  return lower;
}

const SMALLEST = 1e-30;

/** L⁻¹ of a lower triangle, row-major. */
export function inverseTriangle(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= lower[i * size + k]! * inverse[k * size + j]!;
      inverse[i * size + j] = sum / lower[i * size + i]!;
    }
  }
  return inverse;
}

/**
 * Entries that follow from the others, to first order, where a matrix keeps its rank: its tangents are U A Uᵀ + U B Vᵀ + V Bᵀ Uᵀ, V the eigenvectors of
 * the eigenvalue zero. As independent ones those are taken on which the tangents depend most.
 *
 * @param vectors eigenvectors, a column each, row-major; those of zero first
 * @param nullity how many these are
 */
export function tangentEntries(
  { size, terms, places }: ConeBlock,
  vectors: Float64Array,
  nullity: number,
): BorderCoefficient[] {
  if (nullity === 0 || nullity === size) return [];
  const vector = (k: number) => Array.from({ length: size }, (_, i) => vectors[i * size + k]!);
  const tangents: number[][] = [];
  for (let p = nullity; p < size; p++)
    for (let q = 0; q <= p; q++) {
      const [x, y] = [vector(p), vector(q)];
      tangents.push(places.map(([i, j]) => x[i]! * y[j]! + x[j]! * y[i]!));
    }
  const independent: number[] = [];
  for (const [t, tangent] of tangents.entries()) {
    const free = tangent.map((entry, e) => (independent.includes(e) ? 0 : Math.abs(entry)));
    const pivot = free.indexOf(Math.max(...free));
    independent.push(pivot);
    const scaled = tangent.map((entry) => entry / tangent[pivot]!);
    for (const [other, row] of tangents.entries()) {
      if (other === t) continue;
      const factor = row[pivot]!;
      for (let e = 0; e < row.length; e++) row[e]! -= factor * scaled[e]!;
    }
    tangents[t] = scaled;
  }
  return terms.flatMap((column, e) =>
    independent.includes(e)
      ? []
      : [{ column, others: tangents.map((row, t) => [terms[independent[t]!]!, row[e]!] as const) }],
  );
}
