import { describe, expect, it } from "vitest";
import { Random } from "../../src/math/random.js";

function draw(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.uniform());
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i]! - 0.5, b[i]! - 0.5];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

describe("Random", () => {
  it("starts streams with the same numbers everywhere", () => {
    const first = [
      Random.stream(0).uniform(),
      Random.stream(1).uniform(),
      Random.stream(1, 2, 3).uniform(),
      Random.stream(1).normal(),
      Random.stream(1).integer(1000),
    ];
    expect(first).toEqual([
      0.7727185334920029, 0.18821474117291948, 0.411850476464132, 0.6084313219964576, 188,
    ]);
  });

  it("is xoroshiro128+ (24, 16, 37), lower halves: two draws make 53 bits", () => {
    const mask = (1n << 64n) - 1n;
    const rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (64n - k))) & mask;
    const random = Random.stream(9, 1);
    const words = random.state.map((word) => BigInt(word >>> 0));
    let s0 = (words[0]! << 32n) | words[1]!;
    let s1 = (words[2]! << 32n) | words[3]!;
    const next = () => {
      const out = Number((s0 + s1) & 0xffffffffn);
      const mixed = s0 ^ s1;
      s0 = (rotate(s0, 24n) ^ mixed ^ (mixed << 16n)) & mask;
      s1 = rotate(mixed, 37n);
      return out;
    };
    for (let i = 0; i < 100; i++) {
      const [high, low] = [next() >>> 5, next() >>> 6];
      expect(random.uniform()).toBe((high * 2 ** 26 + low) / 2 ** 53);
    }
  });

  it("repeats a stream, and goes on from a saved state", () => {
    const random = Random.stream(5, 1, 2);
    expect(draw(random, 10)).toEqual(draw(Random.stream(5, 1, 2), 10));
    const { state } = random;
    expect(draw(Random.fromState(state), 10)).toEqual(draw(random, 10));
  });

  it("gives different streams for different paths: order, length, zeros and sign count", () => {
    const paths = [[0], [0, 0], [0, 0, 0], [1], [0, 1], [1, 0], [1, 2], [2, 1], [-1], [2 ** 31]];
    const firsts = paths.map(([seed, ...path]) => Random.stream(seed!, ...path).uniform());
    expect(new Set(firsts).size).toBe(paths.length);
  });

  it("keeps neighbouring streams uncorrelated (5σ over 780 pairs of 2000)", () => {
    const streams = Array.from({ length: 40 }, (_, i) => draw(Random.stream(3, i), 2000));
    let largest = 0;
    for (let i = 0; i < streams.length; i++) {
      for (let j = 0; j < i; j++)
        largest = Math.max(largest, Math.abs(correlation(streams[i]!, streams[j]!)));
    }
    expect(largest).toBeLessThan(5 / Math.sqrt(2000));
  });

  it("has first numbers of streams spread uniformly (χ² over 100 cells, 5σ)", () => {
    const cells = new Array<number>(100).fill(0);
    for (let i = 0; i < 20_000; i++) cells[Math.floor(100 * Random.stream(i).uniform())]!++;
    const chi2 = cells.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(Math.abs(chi2 - 99)).toBeLessThan(5 * Math.sqrt(2 * 99));
  });

  it("draws in the ranges asked for", () => {
    const random = Random.stream(8);
    const seen = new Set<number>();
    for (let i = 0; i < 2000; i++) {
      const x = random.between(-3, -1);
      expect(x >= -3 && x < -1).toBe(true);
      seen.add(random.integer(7));
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("has normals of mean 0, variance 1 and fourth moment 3, one at a time or filling an array (5σ)", () => {
    const n = 40_000;
    const random = Random.stream(10);
    const singly = Float64Array.from({ length: n }, () => random.normal());
    const filled = new Float64Array(n + 1);
    random.fillNormal(filled);
    for (const sample of [singly, filled]) {
      const moment = (power: number) => sample.reduce((sum, x) => sum + x ** power, 0) / sample.length;
      expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(n));
      expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
      expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
    }
  });
});
