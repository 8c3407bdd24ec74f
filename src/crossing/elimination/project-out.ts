import { Householder } from "../../math/householder.js";

/**
 * Removes from each of the `vectors` [count × rows], in place, what the columns can absorb.
 *
 * @param columns [columns][height], height at least `rows`: vectors are zero in the rows below, which are dropped again
 */
export function projectOut(columns: readonly Float64Array[], vectors: Float64Array, rows: number): void {
  if (columns.length === 0) return;
  const width = columns.length;
  const height = columns[0]!.length;
  const qr = new Householder(height, width);
  for (const [k, column] of columns.entries())
    for (let i = 0; i < height; i++) qr.matrix[i * width + k] = column[i]!;
  qr.factorise(height, width);
  const vector = new Float64Array(height);
  for (let start = 0; start < vectors.length; start += rows) {
    vector.fill(0, rows);
    vector.set(vectors.subarray(start, start + rows));
    qr.applyTranspose(vector);
    vector.fill(0, 0, width);
    qr.apply(vector);
    vectors.set(vector.subarray(0, rows), start);
  }
}
