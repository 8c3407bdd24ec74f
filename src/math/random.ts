import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { JumpableRandomGenerator } from "pure-rand/types/JumpableRandomGenerator";
import { cos, log, sin } from "./elementary.js";

/**
 * Seeded random numbers, the same on every machine. A stream is named by a seed and a path of whole numbers,
 * such as (seed, run, rung, start): streams are independent, so that no result depends on the order
 * or the number of workers in which they are consumed.
 */
export class Random {
  private constructor(private readonly generator: JumpableRandomGenerator) {}

  /** The stream (seed, ...path); every entry is taken modulo 2³². */
  static stream(seed: number, ...path: readonly number[]): Random {
    let hash = 0x9e3779b9;
    for (const part of [path.length, seed, ...path]) hash = mix(hash ^ mix((part >>> 0) + 0x85ebca6b));
    const state = [1, 2, 3, 4].map((word) => mix(hash + Math.imul(word, 0x9e3779b9)) | 0);
    return new Random(xoroshiro128plusFromState(state));
  }

  /** The stream at the point where {@link state} was read. */
  static fromState(state: readonly number[]): Random {
    return new Random(xoroshiro128plusFromState(state));
  }

  get state(): readonly number[] {
    return this.generator.getState();
  }

  /** Uniform in [0, 1), 53 bits. */
  uniform(): number {
    const high = this.generator.next() >>> 5;
    const low = this.generator.next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Uniform in [lower, upper). */
  between(lower: number, upper: number): number {
    return lower + (upper - lower) * this.uniform();
  }

  /** Uniform whole number in [0, count). */
  integer(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Standard normal (Box–Muller; the second number of the pair is dropped, so that the state is the generator's alone). */
  normal(): number {
    const radius = Math.sqrt(-2 * log(1 - this.uniform()));
    return radius * cos(2 * Math.PI * this.uniform());
  }

  /** Fills `out` with standard normals, two for each pair of uniforms. */
  fillNormal(out: Float32Array | Float64Array): void {
    for (let i = 0; i < out.length; i += 2) {
      const radius = Math.sqrt(-2 * log(1 - this.uniform()));
      const angle = 2 * Math.PI * this.uniform();
      out[i] = radius * cos(angle);
      if (i + 1 < out.length) out[i + 1] = radius * sin(angle);
    }
  }
}

/** Murmur3's finaliser: every input bit moves every output bit. */
function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
