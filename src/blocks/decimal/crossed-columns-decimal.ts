import type { Decimal } from "decimal.js";
import type { Points } from "../points/points.js";
import { CrossedSidesDecimal } from "./crossed-sides-decimal.js";
import { SideBlocksDecimal } from "./side-blocks-decimal.js";

/**
 * What `CrossedBlocks2d` computes, to any number of digits: columns of the crossing equation of four identical scalars at fixed
 * points. The numbers it is given are taken at their exact binary values, so that what differs from double precision is
 * rounding alone.
 */
export class CrossedColumnsDecimal {
  readonly context: typeof Decimal;
  private readonly sides: CrossedSidesDecimal;
  private readonly blocks: SideBlocksDecimal;
  private readonly prefactor: readonly Decimal[];

  /** @param digits significant digits wanted of the largest term */
  constructor(points: Points, externalDelta: number, digits: number) {
    this.sides = new CrossedSidesDecimal(points, digits);
    this.context = this.sides.context;
    this.blocks = new SideBlocksDecimal(this.sides, 0, 0);
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

  /** F(Δ, ℓ) [points]. Δ ± ℓ away from the poles −1, −3, …, as for `CrossedBlocks2d`. */
  column(delta: number, spin: number): Decimal[] {
    return this.difference(this.blocks.values(delta, spin).map((g, i) => g.times(this.prefactor[i]!)));
  }

  private difference(sides: readonly Decimal[]): Decimal[] {
    const { points } = this.sides;
    return sides.slice(0, points).map((direct, i) => direct.minus(sides[i + points]!));
  }
}
