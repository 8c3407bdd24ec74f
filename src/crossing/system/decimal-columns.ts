import type { Decimal } from "decimal.js";
import { CrossedSidesDecimal } from "../../blocks/decimal/crossed-sides-decimal.js";
import type { SideValuesDecimal } from "../../blocks/decimal/side-values-decimal.js";
import type { Points } from "../../blocks/points/points.js";
import type { ScalarBlocks } from "../../blocks/scalar-blocks.js";
import type { Term } from "../equation.js";
import { entryWeight, type SystemDefinition, type SystemEntry } from "./definition.js";

/**
 * The crossing equations of a system to any number of digits: F itself, not 4^{−Δ}F as the double-precision equations have it. Numbers are
 * taken at their exact binary values.
 */
export class SystemColumnsDecimal {
  readonly context: typeof Decimal;
  private readonly sides: CrossedSidesDecimal;
  private readonly blocks = new Map<string, SideValuesDecimal>();
  private readonly prefactors = new Map<number, readonly Decimal[]>();

  /** @param digits significant digits wanted of the largest term */
  constructor(
    private readonly definition: SystemDefinition,
    points: Points,
    digits: number,
    scalarBlocks: ScalarBlocks,
  ) {
    this.sides = new CrossedSidesDecimal(points, digits);
    this.context = this.sides.context;
    for (const { delta12, delta34, exponent } of definition.entries) {
      this.blocks.set(`${delta12},${delta34}`, scalarBlocks.decimal(this.sides, delta12, delta34));
      if (!this.prefactors.has(exponent)) this.prefactors.set(exponent, this.sides.prefactor(exponent));
    }
  }

  /** A double as the decimal it is, not as the shortest one that rounds to it; to 100 digits. */
  exact(value: number): Decimal {
    return this.sides.exact(value);
  }

  /** What the identity adds to the rows. */
  identity(): Decimal[] {
    const one = new this.context(1);
    const sum = this.zeros();
    for (const entry of this.definition.entries)
      if (this.definition.identity.includes(entry.channel)) this.add(entry, 0, () => one, sum);
    return sum;
  }

  /**
   * F(Δ, ℓ) [rows].
   *
   * @throws InputError at poles, as the blocks
   */
  column({ channel, spin }: Term, delta: number): Decimal[] {
    const sum = this.zeros();
    const known = new Map<SideValuesDecimal, Decimal[]>();
    for (const entry of this.definition.entries) {
      if (entry.channel !== channel) continue;
      const blocks = this.blocks.get(`${entry.delta12},${entry.delta34}`)!;
      const { at } = entry;
      const values = at
        ? blocks.values(at.delta, at.spin)
        : (known.get(blocks) ?? blocks.values(delta, spin));
      if (!at) known.set(blocks, values);
      this.add(entry, at?.spin ?? spin, (i) => values[i]!, sum);
    }
    return sum;
  }

  private zeros(): Decimal[] {
    const rows = this.definition.components.length * this.sides.points;
    return new Array<Decimal>(rows).fill(new this.context(0));
  }

  private add(entry: SystemEntry, spin: number, block: (side: number) => Decimal, rows: Decimal[]): void {
    const { points } = this.sides;
    const prefactor = this.prefactors.get(entry.exponent)!;
    const weight = this.sides.exact(entryWeight(entry, spin));
    for (let i = 0; i < points; i++) {
      const direct = prefactor[i]!.times(block(i));
      const crossed = prefactor[i + points]!.times(block(i + points));
      const row = entry.component * points + i;
      rows[row] = rows[row]!.plus(direct.plus(crossed.times(entry.sign)).times(weight));
    }
  }
}
