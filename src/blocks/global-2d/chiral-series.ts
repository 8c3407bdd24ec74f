import { instantiate } from "../../math/wasm.js";
import { wasm } from "../chiral-sums.wasm.js";
import type { CrossedSides } from "../points/crossed-sides.js";
import { RecentArrays } from "../table/recent-arrays.js";
import { EqualCoefficients } from "./equal-coefficients.js";
import { operatorLabel, refuseEqualPole } from "./poles.js";
import { radialCoefficients } from "./radial-coefficients.js";

/** Exports of assembly/chiral-sums.ts; arguments but `places` are byte addresses. */
interface Kernel {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  sums(c: number, d: number, terms: number, re: number, im: number, places: number, out: number): void;
}

/** Bytes of series that are kept: those of all β = Δ ± ℓ of a few tails of 100 points. */
const CAPACITY = 8 << 20;
/** Places summed at once by the kernel, and a multiple of it whose series are cut at the same term. */
const LANES = 4;
const GROUP = 8 * LANES;
/** Terms below this fraction of the largest one are dropped. */
const NEGLIGIBLE = 3e-18;
/** More terms than any series has: |ρ| ≤ 0.66 and β ≥ −450. */
const MAX_TERMS = 1024;
const PAGE = 65536;

/**
 * Chiral blocks without their prefactors, S_β = k_β / (4ρ)^{β/2}, and ∂S_β/∂β, at both sides of all points, for fixed Δ12 and Δ34.
 * They depend on β alone, and operators of a grid in Δ share most of their β = Δ ± ℓ: the last ones are kept.
 *
 * Equal dimensions (Δ12 = Δ34 = 0): a series in x = ρ²/(ρ²−1) without the factor (1−ρ²)^{−1/2}. Else a series in ρ.
 */
export class ChiralSeries {
  readonly equal: boolean;
  private readonly coefficients = new EqualCoefficients();
  private readonly kept: RecentArrays;
  private readonly kernel = instantiate<Kernel>(wasm);
  /** places in the order of the modulus of the variable, filled up to a multiple of {@link LANES} by the last one */
  private readonly order: Int32Array;
  private readonly radius: Float64Array;
  /** views on the kernel's memory */
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  private readonly c: Float64Array;
  private readonly d: Float64Array;
  private readonly out: Float64Array;
  private readonly terms: Int32Array;

  constructor(
    sides: CrossedSides,
    private readonly delta12: number,
    private readonly delta34: number,
  ) {
    this.equal = delta12 === 0 && delta34 === 0;
    const [re, im] = this.equal ? [sides.xRe, sides.xIm] : [sides.rhoRe, sides.rhoIm];
    const moduli = re.map((x, i) => Math.sqrt(x * x + im[i]! * im[i]!));
    const sorted = Int32Array.from(re.keys()).sort((i, j) => moduli[i]! - moduli[j]!);
    const places = LANES * Math.ceil(sorted.length / LANES);
    this.order = Int32Array.from({ length: places }, (_, i) => sorted[Math.min(i, sorted.length - 1)]!);
    this.radius = Float64Array.from(this.order, (i) => moduli[i]!);
    const { memory } = this.kernel;
    const start = this.kernel.heapBase();
    const bytes = start + 8 * (2 * MAX_TERMS + 6 * places) + places;
    memory.grow(Math.max(0, Math.ceil((bytes - memory.buffer.byteLength) / PAGE)));
    let next = start;
    const take = (length: number) => {
      next += 8 * length;
      return new Float64Array(memory.buffer, next - 8 * length, length);
    };
    this.c = take(MAX_TERMS);
    this.d = take(MAX_TERMS);
    this.re = take(places);
    this.im = take(places);
    this.out = take(4 * places);
    this.terms = new Int32Array(memory.buffer, next, places / LANES);
    this.re.set(Float64Array.from(this.order, (i) => re[i]!));
    this.im.set(Float64Array.from(this.order, (i) => im[i]!));
    const length = 4 * re.length;
    this.kept = new RecentArrays(length, Math.max(2, Math.floor(CAPACITY / (8 * length))));
  }

  /**
   * Re S, Im S, Re ∂S, Im ∂S by turns [8 rows] at β = Δ + sign·ℓ. Valid until the next call but one.
   *
   * @throws InputError at a pole
   */
  at(delta: number, spin: number, sign: 1 | -1): Float64Array {
    const beta = delta + sign * spin;
    const known = this.kept.find(beta);
    if (known) return known;
    const count = this.equal ? this.equalTerms(beta, delta, spin) : this.unequalTerms(beta, delta, spin);
    this.countTerms(count);
    const { kernel, c, d, terms, re, im, out } = this;
    kernel.sums(
      c.byteOffset,
      d.byteOffset,
      terms.byteOffset,
      re.byteOffset,
      im.byteOffset,
      re.length,
      out.byteOffset,
    );
    return this.inOrder(this.kept.claim(beta));
  }

  private equalTerms(beta: number, delta: number, spin: number): number {
    refuseEqualPole(beta, delta, spin);
    const { coefficients } = this;
    coefficients.compute(beta, this.largest);
    for (let n = 0; n < coefficients.count; n++) {
      this.c[n] = coefficients.value[n]!;
      this.d[n] = coefficients.derivative[n]!;
    }
    return coefficients.count;
  }

  private unequalTerms(beta: number, delta: number, spin: number): number {
    const { delta12, delta34 } = this;
    const label = { beta, delta12, delta34, operator: operatorLabel(delta, spin) };
    const { value, derivative } = radialCoefficients(label, this.largest);
    for (let n = 0; n < value.length; n++) {
      this.c[n] = value[n]!;
      this.d[n] = derivative[n]!;
    }
    return value.length;
  }

  private get largest(): number {
    return this.radius[this.radius.length - 1]!;
  }

  private countTerms(count: number): void {
    const { terms, radius } = this;
    for (let i = 0; i < radius.length; i += GROUP) {
      const end = Math.min(i + GROUP, radius.length);
      const within = this.countWithin(count, radius[end - 1]!);
      for (let j = i; j < end; j += LANES) terms[j / LANES] = within;
    }
  }

  /** How many terms matter for a variable of this modulus. */
  private countWithin(count: number, radius: number): number {
    const { c, d } = this;
    let power = 1;
    let largest = 0;
    let last = 0;
    for (let n = 0; n < count; n++) {
      const size = (Math.abs(c[n]!) + Math.abs(d[n]!)) * power;
      if (size > largest) largest = size;
      if (size >= NEGLIGIBLE * largest) last = n;
      power *= radius;
    }
    return last + 1;
  }

  /** The kernel's sums in the order of the sides. */
  private inOrder(target: Float64Array): Float64Array {
    const { order, out } = this;
    const places = order.length;
    for (let i = 0; i < places; i++) {
      const k = 4 * order[i]!;
      target[k] = out[i]!;
      target[k + 1] = out[i + places]!;
      target[k + 2] = out[i + 2 * places]!;
      target[k + 3] = out[i + 3 * places]!;
    }
    return target;
  }
}
