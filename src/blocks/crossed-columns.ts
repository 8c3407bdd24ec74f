import type { SideBlocks } from "./side-blocks.js";

/**
 * Columns of a crossing equation at fixed points, for the sign −1 or +1 of its second term,
 *
 *     F_∓(Δ, ℓ; z) = |1−z|^{2D} g(z) ∓ |z|^{2D} g(1−z),   D = (Δj+Δk)/2 in F^{ij,kl} of ⟨φi φj φk φl⟩,
 *
 * and ∂F/∂Δ, whatever the dimension of the blocks.
 *
 * @source arXiv:1406.4858 (Kos, Poland, Simmons-Duffin), with blocks normalised without (−1)^ℓ
 */
export class CrossedColumns {
  readonly rows: number;
  private readonly prefactor: Float64Array;

  /**
   * @param blocks may be shared by several equations
   * @param exponent D
   */
  constructor(
    private readonly blocks: SideBlocks,
    exponent: number,
    private readonly sign: 1 | -1,
  ) {
    this.rows = blocks.sides.rows;
    this.prefactor = blocks.sides.prefactor(exponent);
  }

  /**
   * Writes F [rows] and ∂F/∂Δ [rows].
   *
   * @throws InputError as {@link SideBlocks.evaluate}
   */
  column(delta: number, spin: number, value: Float64Array, derivative: Float64Array): void {
    this.blocks.evaluate(delta, spin);
    const { rows, prefactor, sign } = this;
    const { value: block, slope } = this.blocks;
    for (let i = 0; i < rows; i++) {
      const v = prefactor[i]!;
      const u = sign * prefactor[i + rows]!;
      value[i] = v * block[i]! + u * block[i + rows]!;
      derivative[i] = v * slope[i]! + u * slope[i + rows]!;
    }
  }

  /** |1−z|^{2D}|g(z)| + |z|^{2D}|g(1−z)| [rows]: what the rounding errors of F are relative to. */
  magnitude(delta: number, spin: number): Float64Array {
    this.blocks.evaluate(delta, spin);
    const { rows, prefactor } = this;
    const { value } = this.blocks;
    return Float64Array.from(
      { length: rows },
      (_, i) => prefactor[i]! * Math.abs(value[i]!) + prefactor[i + rows]! * Math.abs(value[i + rows]!),
    );
  }

  /** Writes the column of the identity, g = 1 [rows]. */
  identity(out: Float64Array): void {
    const { rows, prefactor, sign } = this;
    for (let i = 0; i < rows; i++) out[i] = prefactor[i]! + sign * prefactor[i + rows]!;
  }
}
