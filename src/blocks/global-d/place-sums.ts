import { instantiate } from "../../math/wasm.js";
import { wasm } from "../radial-sums.wasm.js";
import { gegenbauer } from "./angular.js";
import type { RadialExpansion } from "./radial-expansion.js";

/** Exports of assembly/radial-sums.ts; arguments but `places` are byte addresses. */
interface Kernel {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  sums(
    a: number,
    b: number,
    levels: number,
    counts: number,
    polynomials: number,
    power: number,
    places: number,
    out: number,
  ): void;
}

/** Views on the kernel's memory. */
interface Memory {
  /** largest degree of the polynomials, most levels */
  readonly degree: number;
  readonly most: number;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly polynomials: Float64Array;
  readonly power: Float64Array;
  readonly out: Float64Array;
  readonly levels: Int32Array;
  readonly counts: Int32Array;
}

/** Places summed at once by the kernel. */
const LANES = 4;
const PAGE = 65536;
/** Terms below this fraction of the largest one are dropped. */
const NEGLIGIBLE = 1e-17;

/** Σ_n r^n Σ_j A_{n,j} P_j(η) of radial expansions and of their Δ-derivatives, at fixed places ρ. */
export class PlaceSums {
  /** number of places, a multiple of {@link LANES} */
  readonly places: number;
  /** which place of those given stands where: sorted by |ρ|, filled up by the last one */
  readonly order: Int32Array;
  private readonly kernel = instantiate<Kernel>(wasm);
  private readonly radius: Float64Array;
  private readonly eta: Float64Array;
  private memory: Memory | null = null;

  constructor(re: Float64Array, im: Float64Array) {
    const moduli = re.map((x, i) => Math.sqrt(x * x + im[i]! * im[i]!));
    const sorted = Int32Array.from(moduli.keys()).sort((i, j) => moduli[i]! - moduli[j]!);
    this.places = LANES * Math.ceil(sorted.length / LANES);
    this.order = Int32Array.from({ length: this.places }, (_, i) => sorted[Math.min(i, sorted.length - 1)]!);
    this.radius = Float64Array.from(this.order, (i) => moduli[i]!);
    this.eta = Float64Array.from(this.order, (i) => re[i]! / moduli[i]!);
  }

  /** Largest |ρ|. */
  get largest(): number {
    return this.radius[this.places - 1]!;
  }

  /** Both sums in the order of {@link order} [2 × places], valid until the next call. */
  of(expansion: RadialExpansion): Float64Array {
    const { kernel, places } = this;
    const memory = this.fitting(expansion);
    this.pack(memory, expansion);
    kernel.sums(
      memory.a.byteOffset,
      memory.b.byteOffset,
      memory.levels.byteOffset,
      memory.counts.byteOffset,
      memory.polynomials.byteOffset,
      memory.power.byteOffset,
      places,
      memory.out.byteOffset,
    );
    return memory.out;
  }

  /** The coefficients that matter at the largest |ρ|, level after level; how many levels matter for each group of places. */
  private pack({ a, b, levels, counts }: Memory, expansion: RadialExpansion): void {
    const { radius, largest } = this;
    const { step, values, derivatives, size, spin } = expansion;
    const factor = step === 2 ? largest * largest : largest;
    let [next, power, scale] = [0, 1, 0];
    for (let level = 0; level < expansion.levels; level++) {
      scale = Math.max(scale, size[level]! * power);
      const least = (NEGLIGIBLE * scale) / power;
      power *= factor;
      const n = level * step;
      const start = expansion.start(level);
      const matters = (k: number) =>
        Math.abs(values[start + k]!) + Math.abs(derivatives[start + k]!) >= least;
      let first = Math.max(0, Math.ceil((n - spin) / 2));
      let last = n;
      while (first < last && !matters(first)) first++;
      while (first < last && !matters(last)) last--;
      levels[3 * level] = next;
      levels[3 * level + 1] = spin - n + 2 * first;
      levels[3 * level + 2] = last - first + 1;
      for (let k = first; k <= last; k++) {
        a[next] = values[start + k]!;
        b[next++] = derivatives[start + k]!;
      }
    }
    for (let i = 0; i < radius.length; i += LANES)
      counts[i / LANES] = levelsWithin(expansion, radius[i + LANES - 1]!);
  }

  /** Memory of the kernel with room for an expansion, and the polynomials that it needs. */
  private fitting({ spin, levels, step, dimension }: RadialExpansion): Memory {
    const needed = spin + (levels - 1) * step;
    if (this.memory && needed <= this.memory.degree && levels <= this.memory.most) return this.memory;
    const degree = Math.max(needed + 20, this.memory?.degree ?? 0);
    const most = Math.max(levels + 10, this.memory?.most ?? 0);
    const { kernel, places, radius, eta } = this;
    const { memory } = kernel;
    const coefficients = (most * (step * most + 1)) / 2 + 1;
    const polynomials = (degree + 1) * places;
    const doubles = 2 * Math.ceil(coefficients) + polynomials + 3 * places;
    const bytes = kernel.heapBase() + 8 * doubles + 4 * (3 * most + places / LANES);
    memory.grow(Math.max(0, Math.ceil((bytes - memory.buffer.byteLength) / PAGE)));
    let next = kernel.heapBase();
    const take = (length: number) => {
      next += 8 * length;
      return new Float64Array(memory.buffer, next - 8 * length, length);
    };
    const made: Memory = {
      degree,
      most,
      polynomials: take(polynomials),
      power: take(places),
      out: take(2 * places),
      a: take(Math.ceil(coefficients)),
      b: take(Math.ceil(coefficients)),
      levels: new Int32Array(memory.buffer, next, 3 * most),
      counts: new Int32Array(memory.buffer, next + 12 * most, places / LANES),
    };
    made.power.set(step === 2 ? radius.map((r) => r * r) : radius);
    made.polynomials.set(gegenbauer(dimension, degree, eta));
    this.memory = made;
    return made;
  }
}

/** How many levels matter at a |ρ|. */
function levelsWithin({ size, levels, step }: RadialExpansion, radius: number): number {
  const factor = step === 2 ? radius * radius : radius;
  let [power, largest, last] = [1, 0, 0];
  for (let level = 0; level < levels; level++) {
    const term = size[level]! * power;
    if (term > largest) largest = term;
    if (term >= NEGLIGIBLE * largest) last = level;
    power *= factor;
  }
  return last + 1;
}
