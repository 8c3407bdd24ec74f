import { checkOperator } from "../global-2d/poles.js";
import type { CrossedSides } from "../points/crossed-sides.js";
import type { SideBlocks } from "../side-blocks.js";
import { leadingWeight } from "./angular.js";
import { PlaceSums } from "./place-sums.js";
import { checkDimension, refusePole, topmostPoles } from "./poles.js";
import { RadialExpansion } from "./radial-expansion.js";
import { expandAcross } from "./removable-pole.js";
import { SpinSeries } from "./spin-series.js";

/** Nearer than this to the topmost pole the expansion itself is more accurate than its series in Δ. */
const NEAR_POLE = 0.5;

/**
 * Blocks of any real dimension d ≥ 1 at both sides of all points, and their Δ-derivatives, for fixed differences of external dimensions:
 * g → z^{(Δ−ℓ)/2} z̄^{(Δ+ℓ)/2} for z ≪ z̄ ≪ 1.
 *
 * A spin costs 36 radial expansions (48 of unequal dimensions), an operator of it two short series in Δ a place.
 */
export class SideBlocksD implements SideBlocks {
  readonly value: Float64Array;
  readonly slope: Float64Array;
  private readonly expansion: RadialExpansion;
  private readonly placeSums: PlaceSums;
  private readonly series = new Map<number, SpinSeries>();
  /** the expansion's sums at all places, and their derivatives in Δ */
  private readonly sums: Float64Array;
  private delta = Number.NaN;
  private spin = Number.NaN;

  /** @throws InputError for a dimension out of range */
  constructor(
    readonly sides: CrossedSides,
    private readonly dimension: number,
    private readonly delta12: number,
    private readonly delta34: number,
  ) {
    checkDimension(dimension);
    this.placeSums = new PlaceSums(sides.rhoRe, sides.rhoIm);
    this.expansion = new RadialExpansion(dimension, delta12, delta34);
    this.sums = new Float64Array(2 * this.placeSums.places);
    this.value = new Float64Array(2 * sides.rows);
    this.slope = new Float64Array(2 * sides.rows);
  }

  /**
   * Nothing to do where the operator is the last one.
   *
   * @throws InputError at a pole, for a spin that is no whole number (in one dimension: not 0), or Δ or ℓ out of range
   */
  evaluate(delta: number, spin: number): void {
    if (delta === this.delta && spin === this.spin) return;
    checkOperator(delta, spin);
    checkDimension(this.dimension, spin);
    this.delta = Number.NaN;
    this.expand(delta, spin);
    const { sides, sums, value, slope } = this;
    const { order, places } = this.placeSums;
    const power = sides.power(delta);
    const weight = leadingWeight(this.dimension, spin);
    for (let k = 0; k < places; k++) {
      const i = order[k]!;
      const series = weight * sums[k]!;
      value[i] = power[2 * i]! * series;
      slope[i] = power[2 * i]! * weight * sums[places + k]! + power[2 * i + 1]! * series;
    }
    this.delta = delta;
    this.spin = spin;
  }

  private expand(delta: number, spin: number): void {
    const { dimension, delta12, delta34, expansion, placeSums, sums } = this;
    const label = { dimension, delta, spin, delta12, delta34 };
    const poles = topmostPoles(label);
    if (delta >= poles[0]! + NEAR_POLE) this.spinSeries(spin, poles).at(delta, sums);
    else if (refusePole(label)) {
      expandAcross(label, expansion, placeSums.largest);
      sums.set(placeSums.of(expansion));
    } else sums.set(this.expanded(delta, spin));
  }

  private spinSeries(spin: number, poles: readonly number[]): SpinSeries {
    const known = this.series.get(spin);
    if (known) return known;
    // chosen for d = 2 … 5, ℓ ≤ 40, differences up to 2: within a few rounding errors at |ρ| ≤ 0.54
    const equal = this.expansion.step === 2;
    const [scale, groups] = equal ? [Math.min(2.5 + 0.25 * spin, 11), 3] : [Math.min(2 + 0.2 * spin, 9), 4];
    const { places } = this.placeSums;
    const made = new SpinSeries(places, poles, scale, groups, (delta) => this.expanded(delta, spin));
    this.series.set(spin, made);
    return made;
  }

  private expanded(delta: number, spin: number): Float64Array {
    this.expansion.compute(delta, spin, this.placeSums.largest);
    return this.placeSums.of(this.expansion);
  }
}
