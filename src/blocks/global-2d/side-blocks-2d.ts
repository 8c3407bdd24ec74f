import type { CrossedSides } from "../points/crossed-sides.js";
import type { SideBlocks } from "../side-blocks.js";
import { ChiralSeries } from "./chiral-series.js";
import { checkOperator } from "./poles.js";

/**
 * Blocks g(z) and g(1−z) of an operator at all points, and their Δ-derivatives, for fixed differences of external dimensions:
 *
 *     g = [k_{Δ+ℓ}(z) k_{Δ−ℓ}(z̄) + (z↔z̄)]/(1+δ_{ℓ0}),   k_β(z) = z^{β/2} 2F1((β−Δ12)/2, (β+Δ34)/2; β; z).
 *
 * An operator whose chiral blocks and power |4ρ|^Δ were computed before costs two complex multiplications a point and a side.
 *
 * @source arXiv:1108.6194 (Dolan, Osborn)
 */
export class SideBlocks2d implements SideBlocks {
  /** g at z [0, rows) and 1−z [rows, 2 rows) of the operator last evaluated */
  readonly value: Float64Array;
  /** ∂g/∂Δ likewise */
  readonly slope: Float64Array;
  private readonly chiral: ChiralSeries;
  private readonly pfaff: Float64Array | null;
  private delta = Number.NaN;
  private spin = Number.NaN;

  constructor(
    readonly sides: CrossedSides,
    delta12: number,
    delta34: number,
  ) {
    this.chiral = new ChiralSeries(sides, delta12, delta34);
    this.value = new Float64Array(2 * sides.rows);
    this.slope = new Float64Array(2 * sides.rows);
    this.pfaff = this.chiral.equal ? sides.pfaff : null;
  }

  /**
   * Fills {@link value} and {@link slope}; nothing to do where the operator is the last one.
   *
   * @throws InputError at a pole (Δ ± ℓ = −1, −3, … for equal dimensions, else 0, −1, −2, … unless the residue vanishes), for a
   *   spin that is no whole number, or Δ or ℓ out of range
   */
  evaluate(delta: number, spin: number): void {
    if (delta === this.delta && spin === this.spin) return;
    checkOperator(delta, spin);
    this.delta = Number.NaN;
    const plus = this.chiral.at(delta, spin, 1);
    const minus = this.chiral.at(delta, spin, -1);
    const power = this.sides.power(delta);
    const phase = this.sides.phase(spin);
    const { value, slope, pfaff } = this;
    const symmetry = spin === 0 ? 1 : 2;
    for (let i = 0; i < value.length; i++) {
      const [j, k] = [2 * i, 4 * i];
      const c = phase[j]!;
      const s = phase[j + 1]!;
      const aRe = plus[k]!;
      const aIm = plus[k + 1]!;
      const daRe = plus[k + 2]!;
      const daIm = plus[k + 3]!;
      const bRe = minus[k]!;
      const bIm = minus[k + 1]!;
      // Re [e^{iℓθ} S_{Δ+ℓ} (S_{Δ−ℓ})*]
      const pRe = c * aRe - s * aIm;
      const pIm = c * aIm + s * aRe;
      const product = pRe * bRe + pIm * bIm;
      const slopePlus = (c * daRe - s * daIm) * bRe + (c * daIm + s * daRe) * bIm;
      const slopeMinus = pRe * minus[k + 2]! + pIm * minus[k + 3]!;
      const weight = pfaff ? symmetry * pfaff[i]! : symmetry;
      value[i] = weight * power[j]! * product;
      slope[i] = weight * (power[j]! * (slopePlus + slopeMinus) + power[j + 1]! * product);
    }
    this.delta = delta;
    this.spin = spin;
  }
}
