import type { Decimal } from "decimal.js";
import { InputError } from "../../errors.js";
import { log } from "../../math/elementary.js";
import { operatorLabel } from "../global-2d/poles.js";
import { checkDimension, refusePole } from "../global-d/poles.js";
import * as Complex from "./complex-decimal.js";
import type { CrossedSidesDecimal } from "./crossed-sides-decimal.js";
import {
  GegenbauerDecimal,
  leadingWeightDecimal,
  RadialExpansionDecimal,
} from "./radial-expansion-d-decimal.js";
import type { SideValuesDecimal } from "./side-values-decimal.js";

const LN10 = Math.LN10;
/** Levels in a row that must be negligible. */
const IN_A_ROW = 4;

/** A place: |ρ| and the polynomials of its angle. */
interface Place {
  readonly radius: Decimal;
  readonly logRadius: number;
  readonly polynomials: GegenbauerDecimal;
}

/** What `SideBlocksD` computes, to any number of digits: g(z) and g(1−z) at all points, for fixed differences of external dimensions. */
export class SideBlocksDDecimal implements SideValuesDecimal {
  private readonly exactDimension: Decimal;
  private readonly places: readonly Place[];

  constructor(
    readonly sides: CrossedSidesDecimal,
    private readonly dimension: number,
    private readonly delta12: number,
    private readonly delta34: number,
  ) {
    checkDimension(dimension);
    this.exactDimension = sides.exact(dimension);
    this.places = sides.sides.map(({ rho, direction, size }) => ({
      radius: Complex.modulus(rho),
      logRadius: log(size),
      polynomials: new GegenbauerDecimal(this.exactDimension, direction.re),
    }));
  }

  /**
   * g at z [0, points) and at 1−z [points, 2 points).
   *
   * @throws InputError at poles, and where the recursion is 0/0 or nearly so
   */
  values(delta: number, spin: number): Decimal[] {
    const { dimension, delta12, delta34, sides, exactDimension } = this;
    checkDimension(dimension, spin);
    if (refusePole({ dimension, delta, spin, delta12, delta34 }))
      throw new InputError({
        where: operatorLabel(delta, spin),
        field: "delta",
        found: delta,
        allowed: "next to a removable pole, where columns in decimals are not computed; choose another delta",
      });
    const expansion = new RadialExpansionDecimal({
      dimension: exactDimension,
      delta: sides.exact(delta),
      spin,
      delta12: sides.exact(delta12),
      delta34: sides.exact(delta34),
    });
    const power = sides.power(delta);
    const weight = leadingWeightDecimal(exactDimension, spin);
    return this.places.map((place, i) => this.sum(expansion, spin, place).times(weight).times(power[i]!));
  }

  /** Σ_n r^n Σ_j A_{n,j} P_j(η) */
  private sum(
    expansion: RadialExpansionDecimal,
    spin: number,
    { radius, logRadius, polynomials }: Place,
  ): Decimal {
    let sum = radius.times(0);
    let power = sum.plus(1);
    for (let n = 0, small = 0; small < IN_A_ROW; n++) {
      const level = expansion.level(n);
      let part = radius.times(0);
      let size = Number.NEGATIVE_INFINITY;
      for (let j = spin + n; j >= Math.max(0, spin - n); j -= 2) {
        const a = level[j];
        if (a === undefined || a.isZero()) continue;
        part = part.plus(a.times(polynomials.at(j)));
        size = Math.max(size, LN10 * a.e);
      }
      sum = sum.plus(part.times(power));
      power = power.times(radius);
      small = size + n * logRadius < this.sides.negligible ? small + 1 : 0;
    }
    return sum;
  }
}
