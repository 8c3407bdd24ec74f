import { chebyshevNodes, chebyshevPolynomials, chebyshevTransform } from "../../math/chebyshev.js";
import { COUNT, Series } from "../series.js";

/**
 * What a radial expansion sums to at fixed places, Σ_n r^n Σ_j A_{n,j}(Δ) P_j and its Δ-derivative, as functions of Δ from the topmost pole p to
 * infinity. Rational in Δ with poles from p downwards and finite at infinity, they are smooth in t = (Δ−p−s)/(Δ−p+s) once the pole at p, t = −1,
 * and those near it are divided out: Chebyshev series in t of w times the sums and w² times the derivatives, w = Π (Δ−pᵢ)/(Δ−p+s).
 */
export class SpinSeries {
  private readonly values: Series[] = [];
  private readonly slopes: Series[] = [];
  private readonly part: Float64Array;
  private readonly t: Float64Array;
  private readonly group = new Float64Array(COUNT);

  /**
   * @param groups how many polynomials, in groups of twelve
   * @param sums the sums and their derivatives [2 × places] at a Δ; valid until the next call
   * @param poles pᵢ, descending; the first is p
   * @param scale s
   */
  constructor(
    private readonly places: number,
    private readonly poles: readonly number[],
    private readonly scale: number,
    private readonly groups: number,
    sums: (delta: number) => Float64Array,
  ) {
    const count = groups * COUNT;
    const nodes = chebyshevNodes(count);
    const transform = chebyshevTransform(count);
    const values = new Float64Array(count * places);
    const slopes = new Float64Array(count * places);
    for (let j = 0; j < count; j++) {
      const t = nodes[j]!;
      const delta = poles[0]! + (scale * (1 + t)) / (1 - t);
      const out = sums(delta);
      const weight = this.weight(delta);
      for (let k = 0; k < count; k++) {
        const factor = weight * transform[k * count + j]!;
        for (let i = 0; i < places; i++) {
          values[k * places + i]! += factor * out[i]!;
          slopes[k * places + i]! += factor * weight * out[places + i]!;
        }
      }
    }
    for (let g = 0; g < groups; g++) {
      const [from, to] = [g * COUNT * places, (g + 1) * COUNT * places];
      this.values.push(new Series(values.slice(from, to)));
      this.slopes.push(new Series(slopes.slice(from, to)));
    }
    this.t = new Float64Array(count);
    this.part = new Float64Array(places);
  }

  /** Writes the sums and their derivatives [2 × places] at Δ > p. */
  at(delta: number, out: Float64Array): void {
    const { poles, scale, places, t } = this;
    const shifted = delta - poles[0]!;
    chebyshevPolynomials((shifted - scale) / (shifted + scale), t);
    const weight = 1 / this.weight(delta);
    out.fill(0);
    for (let g = 0; g < this.groups; g++) {
      this.group.set(t.subarray(g * COUNT, (g + 1) * COUNT));
      this.add(this.values[g]!, weight, out, 0);
      this.add(this.slopes[g]!, weight * weight, out, places);
    }
  }

  private weight(delta: number): number {
    const { poles, scale } = this;
    let weight = 1;
    for (const pole of poles) weight *= (delta - pole) / (delta - poles[0]! + scale);
    return weight;
  }

  private add(series: Series, weight: number, out: Float64Array, offset: number): void {
    const { part, places } = this;
    series.combine(this.group, part, 0);
    for (let i = 0; i < places; i++) out[offset + i]! += weight * part[i]!;
  }
}
