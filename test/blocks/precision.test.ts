import { describe, expect, it } from "vitest";
import { crossedBlock2dDecimal } from "../../src/blocks/decimal/block-2d-decimal.js";
import { CrossedBlocks2d, crossedBlock2d } from "../../src/blocks/global-2d/block-2d.js";
import { chiralBlock } from "../../src/blocks/global-2d/chiral.js";
import { type Complex, modulus } from "../../src/math/complex.js";
import { Random } from "../../src/math/random.js";

/** A double's exact decimal expansion. */
function exact(x: number): string {
  return x.toPrecision(80);
}

interface Case {
  readonly delta: number;
  readonly spin: number;
  readonly z: Complex;
  readonly external: number;
  readonly delta12: number;
  readonly delta34: number;
}

/** Operators with ℓ ≤ 40, ℓ ≤ Δ ≤ ℓ+36, at z where the solver samples. */
function randomCase(random: Random, unequal: boolean): Case {
  const spin = random.integer(41);
  return {
    spin,
    delta: spin + random.between(0, 36),
    z: { re: random.between(0.5, 0.75), im: random.between(-0.65, 0.65) },
    external: random.between(-0.4, 1.2),
    delta12: unequal ? random.between(-2, 2) : 0,
    delta34: unequal ? random.between(-2, 2) : 0,
  };
}

function decimal({ delta, spin, z, external, delta12, delta34 }: Case) {
  const { value, derivative } = crossedBlock2dDecimal({
    delta: exact(delta),
    spin,
    z: { re: exact(z.re), im: exact(z.im) },
    external: exact(external),
    delta12: exact(delta12),
    delta34: exact(delta34),
    digits: 17,
  });
  return { value: value.toNumber(), derivative: derivative.toNumber() };
}

/** Σ|terms| of F: what rounding errors are relative to. */
function scale({ delta, spin, z, external, delta12, delta34 }: Case): number {
  const terms = (at: Complex) => {
    const k = (beta: number) => modulus(chiralBlock(at, { beta, delta12, delta34, operator: "" }).value);
    return 2 * k(delta + spin) * k(delta - spin);
  };
  const over = { re: 1 - z.re, im: -z.im };
  return modulus(over) ** (2 * external) * terms(z) + modulus(z) ** (2 * external) * terms(over);
}

describe("double precision against 17 decimal digits, errors relative to Σ|terms|", () => {
  it("gives columns of equal externals and their Δ-derivatives to 1e-13 at 130 random (Δ, ℓ, z, Δφ)", () => {
    const random = Random.stream(1);
    const [value, derivative] = [new Float64Array(1), new Float64Array(1)];
    let worst = 0;
    for (let i = 0; i < 130; i++) {
      const sample = randomCase(random, false);
      const points = { re: Float64Array.of(sample.z.re), im: Float64Array.of(sample.z.im) };
      new CrossedBlocks2d(points, sample.external).column(sample.delta, sample.spin, value, derivative);
      const reference = decimal(sample);
      const error = Math.abs(value[0]! - reference.value) + Math.abs(derivative[0]! - reference.derivative);
      worst = Math.max(worst, error / scale(sample));
    }
    expect(worst).toBeLessThan(1e-13);
  });

  it("gives crossed blocks of unequal externals and their Δ-derivatives to 1e-13 at 70 random places", () => {
    const random = Random.stream(2);
    let worst = 0;
    for (let i = 0; i < 70; i++) {
      const sample = randomCase(random, true);
      const block = crossedBlock2d(sample);
      const reference = decimal(sample);
      const error =
        Math.abs(block.value - reference.value) + Math.abs(block.derivative - reference.derivative);
      worst = Math.max(worst, error / scale(sample));
    }
    expect(worst).toBeLessThan(1e-13);
  });
});
