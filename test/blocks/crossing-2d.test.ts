import { describe, expect, it } from "vitest";
import { block2d, CrossedBlocks2d, crossedBlock2d } from "../../src/blocks/global-2d/block-2d.js";
import type { Complex } from "../../src/math/complex.js";
import { circlePoints, modulusPower, type ReferenceOperator, referenceOperators } from "./reference-2d.js";

const points = circlePoints;
const [sigma, epsilon] = [1 / 8, 1];

function largest(f: (z: Complex) => number): number {
  return Math.max(...points.map((z) => Math.abs(f(z))));
}

/** G(z) = Σ p g(z), operators up to Δ = 20. */
function sumOfBlocks(operators: readonly ReferenceOperator[], z: Complex, delta12 = 0, delta34 = 0): number {
  return operators.reduce(
    (sum, { delta, spin, ope2 }) => sum + ope2 * block2d({ delta, spin, z, delta12, delta34 }).value.re,
    0,
  );
}

/** Σ p g with Δ ≤ 20 misses the correlator by what mpmath finds at these points with 40 digits, up to rounding. */
function expectTruncationError(error: number, exact: number): void {
  expect(Math.abs(error - exact)).toBeLessThan(1e-14);
}

describe("exact operators with Δ ≤ 20 reproduce correlators in closed form, short of the exact truncation error", () => {
  const abs = (re: number, im: number) => Math.sqrt(re * re + im * im);
  const minus = (z: Complex) => abs(1 - z.re, z.im);

  it("⟨σσσσ⟩ = (|1+√(1−z)| + |1−√(1−z)|)/(2|1−z|^{1/4})", () => {
    // |1+w|² and |1−w|² with w = √(1−z) are 1 + |w|² ± 2 Re w
    const closed = (z: Complex) => {
      const w2 = minus(z);
      const re = Math.sqrt((w2 + 1 - z.re) / 2);
      return (Math.sqrt(1 + w2 + 2 * re) + Math.sqrt(1 + w2 - 2 * re)) / (2 * w2 ** 0.25);
    };
    const operators = referenceOperators("ising_ssss");
    expectTruncationError(
      largest((z) => sumOfBlocks(operators, z) - closed(z)),
      4.56359e-14,
    );
  });

  it("⟨εεεε⟩ = |1−z+z²|²/|1−z|²", () => {
    const closed = (z: Complex) => {
      const [re, im] = [1 - z.re + z.re ** 2 - z.im ** 2, -z.im + 2 * z.re * z.im];
      return (re * re + im * im) / minus(z) ** 2;
    };
    const operators = referenceOperators("ising_eeee");
    expectTruncationError(
      largest((z) => sumOfBlocks(operators, z) - closed(z)),
      1.997307038e-8,
    );
  });

  it("⟨σσεε⟩ = |1−z/2|²/|1−z|", () => {
    const closed = (z: Complex) => ((1 - z.re / 2) ** 2 + z.im ** 2 / 4) / minus(z);
    const operators = referenceOperators("ising_ssee");
    expectTruncationError(
      largest((z) => sumOfBlocks(operators, z) - closed(z)),
      8.51896e-12,
    );
  });

  it("⟨σεεσ⟩ = |z|^{1/8}|1+z|²/(4|1−z|²), with Δ12 = −Δ34 = −7/8", () => {
    const closed = (z: Complex) =>
      (modulusPower(z, 1 / 8) * ((1 + z.re) ** 2 + z.im ** 2)) / (4 * minus(z) ** 2);
    const operators = referenceOperators("ising_sees");
    const error = largest((z) => sumOfBlocks(operators, z, sigma - epsilon, epsilon - sigma) - closed(z));
    expectTruncationError(error, 2.264884e-10);
    // negative control: the other sign of Δ34 is another correlator
    expect(
      largest((z) => sumOfBlocks(operators, z, sigma - epsilon, sigma - epsilon) - closed(z)),
    ).toBeGreaterThan(0.01);
  });

  it("⟨σεσε⟩ = |z|^{1/8}|1−2z|²/(4|1−z|), with Δ12 = Δ34 = −7/8", () => {
    const closed = (z: Complex) =>
      (modulusPower(z, 1 / 8) * ((1 - 2 * z.re) ** 2 + 4 * z.im ** 2)) / (4 * minus(z));
    const operators = referenceOperators("ising_sese");
    const error = largest((z) => sumOfBlocks(operators, z, sigma - epsilon, sigma - epsilon) - closed(z));
    expectTruncationError(error, 6.52598e-11);
  });
});

describe("crossing equations of exact operators with Δ ≤ cut fall as computed at 50 digits", () => {
  /** Largest |Σ p F| over the points with Δ ≤ cut. */
  function residual(name: string, external: number, cut: number): number {
    const blocks = new CrossedBlocks2d(
      { re: Float64Array.from(points, (z) => z.re), im: Float64Array.from(points, (z) => z.im) },
      external,
    );
    const total = new Float64Array(points.length);
    const [value, derivative] = [new Float64Array(points.length), new Float64Array(points.length)];
    for (const { delta, spin, ope2 } of referenceOperators(name).filter(
      (operator) => operator.delta <= cut,
    )) {
      if (delta === 0) blocks.identity(value);
      else blocks.column(delta, spin, value, derivative);
      for (let i = 0; i < total.length; i++) total[i]! += ope2 * value[i]!;
    }
    return Math.max(...total.map(Math.abs));
  }

  // The maxima of the table are over other points, with |z − ½| < 0.2 and the same largest |ρ|: hence a factor of 2.
  it.each([
    ["ising_ssss", 1 / 8, [4.878e-6, 1.843e-8, 7.707e-11, 2.21e-14]],
    ["ising_eeee", 1, [0.009001, 0.0001441, 1.724e-6, 1.715e-9]],
    ["yanglee_pppp", -2 / 5, [8.109e-6, 2.54e-8, 9.083e-11, 2.145e-14]],
    ["gff_d2_1_4", 1 / 4, [0.0001876, 7.758e-7, 3.597e-9, 1.213e-12]],
  ] as const)("%s, Δφ = %d", (name, external, table) => {
    for (const [i, cut] of [6, 10, 14, 20].entries()) {
      const ratio = residual(name, external, cut) / table[i]!;
      expect(ratio).toBeGreaterThan(1 / 2);
      expect(ratio).toBeLessThan(2);
    }
  });

  // Largest residuals of the five equations of ⟨σσσσ⟩, ⟨εεεε⟩, ⟨σεσε⟩ and ⟨σσεε⟩/⟨εσσε⟩ with Δ ≤ 20.
  it("Ising σ, ε mixed system, five equations", () => {
    const equal = referenceOperators("ising_ssee");
    const alternating = referenceOperators("ising_sese");
    const adjacent = referenceOperators("ising_sees");
    const [d12, d21] = [sigma - epsilon, epsilon - sigma];
    const row = (
      operators: readonly ReferenceOperator[],
      z: Complex,
      options: { external: number; sign: 1 | -1; delta12?: number; delta34?: number },
    ) =>
      operators.reduce(
        (sum, { delta, spin, ope2 }) => sum + ope2 * crossedBlock2d({ delta, spin, z, ...options }).value,
        0,
      );
    // p^{1122} comes with D = (Δσ+Δε)/2, |λσεO|² in ⟨εσσε⟩ ordering with D = Δσ
    const mean = (sigma + epsilon) / 2;
    const mixed = (sign: 1 | -1) =>
      largest(
        (z) =>
          row(equal, z, { external: mean, sign }) -
          sign * row(adjacent, z, { external: sigma, sign, delta12: d21, delta34: d12 }),
      );
    const table = [1.29e-11, 1.73e-11, 1.42e-11];
    const found = [
      largest((z) => row(alternating, z, { external: mean, sign: -1, delta12: d12, delta34: d12 })),
      mixed(-1),
      mixed(1),
    ];
    for (const [i, size] of found.entries()) {
      expect(size / table[i]!).toBeGreaterThan(1 / 2);
      expect(size / table[i]!).toBeLessThan(2);
    }
  });
});
