import type { Decimal } from "decimal.js";
import { nearestEqualPole, operatorLabel, refusePole } from "../global-2d/poles.js";
import { EqualSeriesDecimal, UnequalSeriesDecimal } from "./chiral-series-decimal.js";
import * as Complex from "./complex-decimal.js";
import type { CrossedSidesDecimal } from "./crossed-sides-decimal.js";
import type { SideValuesDecimal } from "./side-values-decimal.js";

/**
 * What `SideBlocks2d` computes, to any number of digits: g(z) and g(1−z) at all points, for fixed differences of external dimensions.
 * Series are summed once an operator instead of once an operator and point, which makes a column of 100 points some ten times
 * cheaper than 100 single blocks.
 */
export class SideBlocksDecimal implements SideValuesDecimal {
  constructor(
    readonly sides: CrossedSidesDecimal,
    private readonly delta12: number,
    private readonly delta34: number,
  ) {}

  /**
   * g at z [0, points) and at 1−z [points, 2 points).
   *
   * @throws InputError at poles: Δ ± ℓ = −1, −3, … for equal dimensions, else 0, −1, −2, …, removable ones among them
   */
  values(delta: number, spin: number): Decimal[] {
    const plus = this.series(delta, spin, 1);
    const minus = this.series(delta, spin, -1);
    const power = this.sides.power(delta);
    const symmetry = spin === 0 ? 1 : 2;
    return this.sides.sides.map(({ direction, rho, size }, i) => {
      const x = this.equal ? Complex.multiply(rho, rho) : rho;
      const modulus = this.equal ? size * size : size;
      const first = Complex.multiply(Complex.power(direction, spin), plus.at(x, modulus));
      const second = Complex.conjugate(minus.at(x, modulus));
      return Complex.multiply(first, second).re.times(power[i]!).times(symmetry);
    });
  }

  private get equal(): boolean {
    return this.delta12 === 0 && this.delta34 === 0;
  }

  private series(delta: number, spin: number, sign: 1 | -1) {
    const { negligible } = this.sides;
    const beta = this.sides.exact(delta).plus(sign * spin);
    const near = delta + sign * spin;
    const pole = this.equal ? nearestEqualPole(near) : Math.min(0, Math.round(near));
    refusePole(near, pole, operatorLabel(delta, spin));
    if (this.equal) return new EqualSeriesDecimal(beta, negligible);
    const differences = [this.sides.exact(this.delta12), this.sides.exact(this.delta34)] as const;
    return new UnequalSeriesDecimal(beta, negligible, differences);
  }
}
