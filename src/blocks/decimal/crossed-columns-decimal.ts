import type { Decimal } from "decimal.js";
import type { CrossedSidesDecimal } from "./crossed-sides-decimal.js";
import type { SideValuesDecimal } from "./side-values-decimal.js";

/**
 * Columns of the crossing equation of four identical scalars at fixed points, to any number of digits and whatever the blocks' dimension. The
 * numbers it is given are taken at their exact binary values, so that what differs from double precision is rounding alone.
 */
export class CrossedColumnsDecimal {
  readonly context: typeof Decimal;
  private readonly sides: CrossedSidesDecimal;
  private readonly prefactor: readonly Decimal[];

  /** @param blocks of equal dimensions, with the digits wanted of the largest term */
  constructor(
    private readonly blocks: SideValuesDecimal,
    externalDelta: number,
  ) {
    this.sides = blocks.sides;
    this.context = this.sides.context;
    this.prefactor = this.sides.prefactor(externalDelta);
  }

  /** A double as the decimal it is, not as the shortest one that rounds to it; to 100 digits. */
  exact(value: number): Decimal {
    return this.sides.exact(value);
  }

  /** |1−z|^{2Δφ} − |z|^{2Δφ} [points] */
  identity(): Decimal[] {
    return this.difference(this.prefactor);
  }

  /**
   * F(Δ, ℓ) [points].
   *
   * @throws InputError at poles of the blocks
   */
  column(delta: number, spin: number): Decimal[] {
    return this.difference(this.blocks.values(delta, spin).map((g, i) => g.times(this.prefactor[i]!)));
  }

  private difference(sides: readonly Decimal[]): Decimal[] {
    const { points } = this.sides;
    return sides.slice(0, points).map((direct, i) => direct.minus(sides[i + points]!));
  }
}
