import type { Decimal } from "decimal.js";
import { decimalContext } from "../../src/blocks/decimal/complex-decimal.js";
import { settledDigits } from "../../src/blocks/decimal/settled-digits.js";
import type { DecimalColumns } from "../../src/crossing/decimal-columns.js";
import type { CrossingEquation } from "../../src/crossing/equation.js";
import type { PointSet } from "../../src/crossing/points.js";
import type { TailModel } from "../../src/crossing/tail/tail.js";
import type { FamilyDefinition } from "../../src/families/family.js";
import { registerFamily } from "../../src/families/registry.js";
import { single } from "../../src/families/sectors.js";
import { exp, log } from "../../src/math/elementary.js";

/**
 * `toy-line`: four identical operators of dimension D on a line, blocks of sl(2), G_Δ(x) = x^Δ ₂F₁(Δ, Δ; 2Δ; x), and
 * (1−x)^2D G(x) − x^2D G(1−x) = 0. Levels lie two apart, as those of the generalised free field do.
 */
const toyLine: FamilyDefinition = {
  name: "toy-line",
  externals: "delta",
  tails: ["free"],
  create({ externals }) {
    const external = externals.delta!;
    return {
      dimension: 1,
      levelSpacing: SPACING,
      sectors: [single("singlet", "even")],
      unitarityBound: () => 0,
      blockDomain: () => ({ lowest: 0, highest: Number.POSITIVE_INFINITY, poles: () => [] }),
      places: "line",
      equation: (points) => equation(points, external),
      tail: () => tail(external),
      variedTail: (shape) => shape,
      decimal: (points, digits) => decimal(points, external, digits),
    };
  },
  block: ({ delta, z, crossed = false, external }) =>
    crossed
      ? crossedBlock(Number(delta), Number(z.re), Number(external))
      : block(Number(delta), Number(z.re)),
  blockDigits({ delta, z, crossed, external }, digits) {
    const [value, derivative] = settledDigits(digits, (context) => {
      const jet = (at: Decimal) => blockDecimal(new context(delta), at);
      const x = new context(z.re);
      if (!crossed) return jet(x);
      const [left, right] = [jet(x), jet(x.negated().plus(1))];
      const power = new context(external!).times(2);
      const [u, v] = [x.pow(power), x.negated().plus(1).pow(power)];
      return left.map((entry, i) => entry.times(v).minus(right[i]!.times(u)));
    });
    return { value: value!.toPrecision(digits), derivative: derivative!.toPrecision(digits) };
  },
};

registerFamily(toyLine);

const SPACING = 2;
const LN4 = log(4);

interface Jet {
  readonly value: number;
  readonly derivative: number;
}

/** The series, term by term with the logarithmic derivative in Δ. */
function block(delta: number, x: number): Jet {
  let term = exp(delta * log(x));
  let slope = log(x);
  let value = 0;
  let derivative = 0;
  for (let n = 0; term > 1e-18 * value; n++) {
    value += term;
    derivative += term * slope;
    term *= ((delta + n) * (delta + n) * x) / ((2 * delta + n) * (n + 1));
    slope += 2 / (delta + n) - 2 / (2 * delta + n);
  }
  return { value, derivative };
}

function crossedBlock(delta: number, x: number, external: number): Jet {
  const u = exp(2 * external * log(x));
  const v = exp(2 * external * log(1 - x));
  const [left, right] = [block(delta, x), block(delta, 1 - x)];
  return {
    value: v * left.value - u * right.value,
    derivative: v * left.derivative - u * right.derivative,
  };
}

function equation({ re }: PointSet, external: number): CrossingEquation {
  const power = (x: number) => exp(2 * external * log(x));
  const scaled = (delta: number, value: Float64Array, derivative: Float64Array) => {
    const scale = exp(-LN4 * delta);
    for (const [i, x] of re.entries()) {
      const jet = crossedBlock(delta, x, external);
      value[i] = scale * jet.value;
      derivative[i] = scale * jet.derivative - LN4 * value[i]!;
    }
  };
  // G = 1 + x^2D + (x/(1−x))^2D, both sides
  const size = (x: number) => 2 * (power(x) + power(1 - x) + power(x) * power(1 - x));
  return {
    key: ["toy-line", external, re],
    rows: re.length,
    functionals: Array.from(re, (x) => ({ z: [x, 0] })),
    channels: ["singlet"],
    identity: re.map((x) => power(1 - x) - power(x)),
    magnitude: re.map(size),
    column: (_, delta, value, derivative) => scaled(delta, value, derivative),
  };
}

/** b ~ Δ^{4D − 3/2}, the law of the generalised free field's coefficients, from the cut on in steps of half a level. */
function tail(external: number): TailModel {
  const power = 4 * external - 1.5;
  const width = (delta: number) => exp(power * log(delta));
  return {
    key: ["toy-line", external],
    nodes: (cut) =>
      Array.from({ length: 30 }, (_, k) => {
        const delta = cut + (k * SPACING) / 2;
        return { channel: "singlet", spin: 0, delta, width: width(delta), group: "singlet" };
      }),
    width: (_, delta) => width(delta),
    widthSlope: (_, delta) => power / delta,
    mean: () => null,
  };
}

/** G and ∂G/∂Δ. */
function blockDecimal(delta: Decimal, x: Decimal): Decimal[] {
  const least = new (x.constructor as typeof Decimal)(10).pow(-(x.constructor as typeof Decimal).precision);
  let term = x.pow(delta);
  let slope = x.ln();
  let value = term.times(0);
  let derivative = value;
  for (let n = 0; term.greaterThan(value.times(least)); n++) {
    value = value.plus(term);
    derivative = derivative.plus(term.times(slope));
    const [top, bottom] = [delta.plus(n), delta.times(2).plus(n)];
    term = term
      .times(top)
      .times(top)
      .times(x)
      .div(bottom.times(n + 1));
    slope = slope.plus(top.pow(-1).times(2)).minus(bottom.pow(-1).times(2));
  }
  return [value, derivative];
}

function decimal({ re }: PointSet, external: number, digits: number): DecimalColumns {
  const context = decimalContext(digits + 20);
  const exact = (value: number) => new context(value.toPrecision(100));
  const powers = Array.from(re, (x) => {
    const power = exact(external).times(2);
    return [exact(x).pow(power), exact(x).negated().plus(1).pow(power)] as const;
  });
  const sides = (delta: number) =>
    Array.from(re, (x, i) => {
      const [u, v] = powers[i]!;
      const right = blockDecimal(exact(delta), exact(x).negated().plus(1))[0]!;
      return [blockDecimal(exact(delta), exact(x))[0]!.times(v), right.times(u)] as const;
    });
  return {
    context,
    exact,
    identity: () => powers.map(([u, v]) => v.minus(u)),
    column: (_, delta) => sides(delta).map(([left, right]) => left.minus(right)),
    moduli(identity, operators) {
      const sum = identity.map(Math.abs);
      for (const { delta, ope2 } of operators)
        for (const [i, [left, right]] of sides(delta).entries())
          sum[i]! += Math.abs(ope2) * left.plus(right).toNumber();
      return sum;
    },
  };
}
