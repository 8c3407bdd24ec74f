import type { Decimal } from "decimal.js";
import { checkDimension, checkReach, refusePole } from "../global-d/poles.js";
import { checkCrossRatio } from "../points/radial.js";
import type { ComplexDecimal } from "./complex-decimal.js";
import * as Complex from "./complex-decimal.js";
import { decimalContext } from "./complex-decimal.js";
import {
  type Block2dDecimalLabel,
  type ComplexInput,
  type DecimalInput,
  parseComplex,
  parseDecimal,
  parseLabel,
} from "./input.js";
import {
  type BlockDDecimalLabel,
  GegenbauerDecimal,
  leadingWeightDecimal,
  RadialExpansionDecimal,
} from "./radial-expansion-d-decimal.js";
import { settledDigits } from "./settled-digits.js";

/** Levels in a row that must be negligible. */
const IN_A_ROW = 4;

/**
 * One block of any real dimension d ≥ 1 at z̄ = z* and its derivative in Δ, as `blockD` defines them, to any number of digits.
 *
 * @throws InputError as `blockD`, and for what is no decimal number
 */
export function blockDDecimal(
  options: Block2dDecimalLabel & { readonly dimension: DecimalInput; readonly z: ComplexInput },
): { value: Decimal; derivative: Decimal } {
  const { label, z, settled } = parse(options);
  const [value, derivative] = settledDigits(options.digits, (context) => {
    const jet = block(recast(label, context), Complex.recast(z, context), settled);
    return [jet.value, jet.derivative];
  });
  return { value: value!, derivative: derivative! };
}

/**
 * |1−z|^{2D} g(z) + sign · |z|^{2D} g(1−z), D = `external`, and its derivative in Δ, as `crossedBlockD` defines them, to any number of digits.
 *
 * @throws InputError as `crossedBlockD`, and for what is no decimal number
 */
export function crossedBlockDDecimal(
  options: Block2dDecimalLabel & {
    readonly dimension: DecimalInput;
    readonly z: ComplexInput;
    readonly external: DecimalInput;
    readonly sign?: 1 | -1;
  },
): { value: Decimal; derivative: Decimal } {
  const { label, z, settled } = parse(options);
  const crossed = { re: z.re.negated().plus(1), im: z.im.negated() };
  checkCrossRatio({ re: crossed.re.toNumber(), im: crossed.im.toNumber() }, "block at 1 - z");
  checkReach(Complex.modulus(Complex.radialCoordinate(crossed)).toNumber());
  const external = parseDecimal("external", options.external);
  const sign = options.sign ?? -1;
  if (sign === -1 && z.re.equals(0.5)) {
    // 1 − z = z*: the two terms cancel, which no precision would show
    const zero = z.re.times(0);
    return { value: zero, derivative: zero };
  }
  const [value, derivative] = settledDigits(options.digits, (context) => {
    const exact = recast(label, context);
    const [at, over] = [z, crossed].map((place) => Complex.recast(place, context)) as [
      ComplexDecimal,
      ComplexDecimal,
    ];
    const [direct, other] = [block(exact, at, settled), block(exact, over, settled)];
    const v = Complex.norm(over).pow(external);
    const u = Complex.norm(at).pow(external).times(sign);
    return [
      v.times(direct.value).plus(u.times(other.value)),
      v.times(direct.derivative).plus(u.times(other.derivative)),
    ];
  });
  return { value: value!, derivative: derivative! };
}

function parse(
  options: Block2dDecimalLabel & { readonly dimension: DecimalInput; readonly z: ComplexInput },
): { label: BlockDDecimalLabel; z: ComplexDecimal; settled: boolean } {
  const parsed = parseLabel(options);
  const dimension = parseDecimal("dimension", options.dimension);
  checkDimension(dimension.toNumber(), parsed.spin);
  const z = parseComplex("z", options.z);
  checkReach(Complex.modulus(Complex.radialCoordinate(z)).toNumber());
  const settled = !refusePole({
    dimension: dimension.toNumber(),
    delta: parsed.delta.toNumber(),
    spin: parsed.spin,
    delta12: parsed.delta12.toNumber(),
    delta34: parsed.delta34.toNumber(),
  });
  return { label: { ...parsed, dimension }, z, settled };
}

function recast(label: BlockDDecimalLabel, context: typeof Decimal): BlockDDecimalLabel {
  return {
    dimension: new context(label.dimension),
    delta: new context(label.delta),
    spin: label.spin,
    delta12: new context(label.delta12),
    delta34: new context(label.delta34),
  };
}

interface Jet {
  readonly value: Decimal;
  readonly derivative: Decimal;
}

/**
 * g and ∂g/∂Δ. Where the recursion may be 0/0: with p digits, the mean of what it gives at distances ±10^−p, whose error is 10^−2p; it loses
 * twice p digits there, so it runs with 4p.
 */
function block(label: BlockDDecimalLabel, z: ComplexDecimal, settled: boolean): Jet {
  if (settled) return series(label, z);
  const context = label.delta.constructor as typeof Decimal;
  const fine = decimalContext(4 * context.precision);
  const offset = new fine(10).pow(-context.precision);
  const exact = recast(label, fine);
  const place = Complex.recast(z, fine);
  const [above, below] = [offset, offset.negated()].map((step) =>
    series({ ...exact, delta: exact.delta.plus(step) }, place, context.precision),
  ) as [Jet, Jet];
  const mean = (a: Decimal, b: Decimal) => new context(a.plus(b).div(2));
  return {
    value: mean(above.value, below.value),
    derivative: mean(above.derivative, below.derivative),
  };
}

/** The expansion summed until its levels are negligible at so many digits. */
function series(label: BlockDDecimalLabel, z: ComplexDecimal, digits?: number): Jet {
  const context = z.re.constructor as typeof Decimal;
  const negligible = new context(10).pow(-(digits ?? context.precision) - 3);
  const rho = Complex.radialCoordinate(z);
  const radius = Complex.modulus(rho);
  const polynomials = new GegenbauerDecimal(label.dimension, rho.re.div(radius));
  const expansion = new RadialExpansionDecimal(label);
  let [value, derivative, power, largest] = [0, 0, 1, 0].map((x) => new context(x)) as [
    Decimal,
    Decimal,
    Decimal,
    Decimal,
  ];
  for (let n = 0, small = 0; small < IN_A_ROW; n++) {
    let size = new context(0);
    const level = expansion.level(n);
    const slopes = expansion.slopeLevel(n);
    for (let j = label.spin + n; j >= Math.max(0, label.spin - n); j -= 2) {
      const [a, b] = [level[j], slopes[j]];
      // in one dimension there are no polynomials beyond P_1, nor entries
      if ((a ?? b) === undefined || ((a?.isZero() ?? true) && (b?.isZero() ?? true))) continue;
      const p = polynomials.at(j).times(power);
      if (a) value = value.plus(p.times(a));
      if (b) derivative = derivative.plus(p.times(b));
      size = size.plus((a ?? size).abs()).plus((b ?? size).abs());
    }
    size = size.times(power);
    if (size.greaterThan(largest)) largest = size;
    small = size.lessThanOrEqualTo(largest.times(negligible)) ? small + 1 : 0;
    power = power.times(radius);
  }
  const log = radius.times(4).ln();
  const prefactor = label.delta.times(log).exp().times(leadingWeightDecimal(label.dimension, label.spin));
  return { value: prefactor.times(value), derivative: prefactor.times(derivative.plus(log.times(value))) };
}
